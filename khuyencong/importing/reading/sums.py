"""Formulas of totals: whether they add what they should."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from khuyencong.core.money import format_number
from khuyencong.importing.reading.facts import Problem, ReadCell, ReadRow, RowKind
from khuyencong.importing.reading.grid import Grid
from khuyencong.importing.reading.numbers import MILLION
from khuyencong.importing.reading.package import column_number

SUM = re.compile(r"\bSUM\(", re.IGNORECASE)
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
NEAR, ONE = Decimal("0.005"), Decimal(1)
PARTS = ("total_million", "support_million", "counterpart_million", "other_million")
FEWEST_PARTS = 2


@dataclass
class Sums:
    """The values of the data rows below one another, so that a formula can be added up again.

    `rows` gives the rows of the table once more; it is asked only when there are formulas to check.
    """

    grid: Grid
    rows: Callable[[], Iterator[ReadRow]]
    known: dict[int, tuple[list[int], list[Decimal]]] = field(default_factory=dict)

    def checked(self, cell: ReadCell, column: int, worth: int) -> ReadCell:
        """Return the cell of a total, with a problem where its formula does not give the right sum.

        `worth` is what one of the column's unit is worth in đồng.
        """
        formula = self.grid.part.formulas[cell.cell]
        ranges = _ranges(formula, column)
        if not ranges:
            return cell
        wanted, shown = self._wanted(ranges, column), cell.value
        if cell.cell in self.grid.part.uncalculated:
            shown = self._as_excel(ranges, column) * worth / MILLION
        if isinstance(shown, Decimal) and abs(shown - wanted) <= NEAR * max(abs(wanted), ONE):
            return cell._replace(value=wanted, problems=())
        name = "grand_total_formula" if cell.field == "grand_total" else cell.field
        problems = (_wrong(formula, wanted),)
        return cell._replace(field=name, stored=formula, value=None, problems=problems)

    def _wanted(self, ranges: list[tuple[int, int]], column: int) -> Decimal:
        """Return the sum of the data rows that a formula runs over."""
        if not self.known:
            self.known = defaultdict(lambda: ([], []))
            for row in self.rows():
                self._remember(row)
        rows, sums = self.known[column]
        parts = (sums[bisect_left(rows, low) : bisect_right(rows, high)] for low, high in ranges)
        return sum((value for part in parts for value in part), Decimal(0))

    def _as_excel(self, ranges: list[tuple[int, int]], column: int) -> Decimal:
        """Return what Excel would show: it adds numbers of all rows and passes over texts."""
        total = 0.0
        for low, high in ranges:
            for _, values in self.grid.rows(low, high):
                value = values[column - 1] if column <= len(values) else ""
                total += value if isinstance(value, float | int) else 0
        return Decimal(repr(total))

    def _remember(self, row: ReadRow) -> None:
        if row.kind is not RowKind.DATA:
            return
        for cell in row.cells.values():
            if isinstance(cell.value, Decimal):
                letters = cell.cell.rstrip("0123456789")
                numbers, values = self.known[column_number(letters)]
                numbers.append(row.number)
                values.append(cell.value)


def _ranges(formula: str, column: int) -> list[tuple[int, int]]:
    """Return first and last row of the ranges of a SUM within its own column, else nothing."""
    found = RANGE.findall(formula) if SUM.search(formula) else []
    if any({column_number(left), column_number(right)} != {column} for left, _, right, _ in found):
        return []
    return [(int(first), int(last)) for _, first, _, last in found]


def check_parts(cells: dict[str, ReadCell]) -> None:
    """Doubt a total that is not the sum of support, counterpart and other money of its row."""
    total, *parts = (cells.get(name) for name in PARTS)
    amounts = [part.value for part in parts if part and isinstance(part.value, Decimal)]
    if total is None or not isinstance(total.value, Decimal) or len(amounts) < FEWEST_PARTS:
        return
    if abs(total.value - sum(amounts)) > NEAR * max(abs(total.value), ONE):
        doubt = _not_the_sum(total.value, sum(amounts, Decimal(0)))
        cells["total_million"] = total._replace(problems=(*total.problems, doubt))


def _not_the_sum(total: Decimal, parts: Decimal) -> Problem:
    return Problem(
        "sum.parts",
        f"Tổng số {format_number(total)} khác tổng của hỗ trợ và đối ứng {format_number(parts)}.",
        "Đối chiếu ba số này với bản gốc.",
    )


def _wrong(formula: str, wanted: Decimal) -> Problem:
    again = f" Cộng lại các dòng dữ liệu được {format_number(wanted)}."
    return Problem(
        "sum.wrong",
        f"Công thức {formula[:60]} không cho đúng tổng các dòng dữ liệu"
        f" (có thể cộng cả dòng nhóm hoặc bỏ qua số ghi dạng chữ).{again}",
        "Dòng tổng không được nhập; kiểm tra lại tổng trong bản gốc.",
    )
