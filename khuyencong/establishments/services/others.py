"""Support received, craft villages, and the people who answer for an establishment."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.accounts.models import User
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core.clock import now
from khuyencong.core.dates import format_date
from khuyencong.core.fields import contains_day
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.establishments import events
from khuyencong.establishments.models import (
    CraftVillage,
    Establishment,
    Membership,
    SupportReceived,
)
from khuyencong.establishments.permissions import may_record_support
from khuyencong.establishments.services.guards import require_edit
from khuyencong.geography.models import AdminUnit


@service("establishments.record_support")
def record_support(
    *,
    establishment: Establishment,
    source: str,
    item: str,
    amount_vnd: int,
    received_on: dt.date,
    voucher: str = "",
    scheme_code: str = "",
    by: User | None,
    on: dt.date,
) -> SupportReceived:
    """Note state money that an establishment received for one item."""
    if not may_record_support(by, establishment.province):
        require_edit(by, establishment.province)
    if received_on > on:
        raise refuse(
            "establishments.support_in_future",
            "Ngày nhận hỗ trợ không thể sau ngày ghi.",
            field="received_on",
        )
    support = SupportReceived.objects.create(
        establishment=establishment,
        source=source,
        item=item,
        amount_vnd=amount_vnd,
        received_on=received_on,
        voucher=voucher,
        scheme_code=scheme_code,
    )
    record(
        events.SUPPORT_RECORDED,
        by=by,
        subject=establishment,
        area=establishment.province,
        on=on,
        item=item,
        after={"source": source, "amount_vnd": amount_vnd, "voucher": voucher},
    )
    return support


@service("establishments.withdraw_support")
def withdraw_support(*, scheme_code: str, by: User | None, on: dt.date, reason: str) -> int:
    """Take back what was noted for a scheme whose settlement was taken back; return how many."""
    standing = SupportReceived.objects.select_related("establishment__province")
    supports = list(standing.filter(scheme_code=scheme_code))
    for support in supports:
        establishment = support.establishment
        if not may_record_support(by, establishment.province):
            require_edit(by, establishment.province)
        support.withdrawn_at = now()
        support.save(update_fields=["withdrawn_at"])
        record(
            events.SUPPORT_WITHDRAWN,
            by=by,
            subject=establishment,
            area=establishment.province,
            on=on,
            reason=reason,
            item=support.item,
            before={"amount_vnd": support.amount_vnd, "voucher": support.voucher},
        )
    return len(supports)


@service("establishments.record_craft_village")
def record_craft_village(
    *,
    name: str,
    unit: AdminUnit,
    decision_no: str,
    recognised_on: dt.date,
    by: User | None,
    on: dt.date,
) -> CraftVillage:
    """Note that the People's Committee recognised a craft village."""
    require_edit(by, unit.parent)
    village = CraftVillage.objects.create(
        name=name, unit=unit, decision_no=decision_no, recognised=DateRange(recognised_on, None)
    )
    record(
        events.CRAFT_VILLAGE_RECORDED,
        by=by,
        subject=village,
        area=unit.parent,
        on=on,
        after={"unit": str(unit), "decision_no": decision_no, "recognised_on": str(recognised_on)},
    )
    return village


@service("establishments.withdraw_craft_village")
def withdraw_craft_village(
    *, village: CraftVillage, decision_no: str, withdrawn_on: dt.date, by: User | None, on: dt.date
) -> CraftVillage:
    """Note that the recognition ended (NĐ 52/2018 Điều 6); `withdrawn_on` is the first day without."""
    locked = CraftVillage.objects.select_for_update(of=("self",)).get(pk=village.pk)
    require_edit(by, locked.unit.parent)
    first, last = locked.recognised.lower, locked.recognised.upper
    if last is not None:
        raise refuse("establishments.village_withdrawn", "Làng nghề này đã bị thu hồi công nhận.")
    if withdrawn_on <= first:
        raise refuse(
            "establishments.village_before_recognition",
            f"Ngày thu hồi phải sau ngày công nhận {format_date(first)}.",
            field="withdrawn_on",
        )
    locked.recognised = DateRange(first, withdrawn_on)
    locked.save(update_fields=["recognised"])
    record(
        events.CRAFT_VILLAGE_WITHDRAWN,
        by=by,
        subject=locked,
        area=locked.unit.parent,
        on=on,
        after={"decision_no": decision_no, "withdrawn_on": str(withdrawn_on)},
    )
    return locked


@service("establishments.grant_membership")
def grant_membership(
    *, establishment: Establishment, user: User, by: User | None, on: dt.date
) -> Membership:
    """Let a person see an establishment as their own from `on`."""
    require_edit(by, establishment.province)
    membership = Membership.objects.create(
        establishment=establishment, user=user, valid=DateRange(on, None)
    )
    _record_membership(events.MEMBERSHIP_GRANTED, establishment, user, by=by, on=on)
    return membership


@service("establishments.end_membership")
def end_membership(
    *, establishment: Establishment, user: User, by: User | None, on: dt.date
) -> Membership:
    """End what `grant_membership` began; the day `on` is the first without."""
    require_edit(by, establishment.province)
    membership = (
        establishment.memberships.select_for_update()
        .filter(contains_day("valid", on), user=user)
        .first()
    )
    if membership is None:
        raise refuse(
            "establishments.not_a_member", "Người này không theo dõi hồ sơ của cơ sở vào ngày đó."
        )
    membership.valid = DateRange(membership.valid.lower, on)
    membership.save(update_fields=["valid"])
    _record_membership(events.MEMBERSHIP_ENDED, establishment, user, by=by, on=on)
    return membership


def _record_membership(
    kind: EventKind, establishment: Establishment, user: User, *, by: User | None, on: dt.date
) -> None:
    record(
        kind,
        by=by,
        subject=establishment,
        area=establishment.province,
        on=on,
        person=user.full_name,
    )
