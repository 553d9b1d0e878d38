"""Whether this person may do that, there, on that day."""

import datetime as dt

from khuyencong.accounts.enums import Reach
from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.scopes import Grant, scope_of
from khuyencong.core.findings import refuse
from khuyencong.geography.models import AdminUnit


def may(
    user: User | None,
    permission: str,
    *,
    organisation: Organisation | None = None,
    area: AdminUnit | None = None,
    on: dt.date | None = None,
) -> bool:
    """Return whether `user` (None: the system) may do it for the organisation, in the area.

    Without a place: whether anywhere. With both, one and the same role must cover both.
    """
    if user is None:
        return True
    return user.is_active and any(
        _covers(grant, permission, organisation, area)
        for grant in scope_of(user, on).holding(permission).grants
    )


def require_permission(
    user: User | None,
    permission: str,
    *,
    organisation: Organisation | None = None,
    area: AdminUnit | None = None,
    on: dt.date | None = None,
) -> None:
    """Raise Refusal unless `may`; the sentence tells nothing about what is there."""
    if not may(user, permission, organisation=organisation, area=area, on=on):
        raise refuse(
            "accounts.not_permitted",
            "Bạn không có quyền làm việc này ở đơn vị hoặc địa bàn đó.",
            cure="Nhờ người có thẩm quyền làm, hoặc đề nghị quản trị giao vai trò phù hợp.",
        )


def acting_for(
    user: User | None,
    permission: str,
    *,
    organisation: Organisation | None = None,
    area: AdminUnit | None = None,
    on: dt.date | None = None,
) -> str:
    """Return for whom `user` acts ("KT. Nguyễn Văn An"); "" in their own right."""
    if user is None:
        return ""
    covering = [
        grant.on_behalf_of
        for grant in scope_of(user, on).holding(permission).grants
        if _covers(grant, permission, organisation, area)
    ]
    return min(covering, default="")


def _covers(
    grant: Grant, permission: str, organisation: Organisation | None, area: AdminUnit | None
) -> bool:
    return (organisation is None or _covers_organisation(grant, permission, organisation)) and (
        area is None or _covers_area(grant, area)
    )


def _covers_organisation(grant: Grant, permission: str, organisation: Organisation) -> bool:
    if grant.is_country or organisation.pk in grant.organisation_ids:
        return True
    if grant.role.reach_of(permission) is Reach.ORGANISATION or organisation.area is None:
        return False
    return _covers_area(grant, organisation.area)


def _covers_area(grant: Grant, area: AdminUnit) -> bool:
    if grant.is_country:
        return True
    reached = grant.province_ids | grant.commune_ids
    unit: AdminUnit | None = area
    while unit is not None:
        if unit.pk in reached:
            return True
        unit = unit.parent
    return False
