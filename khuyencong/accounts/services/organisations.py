"""Organisations with their names and powers over time."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.accounts import events
from khuyencong.accounts.enums import OrganisationKind, Power
from khuyencong.accounts.models import Organisation, OrganisationName, OrganisationPower, User
from khuyencong.accounts.permissions import require_permission
from khuyencong.accounts.queries import lasting_assignments, organisations_below, scope_of
from khuyencong.accounts.services.assignments import ONE_DAY
from khuyencong.accounts.services.guards import require_fresh, require_manages, require_order
from khuyencong.accounts.services.log import log_organisation
from khuyencong.core import clock
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.geography.models import AdminUnit


@service("accounts.create_organisation")
def create_organisation(
    *,
    kind: OrganisationKind,
    name: str,
    short_name: str,
    area: AdminUnit | None,
    by: User | None,
    on: dt.date,
    code: str = "",
    parent: Organisation | None = None,
    budget_parent: Organisation | None = None,
    in_use_from: dt.date | None = None,
    citation: str = "",
) -> Organisation:
    """Found an organisation whose first name counts from `on`."""
    _require_place(by, area)
    _require_parents(by, None, parent, budget_parent)
    organisation = Organisation.objects.create(
        kind=kind,
        name=name,
        short_name=short_name,
        area=area,
        parent=parent,
        budget_parent=budget_parent,
        in_use_from=in_use_from,
    )
    OrganisationName.objects.create(
        organisation=organisation,
        name=name,
        code=code,
        citation=citation,
        valid=DateRange(on, None),
    )
    log_organisation(events.ORGANISATION_CREATED, organisation, by=by, on=on, after={"name": name})
    return organisation


@service("accounts.edit_organisation")
def edit_organisation(
    *,
    organisation: Organisation,
    short_name: str,
    parent: Organisation | None,
    budget_parent: Organisation | None,
    in_use_from: dt.date | None,
    version: int,
    by: User | None,
    on: dt.date,
) -> Organisation:
    """Change the place in the tree, the short name or the first day in use."""
    require_manages(by, organisation)
    changed_parents = {parent, budget_parent} - {organisation.parent, organisation.budget_parent}
    _require_parents(by, organisation, *changed_parents)
    require_fresh(organisation, version)
    before = _facts(organisation)
    organisation.short_name = short_name
    organisation.parent, organisation.budget_parent = parent, budget_parent
    organisation.in_use_from = in_use_from
    organisation.save(update_fields=["short_name", "parent", "budget_parent", "in_use_from"])
    after = _facts(organisation)
    log_organisation(
        events.ORGANISATION_EDITED, organisation, by=by, on=on, before=before, after=after
    )
    return organisation


@service("accounts.rename_organisation")
def rename_organisation(
    *,
    organisation: Organisation,
    name: str,
    short_name: str,
    citation: str,
    by: User | None,
    on: dt.date,
    code: str = "",
) -> Organisation:
    """Let the organisation bear another name from `on`; papers of earlier days keep the old."""
    require_manages(by, organisation)
    if on > clock.today():
        raise refuse(
            "accounts.rename_later",
            "Chỉ ghi tên mới từ ngày văn bản đổi tên có hiệu lực.",
            field="on",
        )
    former = organisation.name
    _end_name(organisation, on)
    OrganisationName.objects.create(
        organisation=organisation,
        name=name,
        code=code,
        citation=citation,
        valid=DateRange(on, None),
    )
    organisation.name, organisation.short_name = name, short_name
    organisation.save(update_fields=["name", "short_name"])
    log_organisation(events.ORGANISATION_RENAMED, organisation, by=by, on=on, former=former)
    return organisation


@service("accounts.close_organisation")
def close_organisation(
    *, organisation: Organisation, by: User | None, on: dt.date, reason: str
) -> Organisation:
    """End an organisation in which nobody holds a role after `on`."""
    require_manages(by, organisation)
    staying = lasting_assignments(on).filter(organisation=organisation).count()
    if staying:
        raise refuse(
            "accounts.still_staffed",
            f"Còn {staying} phân công chưa kết thúc ở tổ chức này.",
            cure="Điều chuyển hoặc cho thôi vai trò từng người trước.",
        )
    _end_name(organisation, on)
    for power in organisation.powers.filter(valid__contains=on):
        _end_power(power, on)
    organisation.is_active = False
    organisation.save(update_fields=["is_active"])
    log_organisation(events.ORGANISATION_CLOSED, organisation, by=by, on=on, reason=reason)
    return organisation


@service("accounts.grant_power")
def grant_power(
    *,
    organisation: Organisation,
    power: Power,
    citation: str,
    by: User | None,
    on: dt.date,
    until: dt.date | None = None,
) -> OrganisationPower:
    """Write down what the organisation may decide, from which day, by which instrument."""
    require_manages(by, organisation)
    require_order(on, until)
    granted = OrganisationPower.objects.create(
        organisation=organisation,
        power=power,
        citation=citation,
        valid=DateRange(on, until + ONE_DAY if until else None),
    )
    label = granted.get_power_display()
    log_organisation(events.POWER_GRANTED, organisation, by=by, on=on, power=label, reason=citation)
    return granted


@service("accounts.end_power")
def end_power(
    *, power: OrganisationPower, by: User | None, on: dt.date, reason: str
) -> OrganisationPower:
    """End a power from `on`."""
    require_manages(by, power.organisation)
    if not power.valid.isempty and power.valid.upper is not None and power.valid.upper <= on:
        raise refuse("accounts.power_over", "Thẩm quyền này đã kết thúc trước ngày đó.")
    _end_power(power, on)
    label = power.get_power_display()
    log_organisation(
        events.POWER_ENDED, power.organisation, by=by, on=on, power=label, reason=reason
    )
    return power


def _require_place(by: User | None, area: AdminUnit | None) -> None:
    """Ask for an area of the founder; only who reaches the country may leave it open."""
    if area is not None:
        require_permission(by, "accounts.manage", area=area)
    elif by is not None and not scope_of(by).holding("accounts.manage").is_country:
        raise refuse("accounts.area", "Chọn địa bàn của tổ chức.", field="area")


def _require_parents(
    by: User | None, organisation: Organisation | None, *parents: Organisation | None
) -> None:
    below = organisations_below(organisation) if organisation else frozenset()
    for parent in filter(None, parents):
        require_manages(by, parent)
        if parent.pk in below:
            raise refuse(
                "accounts.loop",
                "Cấp trên không thể là chính tổ chức này hoặc đơn vị trực thuộc nó.",
                field="parent",
            )


def _end_name(organisation: Organisation, on: dt.date) -> None:
    current = organisation.names.filter(valid__contains=on).first()
    if current is None:
        return
    if current.valid.lower == on:
        raise refuse("accounts.renamed_today", "Tổ chức vừa đổi tên đúng ngày này.", field="on")
    if current.valid.upper is not None:
        raise refuse(
            "accounts.later_name", "Đã có tên khác sau ngày này; chọn ngày muộn hơn.", field="on"
        )
    current.valid = DateRange(current.valid.lower, on)
    current.save(update_fields=["valid"])


def _end_power(power: OrganisationPower, on: dt.date) -> None:
    lower = power.valid.lower
    power.valid = DateRange(lower, max(on, lower) if lower else on)
    power.save(update_fields=["valid"])


def _facts(organisation: Organisation) -> dict[str, str]:
    return {
        "short_name": organisation.short_name,
        "parent": str(organisation.parent or ""),
        "budget_parent": str(organisation.budget_parent or ""),
        "in_use_from": str(organisation.in_use_from or ""),
    }
