"""A worksheet that keeps, beside each data cell it writes, what a reader should make of it."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

SAMPLE = Path(__file__).resolve().parents[3] / "sample"


class Expected(NamedTuple):
    """One data cell: where, of which field, and its clean value as text."""

    sheet: str
    cell: str
    field: str
    value: str


class Written(NamedTuple):
    """What goes into a cell, and what it means."""

    stored: object
    value: object


def real_rows(name: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plain(text: object) -> Written:
    return Written(text if text != "" else None, text)


@dataclass
class Sheet:
    """One sheet being written from the top; `fields` are those of the columns, "" for none."""

    book: Workbook
    title: str
    fields: tuple[str, ...]

    def __post_init__(self):
        self.sheet = self.book.create_sheet(self.title)
        self.row = 0
        self.expected: list[Expected] = []

    def line(self, *values: object) -> int:
        """Write a row that is no data: title, header, group, note."""
        self.row += 1
        for column, value in enumerate(values, 1):
            if value not in {None, ""}:
                self.sheet.cell(self.row, column, value)
        return self.row

    def merge(self, first: str, last: str) -> None:
        self.sheet.merge_cells(f"{first}:{last}")

    def data(self, *cells: Written) -> int:
        """Write a row of data, one cell a field."""
        self.row += 1
        for column, (field, cell) in enumerate(zip(self.fields, cells, strict=True), 1):
            if cell.stored is not None:
                self.sheet.cell(self.row, column, cell.stored)
            if field:
                address = f"{get_column_letter(column)}{self.row}"
                self.expected.append(Expected(self.title, address, field, str(cell.value)))
        return self.row


def new_book() -> Workbook:
    book = Workbook()
    book.remove(book.active)
    return book
