"""What a reading consists of: sheets, columns, rows and cells, each with what was put right or doubted."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

# Money is in triệu đồng, an x-mark is 1, number and date of one cell are "number|date".
Value = str | int | Decimal | dt.date | None


class Kind(StrEnum):
    """What a table lists; named by the fields that its columns were found to hold."""

    SCHEMES = "schemes"
    RUNNING = "running"  # schemes that are taken over; their title says so, or an officer
    PRODUCTS = "products"
    ESTABLISHMENTS = "establishments"
    FAIRS = "fairs"
    SUMMARIES = "summaries"  # a period: province × indicator columns
    INDICATORS = "indicators"  # label, unit, value
    UNKNOWN = "unknown"  # a table whose columns a person must name first


class RowKind(StrEnum):
    """What a row is for; only DATA is taken in, the others are shown as skipped."""

    DATA = "data"
    GROUP = "group"
    SUBTOTAL = "subtotal"
    TITLE = "title"
    HEADER = "header"
    NOTE = "note"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Problem:
    """A doubt or a refusal about one cell: what is wrong and what the person may do (Vietnamese)."""

    code: str
    sentence: str
    cure: str = ""
    is_blocking: bool = False


class ReadCell(NamedTuple):
    """One cell as it is stored and as it was understood.

    `field` is what it holds in this row: the field of its column, or group_marker, group_province,
    group_content, group_name, group_subtotal, total_label, total_text, grand_total_formula, header.
    """

    cell: str
    field: str
    stored: str
    value: Value
    healed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column of a table; `field` is empty where nothing known was found (it is still offered)."""

    letter: str
    header: str
    field: str
    unit: str = ""
    is_hidden: bool = False
    confidence: float = 0.0
    samples: tuple[str, ...] = ()


class ReadRow(NamedTuple):
    """One row; `cells` by the field of their column, also those of group and total rows."""

    number: int
    kind: RowKind
    cells: dict[str, ReadCell]
    is_hidden: bool = False
    group: tuple[tuple[str, str], ...] = ()  # what the group rows above say: (field, value)
    text: str = ""  # the row's own words, where it is skipped


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One table: a sheet may hold several of them, then `name` repeats and `header_rows` differ.

    `rows` are read each time anew while one goes through them, so that a long list needs little
    memory: go through them once and keep what is needed.
    """

    name: str
    kind: Kind
    header_rows: tuple[int, ...]
    columns: tuple[ReadColumn, ...]
    rows: Iterable[ReadRow]
    layout_key: str
    is_hidden: bool = False
    context: dict[str, str] = dataclasses.field(default_factory=dict)  # title, unit, year, province

    def data(self) -> Iterator[ReadRow]:
        """Yield the rows that are taken in."""
        return (row for row in self.rows if row.kind is RowKind.DATA)


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole workbook; `notes` say what concerns the file (external links, sheets without a table)."""

    sheets: tuple[ReadSheet, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What an officer said about a layout: the kind, and by column letter its field and unit.

    An empty field leaves the column out; a letter that is not named stays as the reading found it.
    """

    layout_key: str
    kind: Kind
    fields: dict[str, str]
    units: dict[str, str] = dataclasses.field(default_factory=dict)
