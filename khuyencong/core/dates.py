"""Days as Vietnam writes and counts them: day, month, year; Monday to Friday without holidays.

Django's own "vi" formats read days wrongly.
"""

import datetime as dt
import re
from collections.abc import Collection, Iterator

DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
FIRST_YEAR, LAST_YEAR = 1900, 2199
ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


def format_date(day: dt.date) -> str:
    """Return 05/03/2026."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def parse_date(text: str) -> dt.date:
    """Return the day that "5/3/2026" or "2026-03-05" means.

    Raises ValueError with a Vietnamese sentence for a form.
    """
    given = text.strip()
    if match := ISO.fullmatch(given):
        year, month, day = map(int, match.groups())
    elif match := DAY_FIRST.fullmatch(given):
        day, month, year = map(int, match.groups())
    else:
        raise ValueError("Ngày phải viết theo thứ tự ngày/tháng/năm, ví dụ 05/03/2026.")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"Năm phải nằm trong khoảng từ {FIRST_YEAR} đến {LAST_YEAR}.")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"Không có ngày {day:02}/{month:02}/{year} trong lịch.") from None


def add_working_days(day: dt.date, count: int, holidays: Collection[dt.date]) -> dt.date:
    """Return the last day of a term of `count` working days that runs from the day after `day`."""
    if count < 0:
        raise ValueError("Số ngày làm việc không được âm.")
    for _ in range(count):
        day = next(d for d in _following(day) if _is_working(d, holidays))
    return day


def _following(day: dt.date) -> Iterator[dt.date]:
    while True:
        day += ONE_DAY
        yield day


def _is_working(day: dt.date, holidays: Collection[dt.date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
