"""Who may enter and confirm rows: the people of the province that a row binds."""

from typing import Any

from khuyencong.core.findings import refuse
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.rules.access import CONFIRM, ENTER, VIEW, may

__all__ = ["CONFIRM", "ENTER", "VIEW", "may", "require"]


def require(user: Any, permission: str, province: AdminUnit | None) -> None:
    """Raise Refusal unless `may`."""
    if user is None or not may(user, permission, province):
        raise refuse(
            "norms.not_permitted",
            "Bạn không có quyền làm việc này với định mức của địa bàn đó.",
            cure="Nhờ người được giao nhập hoặc xác nhận định mức của tỉnh.",
        )
