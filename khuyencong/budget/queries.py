"""Reading the ledger: what a person may see, what is left, where the money of a subject stands."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Sum

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import scope_of
from khuyencong.budget.enums import APPROPRIATED, OF_SUBJECT, Source, Stage
from khuyencong.budget.models import Account, Appropriation, Journal
from khuyencong.budget.registry import SUBJECTS, Subject
from khuyencong.core.memory import remembered

ALLOTTED_TO = (OrganisationKind.DEPARTMENT, OrganisationKind.CENTRE)


@dataclass(frozen=True)
class SubjectRow:
    """A subject with its đồng by stage; `subject` is None when the reader may not see it."""

    subject: Subject | None
    balances: Mapping[str, int]

    @property
    def cells(self) -> list[int]:
        """The đồng in each stage, in their order, and the sum."""
        amounts = [self.balances.get(stage, 0) for stage in OF_SUBJECT]
        return [*amounts, sum(amounts)]


def visible_to(user: User) -> QuerySet[Appropriation]:
    """Return the appropriations of the organisations and provinces that `user` may look into."""
    return Appropriation.objects.filter(_in_scope(user, "organisation"))


def journals_visible_to(user: User) -> QuerySet[Journal]:
    """Return the journals of the appropriations that `user` may see."""
    return Journal.objects.filter(_in_scope(user, "appropriation__organisation"))


def _in_scope(user: User, path: str) -> Q:
    scope = scope_of(user).holding("budget.view")
    if scope.is_country:
        return Q()
    return Q(**{f"{path}__in": scope.organisation_ids}) | Q(
        **{f"{path}__area__in": scope.province_ids}
    )


def with_balances(appropriations: QuerySet[Appropriation]) -> QuerySet[Any]:
    """Add what was allotted and what stands in each stage: `allotted_vnd` and `<stage>_vnd`."""
    sums = {
        f"{stage}_vnd": Sum("accounts__balance_vnd", filter=Q(accounts__stage=stage), default=0)
        for stage in (Stage.AVAILABLE, *OF_SUBJECT)
    }
    held = Sum("accounts__balance_vnd", filter=~Q(accounts__stage=Stage.APPROPRIATION), default=0)
    return appropriations.annotate(allotted_vnd=held, **sums)


def with_amounts(journals: QuerySet[Journal]) -> QuerySet[Any]:
    """Add `amount_vnd`, `from_stage`, `to_stage`, `is_reversed`: a journal's lines on one row."""
    return journals.annotate(
        giving=FilteredRelation("entries", condition=Q(entries__amount_vnd__lt=0)),
        taking=FilteredRelation("entries", condition=Q(entries__amount_vnd__gt=0)),
    ).annotate(
        amount_vnd=F("taking__amount_vnd"),
        from_stage=F("giving__account__stage"),
        to_stage=F("taking__account__stage"),
        is_reversed=Exists(Journal.objects.filter(reverses=OuterRef("pk"))),
    )


@remembered
def balances_of(subject: str) -> dict[tuple[Source, Stage], int]:
    """Return where the money of a subject stands: (source, stage) -> đồng, without zeros."""
    rows = (
        Account.objects.filter(subject=subject, stage__in=OF_SUBJECT)
        .values_list("appropriation__source", "stage")
        .annotate(total=Sum("balance_vnd"))
        .filter(total__gt=0)
        .order_by()
    )
    return {(Source(source), Stage(stage)): total for source, stage, total in rows}


def pool(organisation: Organisation, year: int, source: str) -> int:
    """Return the đồng of a source that are not yet given to any subject."""
    found = Account.objects.filter(
        appropriation__organisation=organisation,
        appropriation__year=year,
        appropriation__source=source,
        stage=Stage.AVAILABLE,
    ).values_list("balance_vnd", flat=True)
    return found.first() or 0


def by_source(appropriations: QuerySet[Appropriation]) -> list[tuple[str, str, int]]:
    """Return what was allotted from each source: (source, label, đồng)."""
    held = Account.objects.filter(appropriation__in=appropriations)
    sums = dict(
        held.exclude(stage=Stage.APPROPRIATION)
        .values_list("appropriation__source")
        .annotate(total=Sum("balance_vnd"))
    )
    return [(source, source.caption, sums.get(source, 0)) for source in APPROPRIATED]


def named(user: User, subjects: Collection[str]) -> dict[str, Subject]:
    """Return the subjects that `user` may see, by their public id."""
    found: dict[str, Subject] = {}
    for kind in SUBJECTS:
        found.update(kind.describe(user, subjects))
    return found


def subjects_of(user: User, appropriation: Appropriation) -> list[SubjectRow]:
    """Return the subjects that hold money of an appropriation, those with names first."""
    held: dict[str, dict[str, int]] = {}
    accounts = appropriation.accounts.filter(stage__in=OF_SUBJECT, balance_vnd__gt=0)
    for subject, stage, balance in accounts.values_list("subject", "stage", "balance_vnd"):
        held.setdefault(subject, {})[stage] = balance
    names = named(user, held.keys())
    rows = [SubjectRow(names.get(subject), balances) for subject, balances in held.items()]
    return sorted(rows, key=lambda row: (row.subject is None, row.subject and row.subject.label))


def organisations_to_decide_for(user: User) -> QuerySet[Organisation]:
    """Return the organisations whose appropriations `user` books."""
    scope = scope_of(user).holding("budget.appropriate")
    return Organisation.objects.filter(pk__in=scope.organisation_ids, kind__in=ALLOTTED_TO)


def decision_in_force(appropriation: Appropriation, number: str) -> Journal | None:
    """Return the booked and not reversed decision `number` about the appropriation itself."""
    return appropriation.journals.filter(
        subject="", voucher_no__iexact=number, reverses=None, reversals=None
    ).first()
