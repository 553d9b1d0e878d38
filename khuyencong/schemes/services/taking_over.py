"""Schemes that began before this software: taken over where they stand, no earlier step made up."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.permissions import acting_for, require_permission
from khuyencong.audit.services import record
from khuyencong.budget.enums import Stage
from khuyencong.budget.models import Journal
from khuyencong.budget.services import move
from khuyencong.core.clock import now
from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding, require
from khuyencong.core.service import service
from khuyencong.establishments.models import Establishment
from khuyencong.geography.models import AdminUnit
from khuyencong.schemes import events
from khuyencong.schemes.enums import EventKind, Origin, State
from khuyencong.schemes.models import Scheme, SchemeEvent, Step
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.permissions import TAKE_OVER
from khuyencong.schemes.queries.facts import ceiling_of
from khuyencong.schemes.queries.parties import acting_organisation, holding_side
from khuyencong.schemes.queries.taking_over import shortages, standing_findings
from khuyencong.schemes.rules.standing import Standing, Voucher
from khuyencong.schemes.services.searching import describe_schemes
from khuyencong.schemes.services.submission import next_code
from khuyencong.schemes.services.texts import clean_values
from khuyencong.schemes.services.writing import department_of

MEMO = "Số dư tiếp nhận"
SUMMED = ("support_vnd", "counterpart_vnd", "other_vnd")
OF_SCHEME = (
    *SUMMED,
    *("state", "decision_no", "approved_on", "contract_no", "contracted_on", "started_on"),
    *("accepted_on", "accepted_eligible_vnd", "accepted_support_vnd"),
)


@dataclass(frozen=True, kw_only=True)
class RunningScheme:
    """One scheme that runs already: who, what and where it stands."""

    name: str
    kind: str
    fund: str
    year: int
    establishment: Establishment
    standing: Standing
    unit: AdminUnit | None = None
    place_text: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    officer: User | None = None  # else who takes it over answers for it

    @property
    def reference(self) -> str:
        """What tells that the same scheme was taken over already."""
        standing = self.standing
        told = (self.name, self.establishment.public_id, standing.decision_no, standing.approved_on)
        return "TN-" + hashlib.sha256(repr(told).encode()).hexdigest()[:16]


@service("schemes.take_over")
def take_over(
    *, rows: Sequence[RunningScheme], organisation: Organisation, by: User, on: dt.date
) -> list[Scheme]:
    """Take schemes over, all or none; those taken over before are left as they are.

    Their money is booked from the appropriations of their years with the vouchers of that time,
    as opening balances.
    """
    require_permission(by, TAKE_OVER, organisation=organisation)
    references = {row.reference for row in rows}
    here = Scheme.objects.filter(reference__in=references).values_list("reference", flat=True)
    new = {row.reference: row for row in rows if row.reference not in set(here)}
    granted = [(row.year, row.fund, row.standing.support_vnd or 0) for row in new.values()]
    require([*_refusals(rows), *shortages(granted, organisation).values()])
    return [_take_over(row, organisation, by, on) for row in new.values()]


def _refusals(rows: Sequence[RunningScheme]) -> Iterator[Finding]:
    """Yield what stands against each row; among several each sentence names its row."""
    for number, row in enumerate(rows, 1):
        where = f"Dòng {number} ({row.name[:60]}): " if len(rows) > 1 else ""
        for finding in standing_findings(
            name=row.name, kind=row.kind, fund=row.fund, standing=row.standing
        ):
            yield dataclasses.replace(finding, message=where + finding.message)


def _take_over(row: RunningScheme, organisation: Organisation, by: User, on: dt.date) -> Scheme:
    standing = row.standing
    scheme = Scheme(
        **clean_values({"name": row.name, "place_text": row.place_text}),
        **{field: getattr(standing, field) for field in OF_SCHEME},
        total_vnd=sum(getattr(standing, field) or 0 for field in SUMMED),
        origin=Origin.TAKEN_OVER,
        reference=row.reference,
        kind=row.kind,
        fund=row.fund,
        year=row.year,
        establishment=row.establishment,
        unit=row.unit,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        organisation=organisation,
        department=department_of(organisation),
        province=organisation.area,
        officer=row.officer or by,
        code=next_code(known(organisation.area).code, on.year),
        created_on=on,
    )
    level = ceiling_of(scheme, known(standing.approved_on))
    scheme.norm_id = level.norm_id if level else None
    scheme.holder = acting_organisation(scheme, holding_side(standing.state), on)
    scheme.held_since = on
    describe_schemes([scheme])
    scheme.save()
    step = _first_step(scheme, standing, by, on)
    step.journals.set(_open_money(scheme, by, on))
    for kind, vouchers in (
        (EventKind.ADVANCE, standing.advances),
        (EventKind.PAYMENT, standing.payments),
    ):
        for voucher in vouchers:
            _spent_before(step, kind, voucher, by, on)
    _record(scheme, by, on)
    return scheme


def _first_step(scheme: Scheme, standing: Standing, by: User, on: dt.date) -> Step:
    """Write where the scheme stood; taken back it is as if it had never come."""
    items = []
    if scheme.accepted_on:
        minutes = f"số {standing.minutes_no} ngày {format_date(scheme.accepted_on)}"
        items = [{"item": "Biên bản nghiệm thu", "reason": minutes}]
    organisation = known(scheme.organisation)
    return Step.objects.create(
        scheme=scheme,
        seq=1,
        round=scheme.round,
        transition="take_over",
        from_state=scheme.state,
        to_state=scheme.state,
        organisation=organisation,
        by=by,
        acting_for=acting_for(by, TAKE_OVER, organisation=organisation),
        on=on,
        at=now(),
        items=items,
        undo={"state": State.WITHDRAWN, "ended_on": on, "reference": ""},
    )


def _open_money(scheme: Scheme, by: User, on: dt.date) -> list[Journal]:
    """Book the approved support, and the contract over it where there is one."""
    papers = (
        (Stage.AVAILABLE, Stage.PLANNED, scheme.decision_no, scheme.approved_on),
        (Stage.PLANNED, Stage.COMMITTED, scheme.contract_no, scheme.contracted_on),
    )
    return [
        _book(scheme, origin, target, Voucher(number, day, scheme.support_vnd), by=by, on=on)
        for origin, target, number, day in papers
        if day
    ]


def _spent_before(step: Step, kind: EventKind, voucher: Voucher, by: User, on: dt.date) -> None:
    target = Stage.ADVANCED if kind is EventKind.ADVANCE else Stage.PAID
    SchemeEvent.objects.create(
        scheme=step.scheme,
        step=step,
        kind=kind,
        amount_vnd=voucher.amount_vnd,
        **clean_values({"paper_no": voucher.number}, SchemeEvent),
        paper_on=voucher.on,
        on=known(voucher.on),
        at=now(),
        by=by,
        note=MEMO,
        journal=_book(step.scheme, Stage.COMMITTED, target, voucher, by=by, on=on),
    )


def _book(
    scheme: Scheme, origin: Stage, target: Stage, voucher: Voucher, *, by: User, on: dt.date
) -> Journal:
    return move(
        organisation=known(scheme.organisation),
        year=known(scheme.year),
        source=scheme.fund,
        subject=scheme.public_id,
        from_stage=origin,
        to_stage=target,
        amount_vnd=known(voucher.amount_vnd),
        voucher_no=voucher.number,
        voucher_on=known(voucher.on),
        memo=MEMO,
        by=by,
        on=on,
    )


def _record(scheme: Scheme, by: User, on: dt.date) -> None:
    told: dict[str, Any] = {field: getattr(scheme, field) for field in (*OF_SCHEME, "total_vnd")}
    record(
        events.OF_ACTION["take_over"],
        by=by,
        subject=scheme,
        organisation=scheme.organisation,
        on=on,
        after={name: str(value) for name, value in told.items() if value not in (None, "")},
        state=scheme.get_state_display(),
    )
