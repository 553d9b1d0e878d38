"""What the cells of a column look like: the content confirms what the header says, or decides."""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khuyencong.importing.reading import days, vocabulary
from khuyencong.importing.reading.grid import Raw
from khuyencong.importing.reading.numbers import Style, read_number
from khuyencong.importing.reading.words import folded, is_ditto, is_unknown, tidy

MARKS = frozenset({"x", "v", "✓", "✔", "√", "có", "●", "+", "[x]", "(x)"})
INDEX = re.compile(
    r"^(?:\d{1,5}|[ivxlc]{1,7}|[a-zđ]|\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)]?$", re.IGNORECASE
)
PAPER = re.compile(
    r"\d+\w*\s*/\s*[\wĐ-]*[A-ZĐa-zđ]{2}|^(?:QĐ|Quyết định)?\s*(?:số)?\s*\d{1,5}\s*$", re.IGNORECASE
)
ADDRESS_INSIDE = re.compile(r"(?:đ/c|địa chỉ|đ\.c)\s*[:.]", re.IGNORECASE)
SECOND_LINE = re.compile(r"\n\s*\(?\s*\w")


LOOKS = (
    *("number", "year", "day", "part_day", "span", "mark", "index", "paper", "paper_and_day"),
    *("province", "place", "legal", "scheme", "unit", "address_inside", "second_line"),
)


OF_NOTHING = 0.8  # fitness of an empty column
FEW = 3  # cells that are not believed against a header


@dataclass(frozen=True)
class Profile:
    """Shares (0 to 1) of the filled cells of a column that look like each sort of content."""

    filled: int = 0
    number: float = 0.0
    year: float = 0.0
    day: float = 0.0
    part_day: float = 0.0
    span: float = 0.0
    mark: float = 0.0
    index: float = 0.0
    paper: float = 0.0
    paper_and_day: float = 0.0
    province: float = 0.0
    place: float = 0.0
    legal: float = 0.0
    scheme: float = 0.0
    unit: float = 0.0
    address_inside: float = 0.0
    second_line: float = 0.0
    length: float = 0.0
    texts: tuple[str, ...] = ()
    figures: tuple[float, ...] = ()


def profile(values: Iterable[Raw], hint: str) -> Profile:
    """Return what a sample of a column looks like; empty cells and dashes tell nothing."""
    texts, figures, dates, looks = [], [], 0, []
    for value in values:
        if isinstance(value, bool | dt.time | dt.timedelta):
            continue
        if isinstance(value, dt.date):
            dates += 1
        elif isinstance(value, str):
            text = tidy(value, hint, keep_lines=True).text
            if not is_unknown(text) and not is_ditto(text):
                texts.append(text)
                looks.append(_look(text))
        else:
            figures.append(float(value))
    count = len(texts) + len(figures) + dates
    if not count:
        return Profile()
    looks += [_look_of_figure(figure) for figure in figures] + [{"day", "part_day"}] * dates
    shares = {name: sum(name in look for look in looks) / count for name in LOOKS}
    length = sum(map(len, texts)) / max(len(texts), 1)
    return Profile(
        filled=count, length=length, texts=tuple(texts), figures=tuple(figures), **shares
    )


def _look_of_figure(figure: float) -> set[str]:
    look = {"number"}
    if figure.is_integer() and days.FIRST_YEAR <= figure <= days.LAST_YEAR:
        look |= {"year", "part_day"}
    if figure.is_integer() and 0 < figure < 100_000:
        look |= {"index", "paper"}
    return look


def _look(text: str) -> set[str]:
    look = {name for name, is_so in OF_WORDS.items() if is_so(text)}
    if "province" in look:
        look.add("place")
    if any(letter.isdigit() for letter in text):
        look |= _look_of_digits(text)
    return look


