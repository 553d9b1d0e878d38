"""The reader on layouts of other offices: what share of cells it gets right, and says it doubts."""

from decimal import Decimal, InvalidOperation

import pytest

from khuyencong.importing.reading import read_workbook
from tests.importing.layouts.later import LATER
from tests.importing.layouts.shown import SHOWN


def as_text(value: object) -> str:
    return "" if value is None else str(value)


def is_same(read: object, expected: str) -> bool:
    """Compare as figures where both are figures, else letter by letter."""
    try:
        return Decimal(as_text(read)) == Decimal(expected)
    except InvalidOperation:
        return as_text(read) == expected


@pytest.mark.parametrize("layout", [*SHOWN, *LATER], ids=lambda layout: layout.__name__)
def test_a_layout_is_read_rightly_or_with_a_doubt(layout, tmp_path):
    book, expected = layout()
    path = tmp_path / "list.xlsx"
    book.save(path)
    found = {
        (sheet.name, cell.cell, cell.field): cell
        for sheet in read_workbook(path).sheets
        for row in sheet.rows
        for cell in row.cells.values()
    }
    right, doubted, wrong = 0, 0, []
    for told in expected:
        cell = found.get((told.sheet, told.cell, told.field))
        if cell and is_same(cell.value, told.value):
            right += 1
            doubted += bool(cell.problems)
        elif told.value or cell:
            wrong.append((told, cell))
        else:
            right += 1  # an empty cell needs no reading
    unmarked = [w for w in wrong if not (w[1] and w[1].problems)]
    assert not unmarked, unmarked[:10]
    assert right >= 0.99 * len(expected)
    assert doubted <= 0.03 * right
