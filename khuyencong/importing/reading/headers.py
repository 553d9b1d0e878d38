"""Where tables begin on a sheet: rows of known header words, over one to four rows, merged or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from khuyencong.importing.reading.grid import Grid, Merge, Raw
from khuyencong.importing.reading.vocabulary import (
    best_likeness,
    header_words,
    is_signature,
    is_total,
)
from khuyencong.importing.reading.words import tidy

FRONT_ROWS = 80  # a first table begins here
AFTER_GAP = 12  # later ones begin soon after an empty row or a row of one cell
MOST_ROWS = 4
LONGEST_HEADER = 160
LIKE_A_HEADER = 0.7
BEYOND_DOUBT = 0.95
MANY = 3  # header words in a row that begins like a total
MOST_COLUMNS = 400


@dataclass(frozen=True)
class Header:
    """The header block of one table; `paths` are its texts from top to bottom by column."""

    top: int
    bottom: int
    paths: dict[int, tuple[str, ...]]

    @property
    def texts(self) -> tuple[str, ...]:
        """What tells this layout from others."""
        return tuple(" / ".join(path) for _, path in sorted(self.paths.items()))


def find_headers(grid: Grid, hint: str) -> list[Header]:
    """Return the header blocks of a sheet from top to bottom."""
    found: list[Header] = []
    since_gap = 0
    for number, values in grid.rows():
        filled = sum(value != "" for value in values[:MOST_COLUMNS])
        since_gap = 0 if filled < 2 else since_gap + 1
        if filled < 2 or (number > FRONT_ROWS and since_gap > AFTER_GAP):
            continue
        is_below = bool(found) and number > found[-1].bottom
        if (not found or is_below) and _is_header(
            values, hint, is_in_table=is_below and since_gap > 2
        ):
            found.append(_block(grid, number, hint))
    return found


def _is_header(values: list[Raw], hint: str, *, is_in_table: bool) -> bool:
    """Tell whether a row looks like a header; amid the rows of a table it must be one beyond doubt."""
    texts = [value for value in values[:MOST_COLUMNS] if value != ""]
    words = [_words(value, hint) for value in texts if isinstance(value, str)]
    if len(words) < 2 or not all(_may_head(value) for value in texts):
        return False
    if any(is_signature(word) for word in words):
        return False
    least, few = (BEYOND_DOUBT, MANY) if is_in_table else (LIKE_A_HEADER, 2)
    hits = sum(best_likeness(word) >= least for word in words)
    return hits >= (MANY if is_total(words[0]) else few) and hits * 2 >= len(words)


def _may_head(value: Raw) -> bool:
    """Tell whether a cell could stand in a header: short words or a year, no other number."""
    if not isinstance(value, str):
        return _is_year(value)
    is_number = value[:1].isdigit() and not any(letter.isalpha() for letter in value)
    return len(value) <= LONGEST_HEADER and (
        not is_number or (value.strip().isdigit() and len(value.strip()) == 4)
    )


def _is_year(value: Raw) -> bool:
    return isinstance(value, float | int) and 1990 <= value <= 2100


def _words(value: str, hint: str) -> str:
    return header_words(tidy(value, hint).text)


def _block(grid: Grid, number: int, hint: str) -> Header:
    """Return the whole block around a row that was recognised."""
    around = dict(grid.rows(max(1, number - 2), number + MOST_ROWS + 1))
    top = bottom = number
    if _is_parent(grid, around, number - 1, number):
        top = number - 1
    for merge in grid.merges:
        is_at = merge.top <= bottom and merge.bottom >= top
        if is_at and merge.bottom - merge.top < MOST_ROWS and merge.left <= MOST_COLUMNS:
            top, bottom = min(top, merge.top), max(bottom, merge.bottom)
    while bottom - top < MOST_ROWS - 1 and _is_child(grid, around, bottom + 1, hint):
        bottom += 1
    return Header(top, bottom, _paths(grid, around, top, bottom, hint))


def _is_parent(grid: Grid, around: dict[int, list[Raw]], above: int, number: int) -> bool:
    """Tell whether the row above heads groups of columns of the header row."""
    values = around.get(above, [])
    places = [i for i, value in enumerate(values[:MOST_COLUMNS], start=1) if value != ""]
    width = sum(value != "" for value in around[number][:MOST_COLUMNS])
    spans = [_span(grid, above, place) for place in places]
    if not places or any(not isinstance(values[place - 1], str) for place in places):
        return False
    if any(len(str(values[place - 1])) > LONGEST_HEADER for place in places):
        return False
    if len(places) == 1:
        return 1 < spans[0] <= width * 0.7 and places[0] > 1
    return any(span > 1 for span in spans) and max(spans) <= width * 0.7 and len(places) > 2


def _span(grid: Grid, row: int, column: int) -> int:
    return next(
        (
            m.right - m.left + 1
            for m in grid.merges
            if m.top <= row <= m.bottom and m.left == column
        ),
        1,
    )


def _is_child(grid: Grid, around: dict[int, list[Raw]], row: int, hint: str) -> bool:
    """Tell whether a row holds the lower texts of columns that the rows above leave open."""
    values = around.get(row, [])[:MOST_COLUMNS]
    above = around[row - 1]
    places = [i for i, value in enumerate(values, start=1) if value != ""]
    if not places or values[0] != "":
        return False
    for place in places:
        is_word = isinstance(values[place - 1], str) or _is_year(values[place - 1])
        is_open = above[place - 1] == "" or _span(grid, row - 1, place) > 1
        if not is_word or not (is_open or _right_is_open(above, values, place)):
            return False
    words = [_words(str(values[place - 1]), hint) for place in places]
    hits = sum(best_likeness(word) >= LIKE_A_HEADER or word.isdigit() for word in words)
    return hits * 2 >= len(words)


def _right_is_open(above: list[Raw], values: list[Raw], place: int) -> bool:
    """Tell whether the cell above begins an unmerged group: its right neighbour is empty there only."""
    return place < len(above) and above[place] == "" and values[place] != ""


def _paths(
    grid: Grid, around: dict[int, list[Raw]], top: int, bottom: int, hint: str
) -> dict[int, tuple[str, ...]]:
    rows = [_row_texts(grid, around, row, hint) for row in range(top, bottom + 1)]
    for upper, lower in pairwise(rows):
        _spread(upper, lower)
    columns = sorted({column for row in rows for column in row})
    paths = {}
    for column in columns:
        texts = [row[column] for row in rows if row.get(column)]
        path = tuple(text for i, text in enumerate(texts) if i == 0 or text != texts[i - 1])
        if path:
            paths[column] = path
    return paths


def _row_texts(grid: Grid, around: dict[int, list[Raw]], row: int, hint: str) -> dict[int, str]:
    values = around.get(row, [])
    texts = {}
    for column in range(1, min(len(values), MOST_COLUMNS) + 1):
        merge = grid.covered.get((row, column))
        value = _at(around, merge) if merge else values[column - 1]
        if value != "":
            text = str(int(value)) if isinstance(value, float) else str(value)
            texts[column] = tidy(text, hint).text
    return texts


def _at(around: dict[int, list[Raw]], merge: Merge) -> Raw:
    values = around.get(merge.top, [])
    return values[merge.left - 1] if merge.left <= len(values) else ""


def _spread(upper: dict[int, str], lower: dict[int, str]) -> None:
    """Give the text above a group to its further columns where the file did not merge them."""
    for column in sorted(lower):
        left = column - 1
        if column not in upper and left in upper and left in lower:
            upper[column] = upper[left]


def gap_lines(grid: Grid, first: int, last: int, hint: str) -> Iterator[str]:
    """Yield the texts of the rows between two tables, the lines of titles."""
    for _, values in grid.rows(first, last):
        for value in values[:MOST_COLUMNS]:
            if isinstance(value, str) and value.strip():
                yield tidy(value, hint).text
