"""Working days: Monday to Friday without the holidays on file."""

import datetime as dt
from collections.abc import Collection, Iterator

ONE_DAY = dt.timedelta(days=1)
SATURDAY = 5


def add_working_days(day: dt.date, count: int, holidays: Collection[dt.date]) -> dt.date:
    """Return the last day of a term of `count` working days that runs from the day after `day`."""
    if count < 0:
        raise ValueError("Số ngày làm việc không được âm.")
    for _ in range(count):
        day = next(d for d in _following(day) if _is_working(d, holidays))
    return day


def working_days_between(first: dt.date, last: dt.date, holidays: Collection[dt.date]) -> int:
    """Return how many working days lie after `first` up to and with `last`, 0 if none."""
    days = (first + dt.timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(_is_working(d, holidays) for d in days)


def _following(day: dt.date) -> Iterator[dt.date]:
    while True:
        day += ONE_DAY
        yield day


def _is_working(day: dt.date, holidays: Collection[dt.date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays
