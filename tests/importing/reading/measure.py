"""Compare a reading with what a person expects of every cell, as EXPECTED.csv says it."""

import csv
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from khuyencong.importing.management.commands.import_workbook import cells_of
from khuyencong.importing.reading import read_workbook

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"


@dataclass
class Measure:
    """How many cells were read as expected, which were wrong in silence, which right ones marked."""

    cells: int = 0
    wrong: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    misnamed: list[str] = field(default_factory=list)

    def add(self, row, cell) -> None:
        """Count one expected cell."""
        self.cells += 1
        got = cell or {"value": None, "problems": [], "field": ""}
        said = f"{row['workbook']} {row['sheet']}!{row['cell']} {row['stored']!r}: {got['value']!r}"
        if cell and got["field"] != row["field"]:
            self.misnamed.append(f"{said} {got['field']} for {row['field']}")
        if same(got["value"], row["expected"]):
            self.marked += [said] if got["problems"] else []
        else:
            self.wrong.append(f"{said} for {row['expected']!r}")
            self.silent += [] if got["problems"] else [said]


def measured(folder: Path, workbooks: frozenset[str] = frozenset()) -> Measure:
    """Return the measure over the workbooks of a folder that its EXPECTED.csv speaks of."""
    expected = defaultdict(list)
    with (folder / "EXPECTED.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            expected[row["workbook"]].append(row)
    measure = Measure()
    for name, rows in expected.items():
        if not workbooks or name in workbooks:
            got = {(c["sheet"], c["cell"]): c for c in cells_of(read_workbook(folder / name))}
            for row in rows:
                measure.add(row, got.get((row["sheet"], row["cell"])))
    return measure


def same(got: str | None, expected: str) -> bool:
    """Tell whether two texts say the same, also as numbers."""
    if got is None or got == expected:
        return got == expected
    try:
        return Decimal(got) == Decimal(expected)
    except InvalidOperation:
        return False
