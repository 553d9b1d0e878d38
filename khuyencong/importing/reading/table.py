"""One table of a sheet, ready to be gone through: its columns, their readers, how its rows are numbered."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from khuyencong.importing.reading import days, vocabulary
from khuyencong.importing.reading.cells import ColumnReader
from khuyencong.importing.reading.columns import FIGURES
from khuyencong.importing.reading.facts import Kind, ReadColumn
from khuyencong.importing.reading.grid import Grid, Raw
from khuyencong.importing.reading.headers import Header
from khuyencong.importing.reading.words import is_empty, tidy

ROMAN = re.compile(r"^[IVXLC]{1,8}$")
CAPITAL = re.compile(r"^[A-ZĐ]$")
SMALL = re.compile(r"^[a-zđ]$")
DOTTED = re.compile(r"^\d+(?:\.\d+)+$")
OF_NAMES = (
    *("scheme_name", "product_name", "product_and_establishment", "fair_name", "label"),
    *("province", "establishment_name", "establishment_and_place"),
)
KEY_OF = {
    Kind.SCHEMES: ("scheme_name",),
    Kind.RUNNING: ("scheme_name",),
    Kind.PRODUCTS: ("product_name", "product_and_establishment"),
    Kind.ESTABLISHMENTS: ("establishment_name", "establishment_and_place"),
    Kind.FAIRS: ("fair_name",),
    Kind.SUMMARIES: ("province",),
    Kind.INDICATORS: ("label",),
    Kind.UNKNOWN: OF_NAMES,
}
RARE, USUAL = 0.12, 0.5


@dataclass
class Table:
    """A table as it was understood; columns are counted from 1."""

    grid: Grid
    header: Header
    kind: Kind
    columns: tuple[ReadColumn, ...]
    readers: dict[int, ColumnReader]
    title_from: int
    last: int | None
    hint: str
    repeated: frozenset[int] = frozenset()  # rows where the header is printed again
    group_styles: frozenset[str] = frozenset()
    detail_columns: frozenset[int] = field(init=False)
    index_column: int = field(init=False)
    key_column: int = field(init=False)
    read_columns: tuple[tuple[int, str, ColumnReader], ...] = field(init=False)
    near_details: tuple[int, ...] = field(init=False)
    widest_needed: int = field(init=False)

    def __post_init__(self) -> None:
        by_name = {reader.name: column for column, reader in self.readers.items()}
        self.index_column = by_name.get("stt", 0)
        keys = (by_name[name] for name in KEY_OF[self.kind] if name in by_name)
        self.key_column = next(keys, 0)
        self.detail_columns = frozenset(
            column
            for column, reader in self.readers.items()
            if column not in {self.index_column, self.key_column} and self._is_detail(reader)
        )
        self.read_columns = tuple((c, r.letter, r) for c, r in self.readers.items())
        self.near_details = tuple(sorted(self.detail_columns))
        self.widest_needed = max([self.index_column, self.key_column, *self.detail_columns])

    @property
    def numbers_are_data(self) -> bool:
        """Tell whether rows numbered 1, 2, 3 of this table are its data."""
        return bool(self.index_column and self.key_column) and "number" not in self.group_styles

    def _is_detail(self, reader: ColumnReader) -> bool:
        if self.kind in {Kind.INDICATORS, Kind.SUMMARIES}:
            return reader.name != "note"
        return reader.type not in FIGURES

    def text_at(self, values: list[Raw], column: int) -> str:
        """Return the text of a cell in order, "" where there is none."""
        if not column or column > len(values) or values[column - 1] == "":
            return ""
        value = values[column - 1]
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return tidy(str(value), self.hint).text

    def has_details(self, values: list[Raw]) -> bool:
        """Tell whether a row says more than a number, a name and amounts.

        Where the key is empty, the first text is the name: a group's name may stand in any column.
        """
        filled = [c for c, value in enumerate(values, start=1) if not _says_nothing(value)]
        label = self.key_column
        if label not in filled:
            label = next((c for c in filled if c != self.index_column), 0)
        return any(column in self.detail_columns for column in filled if column != label)

    def learn_styles(self, sample: Iterable[list[Raw]]) -> None:
        """Learn which way of numbering heads groups: the one whose rows have no details."""
        seen: dict[str, list[bool]] = defaultdict(list)
        for values in sample:
            style = style_of_marker(self.text_at(values, self.index_column))
            if self.text_at(values, self.key_column) or self.label_of(values):
                seen[style].append(self.has_details(values))
        shares = {style: sum(found) / len(found) for style, found in seen.items()}
        if any(share >= USUAL for share in shares.values()):
            self.group_styles = frozenset(s for s, share in shares.items() if share < RARE)

    def label_of(self, values: list[Raw]) -> str:
        """Return the words that name a row: its key, else its first text."""
        said = self.text_at(values, self.key_column)
        if said and not is_empty(said):
            return said
        texts = (self.text_at(values, column) for column in range(1, len(values) + 1))
        return next((t for i, t in enumerate(texts, 1) if t and i != self.index_column), "")


def _says_nothing(value: Raw) -> bool:
    return value == "" or (isinstance(value, str) and is_empty(value.strip()))


def style_of_marker(marker: str) -> str:
    """Return how a row is numbered: roman, capital, small, number, dotted by depth, dash, none."""
    bare = marker.strip(" .)(")
    if not bare or bare in {"-", "+", "*"}:
        return "dash" if bare else "none"
    if DOTTED.match(bare):
        return f"dotted{bare.count('.')}"
    if bare.isdigit():
        return "number"
    for style, pattern in (("roman", ROMAN), ("capital", CAPITAL), ("small", SMALL)):
        if pattern.match(bare):
            return style
    return "word"


def group_field(kind: Kind, label: str) -> tuple[str, str]:
    """Return what a row that heads a group says: the field and its value."""
    words = vocabulary.PARENTHESES.sub(" ", label)
    if province := vocabulary.province_named(words):
        return "group_province", province
    for name, table, kinds in CODED:
        code = vocabulary.coded(table, words) if not kinds or kind in kinds else ""
        if code:
            return name, code
    if year := days.read_year(words):
        return "group_year", str(year)
    is_place = vocabulary.begins_with(words, "place_words")
    return ("group_place" if is_place else "group_label"), label


CODED: tuple[tuple[str, str, frozenset[Kind]], ...] = (
    ("group_name", "product_groups", frozenset({Kind.PRODUCTS})),
    ("group_programme", "programmes", frozenset()),
    ("group_content", "contents", frozenset({Kind.SCHEMES, Kind.RUNNING})),
    ("group_level", "levels", frozenset({Kind.PRODUCTS})),
)
