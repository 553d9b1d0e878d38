"""Who may enter and confirm rows: the people of the province that a row binds."""

from typing import Any

from khuyencong.core.findings import refuse
from khuyencong.geography.models import AdminUnit

VIEW = "norms.view"
ENTER = "norms.enter"
CONFIRM = "norms.confirm"


def may(user: Any, permission: str, province: AdminUnit | None) -> bool:
    """Return whether `user` may do it for the province; what binds everybody needs it anywhere."""
    return user.has_perm(permission, province) if province else user.has_perm(permission)


def require(user: Any, permission: str, province: AdminUnit | None) -> None:
    """Raise Refusal unless `may`."""
    if user is None or not may(user, permission, province):
        raise refuse(
            "norms.not_permitted",
            "Bạn không có quyền làm việc này với định mức của địa bàn đó.",
            cure="Nhờ người được giao nhập hoặc xác nhận định mức của tỉnh.",
        )
