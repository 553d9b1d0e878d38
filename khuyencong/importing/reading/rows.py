"""Going through a table: what each row is for, and the cells of those that say something."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from khuyencong.importing.reading import vocabulary
from khuyencong.importing.reading.amounts import in_million_by_row
from khuyencong.importing.reading.cells import Read, says_ditto, stored_text
from khuyencong.importing.reading.columns import FIGURES
from khuyencong.importing.reading.facts import Kind, Problem, ReadCell, ReadRow, RowKind, Value
from khuyencong.importing.reading.grid import Merge, Raw
from khuyencong.importing.reading.package import column_letters
from khuyencong.importing.reading.sums import Sums, check_parts
from khuyencong.importing.reading.table import Table, group_field, style_of_marker
from khuyencong.importing.reading.words import is_shouted, tidy

COLUMN_NUMBER = re.compile(r"^\(?(?:\d{1,3}|[A-Z])\)?$|^\(?\d{1,3}\)?\s*=\s*[\d\s()+\-=x*/]+$")
FEW = 3
MOST_OF_DITTO = 20
DITTO_BEGINS = frozenset("nNôÔ\"”“″〃'/-–— \u00a0")
LONG_NOTE = 40


@dataclass
class Walk:
    """One way through the rows of a table; remembers what "as above" and merged cells refer to."""

    table: Table
    sums: Sums | None = None  # without it formulas are not looked through
    above: dict[int, Read] = field(default_factory=dict)
    merged: dict[Merge, Raw] = field(default_factory=dict)
    groups: list[tuple[str, str, str]] = field(default_factory=list)  # style, field, value
    is_over: bool = False

    def rows(self) -> Iterator[ReadRow]:
        """Yield every row that holds anything, from the title to the last note."""
        table = self.table
        for number, values in table.grid.rows(table.title_from, table.last):
            if any(value != "" for value in values):
                row = self._row(number, values)
                is_hidden = number in table.grid.part.hidden_rows
                yield row._replace(is_hidden=True) if is_hidden else row

    def _row(self, number: int, values: list[Raw]) -> ReadRow:
        table = self.table
        if number < table.header.top:
            return self._skipped(number, values, RowKind.TITLE)
        if number <= table.header.bottom or number in table.repeated:
            return self._header(number, values)
        kind = self._kind(number, values)
        if kind is RowKind.DATA:
            return self._data(number, values)
        if kind is RowKind.GROUP:
            return self._group(number, values)
        if kind is RowKind.SUBTOTAL:
            return self._total(number, values)
        return self._skipped(number, values, kind)

    def _kind(self, number: int, values: list[Raw]) -> RowKind:
        if self._is_plain(values):
            return RowKind.DATA
        if number <= self.table.header.bottom + 2 and _are_column_numbers(values):
            return RowKind.HEADER
        label = self.table.label_of(values)
        marker = style_of_marker(self.table.text_at(values, self.table.index_column))
        has_details = self.table.has_details(values)
        if self._sums_up(values, label, marker, has_details=has_details):
            return RowKind.SUBTOTAL
        filled = [value for value in values if value != ""]
        closing = self._closing(values, filled, marker)
        if closing is None and not has_details and not self.is_over:
            is_group = self._heads_group(number, values, marker, label)
            closing = RowKind.GROUP if is_group else None
        elif closing is not None:
            self.is_over = True
        return closing or self._data_or_note(values, filled)

    def _data_or_note(self, values: list[Raw], filled: list[Raw]) -> RowKind:
        holds_key = self._holds_key(values)
        if self.is_over and (len(filled) < FEW or not holds_key):
            return RowKind.NOTE
        return RowKind.DATA if holds_key or len(filled) >= FEW else RowKind.NOTE

    def _is_plain(self, values: list[Raw]) -> bool:
        """Tell at once that a row is data: it is numbered 1, 2, 3, is named and says something more."""
        table = self.table
        if not table.numbers_are_data or len(values) < table.widest_needed:
            return False
        number, name = values[table.index_column - 1], values[table.key_column - 1]
        if number.__class__ is not float and not (isinstance(number, str) and number.isdigit()):
            return False
        is_named = isinstance(name, str) and len(name) > FEW
        return is_named and any(values[column - 1] != "" for column in table.near_details)

    def _sums_up(self, values: list[Raw], label: str, marker: str, *, has_details: bool) -> bool:
        if not has_details and vocabulary.is_total(label):
            return True
        if self.table.kind is Kind.INDICATORS:
            return False  # "Tổng số đề án" is an indicator like others
        first = next((value for value in values if value != ""), "")
        is_numbered = marker not in {"none", "word"}
        return (
            isinstance(first, str)
            and not is_numbered
            and vocabulary.is_total(tidy(first, self.table.hint).text)
        )

    def _closing(self, values: list[Raw], filled: list[Raw], marker: str) -> RowKind | None:
        """Return whether a row belongs to the notes or signatures below a table."""
        if len(filled) > FEW or marker in {"number", "roman"} or marker.startswith("dotted"):
            return None
        texts = [tidy(v, self.table.hint).text for v in filled if isinstance(v, str)]
        if not texts or len(texts) < len(filled):
            return None
        if any(vocabulary.is_signature(text) for text in texts):
            return RowKind.SIGNATURE
        is_in_front = self._is_in_front(values)
        if len(texts) == 1 and (vocabulary.is_note(texts[0]) and is_in_front):
            return RowKind.NOTE
        if len(texts) == 1 and marker == "word" and len(texts[0]) > LONG_NOTE:
            return RowKind.NOTE
        return None

    def _is_in_front(self, values: list[Raw]) -> bool:
        place = next(i for i, value in enumerate(values, start=1) if value != "")
        return place <= max(self.table.index_column, 1) or place < self.table.key_column

    def _holds_key(self, values: list[Raw]) -> bool:
        column = self.table.key_column
        return bool(column) and column <= len(values) and values[column - 1] not in ("", "-")

    def _heads_group(self, number: int, values: list[Raw], marker: str, label: str) -> bool:
        table = self.table
        if marker in table.group_styles:
            return True
        if marker in {"number", "small", "dash"} or marker.startswith("dotted"):
            return False
        has_amounts = any(
            column <= len(values) and values[column - 1] != "" and reader.type in FIGURES
            for column, reader in table.readers.items()
        )
        if marker in {"roman", "capital"} or not has_amounts:
            return bool(label)
        is_wide = any(m.top == number and m.right > m.left for m in table.grid.merges)
        return is_wide or is_shouted(label) or bool(vocabulary.province_named(label))

    def _skipped(self, number: int, values: list[Raw], kind: RowKind) -> ReadRow:
        texts = (tidy(stored_text(v), self.table.hint).text for v in values if v != "")
        return ReadRow(number, kind, {}, text=" | ".join(texts))

    def _header(self, number: int, values: list[Raw]) -> ReadRow:
        cells = {}
        for column, value in enumerate(values, start=1):
            if value != "":
                stored = stored_text(value)
                tidied = tidy(stored, self.table.hint)
                place = f"{column_letters(column)}{number}"
                cells[column_letters(column)] = ReadCell(
                    place, "header", stored, tidied.text, tidied.healed
                )
        return ReadRow(number, RowKind.HEADER, cells)

    def _data(self, number: int, values: list[Raw]) -> ReadRow:
        cells = {}
        width = len(values)
        above, has_merges = self.above, bool(self.table.grid.covered)
        for column, letter, reader in self.table.read_columns:
            raw: Raw = values[column - 1] if column <= width else ""
            read = reader.read(raw)
            stored = raw if raw.__class__ is str else stored_text(raw)
            if has_merges and (merged := self._merged(number, column, raw)) != "":
                read = reader.read(merged)
                read = read._replace(healed=(*read.healed, "lấy từ ô gộp"))
            elif len(stored) < MOST_OF_DITTO and stored[:1] in DITTO_BEGINS and says_ditto(raw):
                read = self._ditto(column)
            if stored:
                above[column] = read
            place = f"{letter}{number}"
            cells[reader.key] = ReadCell(place, reader.public, stored, *read)
        if self.table.grid.part.failed or self.table.grid.part.uncalculated:
            cells = {key: self._checked(cell) for key, cell in cells.items()}
        check_parts(cells)
        if self.table.kind is Kind.INDICATORS:
            in_million_by_row(cells)
        return ReadRow(number, RowKind.DATA, cells, group=self._group_values())

    def _group_values(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for _, name, value in self.groups)

    def _merged(self, number: int, column: int, raw: Raw) -> Raw:
        """Return what is written at the top of a merge that began above this cell, else nothing."""
        covered = self.table.grid.covered
        if raw != "":
            if (below := covered.get((number + 1, column))) is not None:
                self.merged[below] = raw
            return ""
        merge = covered.get((number, column))
        is_below = merge is not None and merge.left == column and merge.top < number
        return self.merged.get(merge, "") if merge is not None and is_below else ""

    def _ditto(self, column: int) -> Read:
        above = self.above.get(column)
        if above is None or above.value is None:
            problem = Problem(
                "ditto.nothing",
                "Ô ghi “như trên” nhưng phía trên không có nội dung.",
                "Ghi rõ nội dung của ô này.",
                is_blocking=True,
            )
            return Read(None, (), (problem,))
        value = above.value
        if isinstance(value, str):
            value = self._without_group_province(value)
        return Read(value, ("như ô phía trên",), above.problems)

    def _without_group_province(self, text: str) -> str:
        """Leave out the province at the end of an address where the group above says it already."""
        front, comma, last = text.rpartition(", ")
        province = vocabulary.province_named(last) if comma else ""
        said = [value for _, name, value in self.groups if name == "group_province"]
        return front if province and province in said else text

    def _checked(self, cell: ReadCell) -> ReadCell:
        part = self.table.grid.part
        if cell.cell in part.failed:
            return cell._replace(stored="#", value=None, problems=(_failed(),))
        if cell.cell in part.uncalculated:
            formula = part.formulas.get(cell.cell, "=")
            return cell._replace(stored=formula, value=None, problems=(_uncalculated(),))
        return cell

    def _group(self, number: int, values: list[Raw]) -> ReadRow:
        table = self.table
        label = table.label_of(values)
        marker = table.text_at(values, table.index_column).strip(" .")
        name, value = group_field(table.kind, label)
        style = style_of_marker(marker)
        while any(known == style for known, _, _ in self.groups):
            self.groups.pop()
        self.groups.append((style, name, value))
        cells = self._figures(number, values, "group_subtotal")
        if marker:
            cells["stt"] = self._plain(number, table.index_column, values, "group_marker", marker)
        column = self._label_column(values)
        cells["label"] = self._plain(number, column, values, name, value)
        self.above.clear()
        return ReadRow(number, RowKind.GROUP, cells, text=label)

    def _label_column(self, values: list[Raw]) -> int:
        if self._holds_key(values):
            return self.table.key_column
        places = (i for i, value in enumerate(values, start=1) if value != "")
        return next((i for i in places if i != self.table.index_column), 1)

    def _total(self, number: int, values: list[Raw]) -> ReadRow:
        label = self.table.label_of(values)
        column = self._label_column(values)
        cells = self._figures(number, values, "grand_total")
        said = re.search(r"\d[\d.]*", label)
        if said and not cells:
            count = int(said[0].replace(".", ""))
            cells["label"] = self._plain(number, column, values, "total_text", count)
        else:
            cells["label"] = self._plain(number, column, values, "total_label", None)
        return ReadRow(number, RowKind.SUBTOTAL, cells, text=label)

    def _plain(
        self, number: int, column: int, values: list[Raw], name: str, value: Value
    ) -> ReadCell:
        place = f"{column_letters(column)}{number}"
        stored = stored_text(values[column - 1])
        return ReadCell(place, name, stored, value, tidy(stored, self.table.hint).healed)

    def _figures(self, number: int, values: list[Raw], name: str) -> dict[str, ReadCell]:
        """Return the sums that a row shows, each formula looked through."""
        cells = {}
        formulas = self.table.grid.part.formulas
        for column, reader in self.table.readers.items():
            raw = values[column - 1] if column <= len(values) else ""
            place = f"{column_letters(column)}{number}"
            if reader.type not in FIGURES or (raw == "" and place not in formulas):
                continue
            read = reader.read(raw)
            cell = ReadCell(place, name, stored_text(raw), read.value, read.healed, read.problems)
            cells[reader.name] = self._summed(cell, column)
        return cells

    def _summed(self, cell: ReadCell, column: int) -> ReadCell:
        if self.sums is None or cell.cell not in self.table.grid.part.formulas:
            return cell
        return self.sums.checked(cell, column, self.table.readers[column].scale.worth)


def _are_column_numbers(values: list[Raw]) -> bool:
    texts = [stored_text(value).strip() for value in values if value != ""]
    return len(texts) > 2 and all(COLUMN_NUMBER.match(text) for text in texts) and _count_up(texts)


def _count_up(texts: list[str]) -> bool:
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d+", text))]
    return len(numbers) > 1 and numbers == sorted(set(numbers)) and numbers[0] <= FEW


def _failed() -> Problem:
    return Problem(
        "formula.failed",
        "Công thức trong ô này báo lỗi.",
        "Sửa công thức hoặc ghi thẳng giá trị.",
        is_blocking=True,
    )


def _uncalculated() -> Problem:
    return Problem(
        "formula.uncalculated",
        "Ô là công thức chưa được tính nên không có giá trị.",
        "Mở tệp bằng Excel, bấm F9, lưu lại; hoặc ghi thẳng giá trị.",
        is_blocking=True,
    )
