"""From a file to a reading: every table of every sheet."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from khuyencong.core.findings import refuse
from khuyencong.importing.reading import columns
from khuyencong.importing.reading.cells import ColumnReader, column_reader, stored_text
from khuyencong.importing.reading.facts import Mapping, ReadColumn, Reading, ReadRow, ReadSheet
from khuyencong.importing.reading.fonts import LATIN, to_unicode
from khuyencong.importing.reading.grid import Grid, open_grids
from khuyencong.importing.reading.headers import Header, find_headers, gap_lines
from khuyencong.importing.reading.numbers import unit_in
from khuyencong.importing.reading.package import MAX_FILE, column_letters, column_number
from khuyencong.importing.reading.profiles import Profile, profile
from khuyencong.importing.reading.rows import Walk
from khuyencong.importing.reading.sums import Sums
from khuyencong.importing.reading.table import Table
from khuyencong.importing.reading.vocabulary import header_words, province_named

SAMPLE = 600
TITLE_ROWS = 15
SHOWN = 3
OLD_FONT = 0.6


def read_workbook(source: Path | bytes, *, mappings: Iterable[Mapping] = ()) -> Reading:
    """Return what the lists in an .xlsx file say; raise Refusal when the file cannot be read.

    `mappings` are the remembered answers of officers; one applies where its `layout_key` is found.
    """
    grids, package = open_grids(_content(source))
    known = {mapping.layout_key: mapping for mapping in mappings}
    notes = []
    sheets: list[ReadSheet] = []
    for grid in grids:
        found = list(_tables(grid, known))
        sheets += found
        if not found and grid.part.filled:
            notes.append(f"Trang “{grid.name}” không thấy bảng nào có dòng tiêu đề quen thuộc.")
    if package.has_external_links:
        notes.append("Tệp có liên kết tới tệp khác; giá trị đọc là giá trị lưu lần cuối.")
    if not any(grid.part.filled for grid in grids):
        raise refuse("file.blank", "Tệp không có ô nào chứa dữ liệu.", cure="Hãy chọn lại tệp.")
    return Reading(tuple(sheets), tuple(notes))


@dataclass(frozen=True)
class Rows:
    """The rows of a table, read anew each time one goes through them."""

    table: Table

    def __iter__(self) -> Iterator[ReadRow]:
        unchecked = Walk(self.table)
        return Walk(self.table, Sums(self.table.grid, unchecked.rows)).rows()


@dataclass(frozen=True)
class Place:
    """A header block with what belongs to it: title lines above, rows below, repeated headers."""

    header: Header
    title_from: int
    last: int | None
    repeated: frozenset[int] = frozenset()


def _content(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source
    with source.open("rb") as file:
        return file.read(MAX_FILE + 1)


def _tables(grid: Grid, known: dict[str, Mapping]) -> Iterator[ReadSheet]:
    if grid.part.filled:
        hint = _font(grid)
        for place in _places(grid, find_headers(grid, hint)):
            yield _read_sheet(grid, place, hint, known)


def _font(grid: Grid) -> str:
    """Return the old font that most texts of a sheet are typed in, "" if there is none."""
    fonts: Counter[str] = Counter()
    for _, values in grid.rows(last=SAMPLE):
        for value in values:
            if isinstance(value, str) and LATIN.search(value):
                fonts[to_unicode(value).font] += 1
            elif isinstance(value, str) and not value.isascii():
                fonts[""] += 1
    font, count = fonts.most_common(1)[0] if fonts else ("", 0)
    return font if count >= OLD_FONT * sum(fonts.values()) else ""


def _places(grid: Grid, headers: list[Header]) -> list[Place]:
    places: list[Place] = []
    for header in headers:
        if places and header.texts == places[-1].header.texts:
            again = range(header.top, header.bottom + 1)
            places[-1] = replace(places[-1], repeated=places[-1].repeated | set(again))
            continue
        start = 1
        if places:
            start = _title_start(grid, places[-1].header.bottom + 1, header.top)
            places[-1] = replace(places[-1], last=start - 1)
        places.append(Place(header, start, None))
    return places


def _title_start(grid: Grid, first: int, top: int) -> int:
    """Return where the title lines begin that stand right above a later table of the sheet."""
    start = top
    above = list(grid.rows(max(first, top - TITLE_ROWS), top - 1))
    for number, values in reversed(above):
        if sum(value != "" for value in values) > 1:
            break
        start = number
    return start


def _read_sheet(grid: Grid, place: Place, hint: str, known: dict[str, Mapping]) -> ReadSheet:
    header = place.header
    sample = [v for _, v in islice(grid.rows(header.bottom + 1, place.last), SAMPLE)]
    width = max([*header.paths, *(len(values) for values in sample[:1])], default=0)
    seen = {
        column: profile((v[column - 1] for v in sample if column <= len(v)), hint)
        for column in range(1, min(width, max(header.paths) + 1) + 1)
    }
    lines = list(
        gap_lines(grid, max(place.title_from, header.top - TITLE_ROWS), header.top - 1, hint)
    )
    choice = columns.choose(header, seen, " ".join(lines))
    key = _layout_key(header)
    if mapping := known.get(key):
        numbers = {column_letters(column): column for column in seen}
        choice = columns.apply(choice, mapping, numbers)
    context = _context(grid.name, lines)
    units = mapping.units if mapping else {}
    of_table = context.get("unit", "")
    found = _columns(grid, header, choice, seen)
    read = tuple(_with_unit(column, units, of_table) for column in found)
    readers = _readers(read, seen, hint)
    table = Table(
        grid, header, choice.kind, read, readers, place.title_from, place.last, hint, place.repeated
    )
    table.learn_styles(sample)
    return ReadSheet(
        name=grid.name,
        kind=choice.kind,
        header_rows=tuple(range(header.top, header.bottom + 1)),
        columns=read,
        rows=Rows(table),
        layout_key=key,
        is_hidden=grid.is_hidden,
        context=context,
    )


def _layout_key(header: Header) -> str:
    words = "|".join(header_words(text) for text in header.texts)
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _context(name: str, lines: list[str]) -> dict[str, str]:
    """Return what the lines above a table say about all of it: title, unit, province."""
    said = {"title": max((line for line in lines if line.isupper()), key=len, default="")}
    for line in [*lines, name]:
        if unit := unit_in(line):
            said.setdefault("unit", unit)
        if province := province_named(line):
            said.setdefault("province", province)
    return {key: value for key, value in said.items() if value}


def _columns(
    grid: Grid, header: Header, choice: columns.Choice, seen: dict[int, Profile]
) -> list[ReadColumn]:
    return [
        ReadColumn(
            letter=column_letters(column),
            header=" / ".join(header.paths.get(column, ())),
            field=choice.fields.get(column, ""),
            is_hidden=column in grid.part.hidden_columns,
            confidence=choice.confidence.get(column, 0.0),
            samples=_samples(seen.get(column, Profile())),
        )
        for column in sorted({*header.paths, *choice.fields})
    ]


def _with_unit(column: ReadColumn, said: dict[str, str], of_table: str) -> ReadColumn:
    """Return a column of money with its unit: what an officer said, its header, or the title."""
    if not column.field or columns.field_of(column.field).type != "money":
        return column
    return replace(column, unit=said.get(column.letter) or unit_in(column.header) or of_table)


def _samples(look: Profile) -> tuple[str, ...]:
    shown = dict.fromkeys([*look.texts, *(stored_text(figure) for figure in look.figures)])
    return tuple(islice(shown, SHOWN))


def _readers(
    read: tuple[ReadColumn, ...], seen: dict[int, Profile], hint: str
) -> dict[int, ColumnReader]:
    """Return how each column is read; a shown column that nobody has named yet is read as it looks."""
    readers = {}
    for number, column in ((column_number(c.letter), c) for c in read):
        if not column.field and column.is_hidden:
            continue
        look = seen.get(number, Profile())
        as_seen = "number" if look.number >= 0.7 else "text"
        kind_of_value = columns.field_of(column.field).type if column.field else as_seen
        readers[number] = column_reader(column, kind_of_value, look, hint)
    return readers
