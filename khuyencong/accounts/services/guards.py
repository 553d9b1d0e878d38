"""What an administrator may not do, asked before every change."""

import datetime as dt
from typing import TypeVar

from django.db.models import F, Model

from khuyencong.accounts.enums import Reach
from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.permissions import require_permission
from khuyencong.accounts.queries import lasting_assignments, people_managed_by, scope_of
from khuyencong.accounts.roles import ROLES, Role
from khuyencong.core import clock
from khuyencong.core.findings import refuse

M = TypeVar("M", Organisation, User)
STALE = "accounts.stale"


def require_manages(by: User | None, organisation: Organisation) -> None:
    """Refuse unless the administrator looks after the organisation."""
    require_permission(by, "accounts.manage", organisation=organisation)


def require_manages_person(by: User | None, person: User) -> None:
    """Refuse unless all present work of the person lies where the administrator looks after it.

    Who serves in two provinces can be locked or reset by the state's administrator alone:
    otherwise one province could take over a person of another.
    """
    if by is None:
        return
    if not people_managed_by(by).filter(pk=person.pk).exists():
        raise refuse("accounts.not_yours", "Người này không thuộc phạm vi quản trị của bạn.")
    for held in (
        lasting_assignments(clock.today()).filter(user=person).select_related("organisation__area")
    ):
        require_manages(by, held.organisation)


def require_other(by: User | None, person: User, message: str) -> None:
    """Refuse what nobody may do to themselves."""
    if by is not None and by.pk == person.pk:
        raise refuse("accounts.yourself", message)


def require_within_reach(by: User | None, organisation: Organisation, role_code: str) -> Role:
    """Return the role; refuse one that is not held there or reaches beyond the administrator."""
    if role_code not in ROLES:
        raise refuse("accounts.unknown_role", "Chọn một vai trò trong danh sách.", field="role")
    role = ROLES[role_code]
    if organisation.kind not in role.held_in:
        raise refuse(
            "accounts.role_elsewhere",
            f"Vai trò “{role.label}” không có ở loại tổ chức này"
            f" ({organisation.get_kind_display()}).",
            field="role",
        )
    is_country = role.reach is Reach.COUNTRY or (
        role.reach is Reach.PROVINCE and organisation.area_id is None
    )
    if is_country and by and not scope_of(by).holding("accounts.manage").is_country:
        raise refuse(
            "accounts.beyond_reach",
            "Vai trò này bao trùm phạm vi rộng hơn phạm vi quản trị của bạn.",
            field="role",
            cure="Đề nghị quản trị của Cục giao vai trò.",
        )
    return role


def require_order(on: dt.date, until: dt.date | None) -> None:
    """Refuse a period that ends before it begins; `until` is its last day."""
    if until is not None and until < on:
        raise refuse("accounts.period", "Ngày kết thúc phải từ ngày bắt đầu trở đi.", field="until")


def require_fresh(record: M, version: int) -> None:
    """Count the version up, or refuse because somebody else saved in between."""
    model: type[Model] = type(record)
    fresh = model._default_manager.filter(pk=record.pk, version=version)
    if not fresh.update(version=F("version") + 1):
        raise refuse(
            STALE,
            "Trong lúc bạn sửa, người khác đã lưu thay đổi. Nội dung bạn nhập vẫn còn ở đây;"
            " hãy so với thông tin mới rồi lưu lại.",
        )
    record.version = version + 1
