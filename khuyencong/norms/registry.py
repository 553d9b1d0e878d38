"""The dated law in the menu, and what became of its documents and rows."""

from collections.abc import Callable
from typing import Any

from khuyencong.audit.registry import ROW_HISTORIES, RowHistory
from khuyencong.norms.models import TABLES, DatedRow, Instrument
from khuyencong.norms.queries import visible_instruments, visible_row
from khuyencong.norms.rules.access import VIEW
from khuyencong.ui.menu import MENU, MenuItem

MENU.register(
    MenuItem(
        "Định mức",
        "norms:index",
        "book",
        permission=VIEW,
        order=70,
        count_url_name="norms:waiting_count",
    )
)


def _find_instrument(user: Any, public_id: str) -> Instrument | None:
    found = visible_instruments(user).filter(public_id=public_id)
    return found.first() if user.has_perm(VIEW) else None


def _finder_in(table: type[DatedRow]) -> Callable[[Any, str], DatedRow | None]:
    def find(user: Any, public_id: str) -> DatedRow | None:
        row = table._default_manager.filter(public_id=public_id).first()
        return row if row and user.has_perm(VIEW) and visible_row(user, row) else None

    return find


ROW_HISTORIES.register(RowHistory("van-ban", Instrument, _find_instrument))
for _slug, _table in TABLES.items():
    ROW_HISTORIES.register(RowHistory(f"dinh-muc-{_slug}", _table, _finder_in(_table)))