OF_WORDS: dict[str, Callable[[str], object]] = {
    "index": INDEX.match,
    "mark": lambda text: text.lower() in MARKS,
    "province": vocabulary.province_named,
    "place": lambda text: vocabulary.begins_with(text, "place_words"),
    "legal": lambda text: vocabulary.begins_with(text, "legal_words"),
    "scheme": lambda text: vocabulary.begins_with(text, "scheme_words"),
    "unit": lambda text: text == "%" or folded(text) in vocabulary.word_list("unit_words"),
    "address_inside": ADDRESS_INSIDE.search,
    "second_line": SECOND_LINE.search,
}


def _look_of_digits(text: str) -> set[str]:
    look = {name for name, is_so in OF_DIGITS.items() if is_so(text)}
    day = days.read_day(text)
    if day:
        look.add("part_day")
    if day and isinstance(day.value, dt.date):
        look.add("day")
    elif days.has_day(text) and days.paper_number(text):
        look |= {"paper", "paper_and_day"}
    return look


OF_DIGITS: dict[str, Callable[[str], object]] = {
    "number": lambda text: read_number(text, Style.COMMA),
    "year": days.read_year,
    "span": days.read_span,
    "paper": PAPER.search,
}


def fitness(kind_of_value: str, seen: Profile) -> float:
    """Return how well the content of a column agrees with being read as `kind_of_value`.

    A few cells tell little: notes and numbers of columns may be among them.
    """
    if not seen.filled:
        return OF_NOTHING
    fit = FITNESS[kind_of_value](seen)
    return max(fit, fit + (OF_NOTHING - fit) * FEW / (FEW + seen.filled))


def _text(seen: Profile) -> float:
    wrong = max(seen.number, seen.mark, seen.day, seen.index * 0.8)
    return max(0.1, 1 - 0.9 * wrong - 0.5 * seen.unit)


def _name(seen: Profile) -> float:
    if seen.legal > 0.3:
        return 1.15
    return _text(seen) * (0.3 if max(seen.province, seen.unit) > 0.5 else 0.9)


def _period(seen: Profile) -> float:
    return 1.0 if max(seen.year, seen.part_day) > 0.2 else 0.8 * _text(seen)


def _place(seen: Profile) -> float:
    if seen.legal > 0.5:
        return 0.3
    return 1.1 if seen.place > 0.3 else _text(seen) * 0.8


def _province(seen: Profile) -> float:
    return 1.25 if seen.province >= 0.6 else 0.5 * seen.province + 0.1


def _number(seen: Profile) -> float:
    if seen.year > 0.9 and seen.filled > 2:
        return 0.4
    return min(1.0, 0.1 + seen.number * 1.3) if seen.number < 0.7 else 1.0


def _year(seen: Profile) -> float:
    return 1.15 if seen.year >= 0.6 else 0.7 if seen.part_day >= 0.6 else 0.15


def _date(seen: Profile) -> float:
    if seen.day >= 0.4:
        return 1.15
    return 0.9 if seen.part_day >= 0.6 else 0.15


def _decision(seen: Profile) -> float:
    if seen.paper_and_day >= 0.2:
        return 1.2
    return 0.9 if seen.paper >= 0.5 else 0.15


def _paper(seen: Profile) -> float:
    return 0.6 if seen.paper_and_day >= 0.2 else 1.05 if seen.paper >= 0.5 else 0.4


def _lines(seen: Profile) -> float:
    return 1.2 if max(seen.address_inside, seen.second_line) >= 0.25 else 0.9 * _text(seen)


FITNESS = {
    "text": _text,
    "name": _name,
    "place": _place,
    "province": _province,
    "year": _year,
    "period": _period,
    "date": _date,
    "decision": _decision,
    "paper": _paper,
    "voucher": lambda seen: max(_text(seen), _decision(seen)),
    "lines": _lines,
    "index": lambda seen: 1.1 if seen.index >= 0.6 else 0.2,
    "mark": lambda seen: 1.2 if seen.mark >= 0.6 else 0.1,
    "span": lambda seen: 1.2 if seen.span >= 0.3 else 0.3,
    "code": lambda seen: 0.9 if seen.place < 0.3 and seen.legal < 0.3 else 0.2,
    **dict.fromkeys(("money", "count", "number", "figure"), _number),
}
