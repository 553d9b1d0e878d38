"""Rows as a page shows them: every cell as the file has it beside what was read, with its doubts."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from khuyencong.core.dates import format_date
from khuyencong.core.money import format_number
from khuyencong.importing.enums import Match, RowState
from khuyencong.importing.kinds import KINDS, Field
from khuyencong.importing.models import StagedRow

NAMES = (
    *("scheme_name", "product_name", "fair_name", "label", "establishment_name"),
    *("product_and_establishment", "establishment_and_place", "province", "period"),
)
# What the reading calls cells of rows that hold no data.
OTHERS = {
    "grand_total_formula": Field("grand_total_formula", "Dòng tổng (công thức)"),
    "group_subtotal": Field("group_subtotal", "Cộng của nhóm"),
}
UNITS = {"money": " triệu đồng"}


@dataclass(frozen=True)
class ShownCell:
    """One cell: where it stands, what the file says, what was read, what is wrong and what to do."""

    field: Field
    at: str
    stored: str
    read: str
    healed: list[str]
    problems: list[dict[str, Any]]
    typing: str  # the reading as one would type it
    typed: str
    was: str


@dataclass(frozen=True)
class Card:
    """One row of a table as shown."""

    row: StagedRow
    title: str
    cells: list[ShownCell]
    others: list[dict[str, Any]]  # findings about the row as a whole
    records: list[Any] = field(default_factory=list)

    @property
    def doubtful(self) -> list[ShownCell]:
        """The cells with a problem."""
        return [cell for cell in self.cells if cell.problems]

    @property
    def calm(self) -> list[ShownCell]:
        """The other cells."""
        return [cell for cell in self.cells if not cell.problems]

    @property
    def asks_maker(self) -> bool:
        """Whether a person must say which establishment is meant."""
        return self.row.state == RowState.ASK and self.row.maker.get("is") == Match.PERHAPS

    @property
    def asks_twin(self) -> bool:
        """Whether a person must say if the row is a record that is there."""
        return self.row.state == RowState.ASK and self.row.twin.get("is") == Match.PERHAPS

    @property
    def makes_maker(self) -> bool:
        """Whether an establishment is registered with the row."""
        return self.row.maker.get("is") == Match.NEW and self.row.maker.get("do") == "new"


def cards_of(rows: list[StagedRow], kind: str) -> list[Card]:
    """Return the rows of a table of a kind as cards, with the records they became."""
    records = _records_of(rows)
    return [_card(row, kind, records) for row in rows]


def _card(row: StagedRow, kind: str, records: dict[tuple[str, int], Any]) -> Card:
    known = {**OTHERS, **(KINDS[kind].by_code if kind in KINDS else {})}
    of_field: dict[str, list[dict[str, Any]]] = {}
    for finding in row.findings:
        of_field.setdefault(finding["f"], []).append(finding)
    shown = [name for name in known if name in row.cells or name in of_field]
    cells = [_cell(known[name], row.cells.get(name, {}), of_field.get(name, [])) for name in shown]
    others = [f for name, found in of_field.items() if name not in shown for f in found]
    title = next((str(v) for name in NAMES if (v := row.value(name))), row.text)
    made = [records[label, key] for label, key in row.made if (label, key) in records]
    return Card(row, title, cells, others, made)


def _cell(told: Field, cell: dict[str, Any], findings: list[dict[str, Any]]) -> ShownCell:
    return ShownCell(
        field=told,
        at=cell.get("c", ""),
        stored=cell.get("s", ""),
        read=shown_value(told, cell.get("v")),
        healed=cell.get("h", []),
        problems=[*cell.get("p", []), *findings],
        typing=typing_of(told, cell.get("v")),
        typed=cell.get("typed", ""),
        was=shown_value(told, cell["was"]["v"]) if "was" in cell else "",
    )


def shown_value(told: Field, value: Any) -> str:
    """Return a read value as people write it."""
    if value is None or value == "":
        return ""
    if told.type == "mark":
        return "có đánh dấu"
    if told.type == "pair":
        number, _, day = str(value).partition("|")
        return f"số {number}, ngày {_day(day)}" if day else f"số {number}"
    if told.type == "day":
        return _day(str(value))
    return (
        _number(value) + UNITS.get(told.type, "")
        if told.type in {"money", "number"}
        else str(value)
    )


def typing_of(told: Field, value: Any) -> str:
    """Return a read value as one would type it into the cell."""
    if told.type == "pair":
        number, _, day = str(value or "").partition("|")
        return f"{number} ngày {_day(day)}" if day else number
    if told.type == "mark":
        return "1" if value else ""
    return shown_value(told, value).removesuffix(UNITS.get(told.type, "-"))


def _day(text: str) -> str:
    try:
        return format_date(dt.date.fromisoformat(text))
    except ValueError:
        return text


def _number(value: Any) -> str:
    try:
        return format_number(Decimal(str(value)))
    except InvalidOperation:
        return str(value)


def _kept(label: str, keys: set[int]) -> QuerySet[Any]:
    return QuerySet(apps.get_model(label)).filter(pk__in=keys)


def _records_of(rows: list[StagedRow]) -> dict[tuple[str, int], Any]:
    """Return the records that rows became; who sees the import made them or their colleague did."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        for label, key in row.made:
            wanted.setdefault(label, set()).add(key)
    return {
        (label, record.pk): record
        for label, keys in wanted.items()
        for record in _kept(label, keys)
        if hasattr(record, "get_absolute_url")
    }
