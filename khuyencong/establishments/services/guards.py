"""What every change of the register asks first."""

from khuyencong.accounts.models import User
from khuyencong.core.findings import refuse
from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.permissions import may_edit
from khuyencong.geography.models import AdminUnit

STALE = "establishments.stale"


def require_edit(by: User | None, province: AdminUnit | None) -> None:
    """Refuse a person who does not work for the province."""
    if not may_edit(by, province):
        where = str(province) if province else "cả nước"
        raise refuse(
            "establishments.not_allowed",
            f"Bạn không được sửa danh sách cơ sở của {where}.",
            field="province",
            cure="Nhờ cán bộ khuyến công của nơi đó ghi.",
        )


def require_fresh(locked: Establishment | Product, version: int) -> None:
    """Refuse a change that was typed over an older state."""
    if locked.version != version:
        raise refuse(
            STALE,
            "Trong lúc bạn nhập, người khác đã sửa bản ghi này. Những gì bạn nhập vẫn còn ở đây;"
            " hãy so chỗ khác nhau rồi lưu lại.",
        )
