"""Standing in for somebody who is away (NĐ 30/2020/NĐ-CP Điều 13)."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.accounts import events
from khuyencong.accounts.enums import SigningCapacity
from khuyencong.accounts.models import Assignment, Delegation, Organisation, User
from khuyencong.accounts.queries import forget_scope, organisations_below
from khuyencong.accounts.roles import STAFF_ROLES
from khuyencong.accounts.services.assignments import ONE_DAY
from khuyencong.accounts.services.guards import require_manages, require_order, require_other
from khuyencong.accounts.services.log import log_person
from khuyencong.audit.events import EventKind
from khuyencong.core.findings import refuse
from khuyencong.core.service import service

CITATION = "Nghị định 30/2020/NĐ-CP Điều 13"


@service("accounts.delegate")
def delegate(
    *,
    giver: User,
    taker: User,
    organisation: Organisation,
    capacity: SigningCapacity,
    until: dt.date,
    by: User | None,
    on: dt.date,
    citation: str = "",
) -> Delegation:
    """Let `taker` act and sign for `giver` from `on` to the last day `until`.

    The giver or the administrator records it; nobody gives themselves another's powers.
    """
    if by is None or by.pk != giver.pk:
        require_manages(by, organisation)
        require_other(by, taker, "Không thể tự nhận ủy quyền; hãy để người giao ghi.")
    require_order(on, until)
    _require_places(giver, taker, organisation, capacity, on)
    if capacity == SigningCapacity.TUQ and not citation:
        raise refuse(
            "accounts.written",
            "Thừa ủy quyền phải bằng văn bản: ghi số, ngày của văn bản ủy quyền.",
            field="citation",
            citation=CITATION,
        )
    delegation = Delegation.objects.create(
        giver=giver,
        taker=taker,
        organisation=organisation,
        capacity=capacity,
        citation=citation,
        valid=DateRange(on, until + ONE_DAY),
    )
    forget_scope(taker)
    _log(events.DELEGATED, delegation, by=by, on=on)
    return delegation


@service("accounts.end_delegation")
def end_delegation(
    *, delegation: Delegation, by: User | None, on: dt.date, reason: str = ""
) -> Delegation:
    """End a delegation from `on`, because the giver is back or the paper was withdrawn."""
    if by is None or by.pk != delegation.giver_id:
        require_manages(by, delegation.organisation)
    if delegation.valid.isempty or delegation.valid.upper <= on:
        raise refuse("accounts.delegation_over", "Ủy quyền này đã kết thúc trước ngày đó.")
    lower = delegation.valid.lower
    delegation.valid = DateRange(lower, max(on, lower))
    delegation.save(update_fields=["valid"])
    delegation.refresh_from_db(fields=["valid"])
    forget_scope(delegation.taker)
    _log(events.DELEGATION_ENDED, delegation, by=by, on=on, reason=reason)
    return delegation


def _require_places(
    giver: User,
    taker: User,
    organisation: Organisation,
    capacity: SigningCapacity,
    on: dt.date,
) -> None:
    """KT. goes to a deputy of the same organisation; TL. and TUQ. also to a unit below it."""
    held = Assignment.objects.filter(valid__contains=on, role__in=STAFF_ROLES)
    if not held.filter(user=giver, organisation=organisation).exists():
        raise refuse(
            "accounts.giver_elsewhere",
            "Người giao không làm việc ở tổ chức này vào ngày đó.",
            field="giver",
        )
    places = {organisation.pk}
    if capacity != SigningCapacity.KT:
        places |= organisations_below(organisation)
    if not held.filter(user=taker, organisation__in=places).exists():
        raise refuse(
            "accounts.taker_elsewhere",
            "Người nhận phải đang làm việc ở tổ chức này"
            + ("." if capacity == SigningCapacity.KT else " hoặc đơn vị trực thuộc."),
            field="taker",
            citation=CITATION,
        )


def _log(
    kind: EventKind, delegation: Delegation, *, by: User | None, on: dt.date, reason: str = ""
) -> None:
    organisation = delegation.organisation
    log_person(
        kind,
        delegation.giver,
        by=by,
        on=on,
        organisation=organisation,
        reason=reason,
        after={"valid": str(delegation.valid), "citation": delegation.citation},
        taker=delegation.taker.full_name,
        capacity=delegation.capacity,
        place=organisation.name,
    )
