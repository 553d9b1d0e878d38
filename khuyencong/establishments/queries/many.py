"""What may be done to many establishments at once, and why not to some of them."""

import datetime as dt

from django.db.models import Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.core.service import held_back
from khuyencong.establishments.enums import Trade
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.queries.scope import provinces_edited_by
from khuyencong.geography.models import AdminUnit

Obstacle = tuple[Q, str]


def held_from_trade(
    rows: QuerySet[Establishment], *, trade: str, by: User, on: dt.date
) -> dict[int, str]:
    """Return by key why some of the establishments cannot be given the trade."""
    same = (Q(trade=trade), f"đã ghi ngành nghề {Trade(trade).label}")
    return held_back(rows, [_of_others(by, on), same])


def held_from_commune(
    rows: QuerySet[Establishment], *, unit: AdminUnit, by: User, on: dt.date
) -> dict[int, str]:
    """Return by key why some of the establishments cannot be placed in the commune."""
    known = (Q(unit__isnull=False), "đã biết xã, phường, đặc khu")
    elsewhere = (~Q(province=unit.parent), f"không thuộc {unit.parent}")
    return held_back(rows, [_of_others(by, on), known, elsewhere])


def _of_others(by: User, on: dt.date) -> Obstacle:
    mine = Q(province__in=provinces_edited_by(by, on))
    return ~mine | Q(province__isnull=True), "ở nơi mà bạn không sửa danh sách cơ sở"
