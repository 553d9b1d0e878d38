"""The rows of a list as HTML; written here, as a template would take most of the page's time."""

from collections.abc import Sequence
from functools import cache
from itertools import compress

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from khuyencong.ui.lists import Cell, Column


def row_html(cells: Sequence[Cell], url: str) -> SafeString:
    """Return a row; its first cell leads to the page of the record."""
    first = _cell(cells[0], f'<a class="row-link" href="{escape(url)}">{{}}</a>' if url else "{}")
    return mark_safe(f"<tr>{first}{''.join(_cell(cell) for cell in cells[1:])}</tr>")  # noqa: S308


def _cell(cell: Cell, around: str = "{}") -> str:
    text: str = escape(cell.text)
    if cell.column.kind == "badge" and cell.tone != "nothing":
        text = f'<span class="badge badge-{cell.tone}">{text}</span>'
    elif cell.title:
        text = f'<span title="{escape(cell.title)}">{text}</span>'
    detail = f'<div class="code">{escape(cell.detail)}</div>' if cell.detail else ""
    opening = _opening(cell.column.label, _marks(cell.column), cell.tone == "nothing")
    return f"{opening}{around.format(text)}{detail}</td>"


def _marks(column: Column) -> tuple[bool, bool, bool]:
    return column.is_numeric, column.is_whole, not column.on_phone


@cache
def _opening(label: str, marks: tuple[bool, bool, bool], is_muted: bool) -> str:  # noqa: FBT001
    names = compress(("num", "nowrap", "off-phone", "muted"), (*marks, is_muted))
    classes = " ".join(names)
    marked = f' class="{classes}"' if classes else ""
    return f'<td{marked} data-label="{escape(label)}">'
