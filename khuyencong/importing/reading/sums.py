"""Formulas of totals: whether they add what they should."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from khuyencong.core.money import format_number
from khuyencong.importing.reading.facts import Problem, ReadCell, ReadRow, RowKind
from khuyencong.importing.reading.package import Part, column_number

SUM = re.compile(r"\bSUM\(", re.IGNORECASE)
RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
NEAR = Decimal("0.005")
PARTS = ("total_million", "support_million", "counterpart_million", "other_million")
FEWEST_PARTS = 2


@dataclass
class Sums:
    """The values of the data rows below one another, so that a formula can be added up again.

    `rows` gives the rows of the table once more; it is asked only when there are formulas to check.
    """

    part: Part
    rows: Callable[[], Iterator[ReadRow]]
    known: dict[int, tuple[list[int], list[Decimal]]] = field(default_factory=dict)

    def checked(self, cell: ReadCell, column: int) -> ReadCell:
        """Return the cell of a total with its formula, and a problem where the sum is not right."""
        formula = self.part.formulas[cell.cell]
        shown = cell.value if isinstance(cell.value, Decimal) else None
        wanted = self._wanted(formula, column)
        if wanted is not None and shown is not None and abs(shown - wanted) <= NEAR:
            return cell
        if wanted is None and shown is not None:
            return cell
        name = "grand_total_formula" if cell.field == "grand_total" else cell.field
        problems = (_wrong(formula, wanted),)
        return replace(cell, field=name, stored=formula, value=None, problems=problems)

    def _wanted(self, formula: str, column: int) -> Decimal | None:
        """Return the sum of the data rows that a SUM runs over, None when it is no such formula."""
        ranges = RANGE.findall(formula) if SUM.search(formula) else []
        if not ranges or any(column_number(left) != column for left, _, _, _ in ranges):
            return None
        rows, sums = self._column(column)
        total = Decimal(0)
        for _, first, _, last in ranges:
            low, high = bisect_left(rows, int(first)), bisect_right(rows, int(last))
            total += sum(sums[low:high], Decimal(0))
        return total

    def _column(self, column: int) -> tuple[list[int], list[Decimal]]:
        if not self.known:
            self.known = defaultdict(lambda: ([], []))
            for row in self.rows():
                self._remember(row)
        return self.known[column]

    def _remember(self, row: ReadRow) -> None:
        if row.kind is not RowKind.DATA:
            return
        for cell in row.cells.values():
            if isinstance(cell.value, Decimal):
                letters = cell.cell.rstrip("0123456789")
                numbers, values = self.known[column_number(letters)]
                numbers.append(row.number)
                values.append(cell.value)


def check_parts(cells: dict[str, ReadCell]) -> None:
    """Doubt a total that is not the sum of support, counterpart and other money of its row."""
    total, *parts = (cells.get(name) for name in PARTS)
    amounts = [part.value for part in parts if part and isinstance(part.value, Decimal)]
    if total is None or not isinstance(total.value, Decimal) or len(amounts) < FEWEST_PARTS:
        return
    if abs(total.value - sum(amounts)) > NEAR * max(abs(total.value), 1):
        cells["total_million"] = replace(
            total, problems=(*total.problems, _not_the_sum(total.value, sum(amounts, Decimal(0))))
        )


def _not_the_sum(total: Decimal, parts: Decimal) -> Problem:
    return Problem(
        "sum.parts",
        f"Tổng số {format_number(total)} khác tổng của hỗ trợ và đối ứng {format_number(parts)}.",
        "Đối chiếu ba số này với bản gốc.",
    )


def _wrong(formula: str, wanted: Decimal | None) -> Problem:
    again = (
        f" Cộng lại các dòng dữ liệu được {format_number(wanted)}." if wanted is not None else ""
    )
    return Problem(
        "sum.wrong",
        f"Công thức {formula[:60]} không cho đúng tổng các dòng dữ liệu"
        f" (có thể cộng cả dòng nhóm hoặc bỏ qua số ghi dạng chữ).{again}",
        "Dòng tổng không được nhập; kiểm tra lại tổng trong bản gốc.",
    )
