"""One sheet as rows of plain values, with what is hidden, merged or calculated in it."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from python_calamine import CalamineError, CalamineSheet, SheetVisibleEnum, load_workbook

from khuyencong.core.findings import refuse
from khuyencong.importing.reading.package import SAVE_AS, Package, Part, open_package

Raw = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta


class Merge(NamedTuple):
    """A merged rectangle; rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Grid:
    """A sheet; its values stay packed in the reader and are unpacked row by row when asked for."""

    name: str
    sheet: CalamineSheet
    part: Part
    is_hidden: bool = False
    merges: tuple[Merge, ...] = ()
    covered: dict[tuple[int, int], Merge] = field(default_factory=dict)  # all but its first cell

    def rows(self, first: int = 1, last: int | None = None) -> Iterator[tuple[int, list[Raw]]]:
        """Yield number and values of the rows from `first` to `last`."""
        yield from islice(enumerate(self.sheet.iter_rows(), start=1), first - 1, last)


MAX_COVERED = 200_000


def open_grids(content: bytes) -> tuple[list[Grid], Package]:
    """Return the sheets of a workbook that was found sound."""
    package = open_package(content)
    try:
        book = load_workbook(io.BytesIO(content))
        shown = {m.name: m.visible is SheetVisibleEnum.Visible for m in book.sheets_metadata}
        grids = [
            _grid(book.get_sheet_by_name(name), part, is_hidden=not shown[name])
            for name, part in package.parts.items()
            if name in shown
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise refuse(
            "file.broken",
            "Nội dung bảng tính không đúng cấu trúc nên không đọc được.",
            cure=SAVE_AS,
        ) from error
    return grids, package


def _grid(sheet: CalamineSheet, part: Part, *, is_hidden: bool) -> Grid:
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Grid(sheet.name, sheet, part, is_hidden, merges, _covered(merges, part))


def _covered(merges: tuple[Merge, ...], part: Part) -> dict[tuple[int, int], Merge]:
    """Return by place every cell that a merge hides; merges far outside of the values are left out."""
    covered: dict[tuple[int, int], Merge] = {}
    for merge in merges:
        right = min(merge.right, part.last_column + 1)
        bottom = min(merge.bottom, part.last_row + 1)
        if len(covered) > MAX_COVERED:
            break
        for row in range(merge.top, bottom + 1):
            for column in range(merge.left, right + 1):
                covered[row, column] = merge
        covered.pop((merge.top, merge.left), None)
    return covered
