"""Days, months and years as lists write them, and the decision's number that often stands beside."""

import datetime as dt
import re
from dataclasses import dataclass

from khuyencong.importing.reading.facts import Problem, Value
from khuyencong.importing.reading.words import is_empty

FIRST_YEAR, LAST_YEAR = 1945, 2100
FIRST_SERIAL, LAST_SERIAL = 18_264, 73_050  # days of Excel: 1950 to 2099
EPOCH = dt.date(1899, 12, 30)
CENTURY, TURN = 100, 70
DAY = re.compile(
    r"(?<![\d/.\-])(?P<d>[0-3]?\d)\s*[/.\-]\s*(?P<m>[0-3]?\d)\s*[/.\-]\s*(?P<y>\d{4}|\d{2})(?![\d/])"
)
WORDS = re.compile(
    r"(?:ngày\s*)?(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})", re.IGNORECASE
)
ISO = re.compile(r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)(?:[ T]00:00(?::00)?)?")
MONTH = re.compile(r"^\s*(?:tháng\s*)?(?P<m>\d{1,2})\s*[/.\-]\s*(?P<y>\d{4})\s*$", re.IGNORECASE)
MONTH_WORDS = re.compile(
    r"^\s*tháng\s*(?P<m>\d{1,2})\s*(?:năm|,)?\s*(?P<y>\d{4})\s*$", re.IGNORECASE
)
YEAR = re.compile(r"^\s*(?:năm\s*)?(?P<y>(?:19|20)\d\d)(?:[.,]0+)?\s*\.?\s*$", re.IGNORECASE)
SPAN = re.compile(
    r"(?P<d1>\d{1,2})(?:\s*[/.]\s*(?P<m1>\d{1,2}))?(?:\s*[/.]\s*(?P<y1>\d{4}))?\s*(?:[-–÷→]|đến)\s*"
    r"(?:hết\s*)?(?:ngày\s*)?(?P<d2>\d{1,2})\s*[/.\-]\s*(?P<m2>\d{1,2})\s*[/.\-]\s*(?P<y2>\d{4})",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d+[a-zđ]?(?:\s*/\s*[\wĐ&.\-]+)*(?:-[\wĐ&.]+)*", re.IGNORECASE)
BEFORE_NUMBER = re.compile(
    r"^(?:quyết\s*định|qđ|q\.đ|văn\s*bản|công\s*văn|cv|hợp\s*đồng|hđ|tờ\s*trình|số|no\.?|:|\.|\s|ngày)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or only its month ("2012-10") or year (2012), and what to say about it."""

    value: Value
    healed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_day(text: str) -> Day | None:
    """Return the day, month or year that the whole text names, None if it names none."""
    for pattern in (ISO, WORDS, DAY):
        match = pattern.search(text)
        if match and not re.search(r"\d", text[: match.start()] + text[match.end() :]):
            return _day(match)
    if match := MONTH.match(text) or MONTH_WORDS.match(text):
        month = int(match["m"])
        return Day(f"{match['y']}-{month:02}") if 1 <= month <= 12 else None
    if match := YEAR.match(text):
        return Day(int(match["y"]))
    return None


def read_year(text: str) -> int | None:
    """Return the year that a cell means: "2021", "Năm 2021", "31/12/2021"."""
    if match := YEAR.match(text):
        return int(match["y"])
    day = read_day(text)
    if day is None or day.problems:
        return None
    return day.value.year if isinstance(day.value, dt.date) else int(str(day.value)[:4])


def from_serial(number: float) -> dt.date | None:
    """Return the day that Excel counts as `number`, when that is a plausible day."""
    if not number.is_integer() or not FIRST_SERIAL <= number <= LAST_SERIAL:
        return None
    return EPOCH + dt.timedelta(days=int(number))


def read_span(text: str) -> tuple[dt.date, dt.date] | None:
    """Return first and last day of "12-17/10/2012", "12/10 - 17/10/2012", "12/10/2012 đến 17/10/2012"."""
    match = SPAN.search(text)
    if match is None:
        return None
    last = _date(match["y2"], match["m2"], match["d2"])
    first = _date(match["y1"] or match["y2"], match["m1"] or match["m2"], match["d1"])
    return (first, last) if first and last and first <= last else None


def read_decision(text: str) -> Day | None:
    """Return "number|day" of a paper named in one cell; either may be missing."""
    match = WORDS.search(text) or ISO.search(text) or DAY.search(text)
    day = _day(match) if match else None
    rest = text[: match.start()] + " " + text[match.end() :] if match else text
    number = paper_number(rest)
    if not number and day is None:
        return None
    iso = day.value.isoformat() if day and isinstance(day.value, dt.date) else ""
    problems = day.problems if day else ()
    return Day(f"{number}|{iso}", ("tách số và ngày",), problems)


def paper_number(text: str) -> str:
    """Return the number of a paper without the words around it: "QĐ số 688/QĐ-UBND" → "688/QĐ-UBND"."""
    bare = BEFORE_NUMBER.sub("", text.strip())
    match = NUMBER.match(bare)
    number = re.sub(r"\s*/\s*", "/", match[0]) if match else ""
    return "" if is_empty(number) else number.rstrip("./-")


def has_day(text: str) -> bool:
    """Tell whether a day is named somewhere in a text."""
    return bool(DAY.search(text) or WORDS.search(text) or ISO.search(text))


def _day(match: re.Match[str]) -> Day:
    year = int(match["y"])
    healed: tuple[str, ...] = ()
    if year < CENTURY:
        year += 1900 if year >= TURN else 2000
        healed = ("năm hai chữ số",)
    found = _date(year, match["m"], match["d"])
    if found:
        return Day(found, healed)
    turned = _date(year, match["d"], match["m"])
    if turned:
        return Day(turned, healed, (_turned(match[0]),))
    return Day(None, healed, (_no_such_day(match[0]),))


def _date(year: int | str, month: int | str, day: int | str) -> dt.date | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _turned(text: str) -> Problem:
    return Problem(
        "date.turned",
        f"“{text}” có vẻ ghi tháng trước ngày sau.",
        "Ghi lại theo thứ tự ngày/tháng/năm, ví dụ 05/03/2026.",
    )


def _no_such_day(text: str) -> Problem:
    return Problem(
        "date.none",
        f"Không có ngày “{text}” trong lịch.",
        "Ghi lại theo thứ tự ngày/tháng/năm, ví dụ 05/03/2026.",
        is_blocking=True,
    )
