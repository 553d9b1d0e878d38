"""The work of one person over all schemes they reach: what waits for them, in few queries."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import scope_of
from khuyencong.schemes.enums import LIVING, BatchState, State
from khuyencong.schemes.models import PlanBatch, Scheme, SchemeEvent
from khuyencong.schemes.queries.deadlines import Due, Terms
from khuyencong.schemes.queries.parties import approver_of_batch
from khuyencong.schemes.workflow import BY_CODE, Action

MOST = 60  # a desk with more is worked from the list of schemes

# Which permission makes which states somebody's work, and what they do there.
OF_CENTRE = {
    State.DRAFT: "submit",
    State.RETURNED: "resubmit",
    State.APPROVED: "contract",
    State.CONTRACTED: "start",
    State.UNDER_WAY: "progress",
}
OF_DEPARTMENT = {State.SUBMITTED: "appraise", State.APPRAISED: "plan"}
OF_ACCOUNTS = {State.ACCEPTED: "settle", State.SETTLED: "close"}


@dataclass(frozen=True)
class Job:
    """One scheme that waits for the person, with what they do and by when."""

    scheme: Scheme
    action: Action
    due: Due | None


@dataclass(frozen=True)
class BatchJob:
    """One batch that waits for the person: to be submitted or decided."""

    batch: PlanBatch
    count: int
    label: str


def jobs_of(user: User, on: dt.date) -> list[Job]:
    """Return the schemes that wait for a person, the longest held first."""
    found = [
        (scheme, BY_CODE[by_state[State(scheme.state)]])
        for condition, by_state in _conditions(user, on)
        for scheme in _waiting(condition, by_state)
    ]
    terms = Terms(scheme for scheme, _ in found)
    return [
        Job(scheme, action, terms.due(scheme, _timed(scheme, action))) for scheme, action in found
    ]


def batch_jobs_of(user: User, on: dt.date) -> list[BatchJob]:
    """Return the open batches a person puts together and the submitted ones they decide on."""
    planning = _organisations(user, "schemes.plan")
    batches = PlanBatch.objects.select_related("organisation", "province").annotate(
        waiting=Count("schemes", filter=Q(schemes__state=State.PLANNED))
    )
    open_ones = batches.filter(state=BatchState.OPEN, organisation__in=planning, waiting__gt=0)
    jobs = [BatchJob(batch, batch.waiting, "Trình đợt kế hoạch") for batch in open_ones]
    deciding = {g.organisation_id for g in scope_of(user).holding("schemes.approve").grants}
    areas = Organisation.objects.filter(pk__in=deciding).values("area")
    sent = batches.filter(state=BatchState.SUBMITTED, province__in=areas, waiting__gt=0)
    for batch in sent:
        approver = approver_of_batch(batch, on)
        if approver and approver.pk in deciding:
            jobs.append(BatchJob(batch, batch.waiting, "Phê duyệt đợt kế hoạch"))
    return jobs


def _conditions(user: User, on: dt.date) -> Iterator[tuple[Q, dict[State, str]]]:
    """Yield which schemes are somebody's work: the officer's own, the department's, the accounts'."""
    yield Q(officer=user, organisation__in=_organisations(user, "schemes.write")), OF_CENTRE
    yield Q(department__in=_organisations(user, "schemes.appraise")), OF_DEPARTMENT
    told = SchemeEvent.objects.filter(scheme=OuterRef("pk"), percent_done=100, taken_back_at=None)
    finished = Q(ends_on__lte=on) | Q(Exists(told))
    accepting = Q(department__in=_organisations(user, "schemes.accept"))
    yield accepting & finished, {State.UNDER_WAY: "accept"}
    yield Q(organisation__in=_organisations(user, "schemes.settle")), OF_ACCOUNTS


def _waiting(condition: Q, by_state: dict[State, str]) -> QuerySet[Scheme]:
    ours = Scheme.objects.filter(condition, origin__in=LIVING, state__in=list(by_state))
    return ours.with_related().order_by("held_since", "pk")[:MOST]


def _organisations(user: User, permission: str) -> frozenset[int]:
    return scope_of(user).holding(permission).organisation_ids


def _timed(scheme: Scheme, action: Action) -> Action:
    """Return whose term counts: one under way is due at the end of its period."""
    return BY_CODE["accept"] if scheme.state == State.UNDER_WAY else action
