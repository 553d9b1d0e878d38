"""Periods of days, as plans and reports name them."""

import calendar
import datetime as dt
from dataclasses import dataclass

from khuyencong.core.dates import format_date

ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, order=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: dt.date
    last: dt.date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.")

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day <= self.last

    def contains(self, other: "Period") -> bool:
        """Whether `other` lies wholly inside."""
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.first <= other.last and other.first <= self.last

    @property
    def label(self) -> str:
        """The period's usual name: "Quý II/2024", "Năm 2024", "Giai đoạn 2012–2024", else its days."""
        year_no = self.first.year
        for known, name in _named(year_no, self.first.month):
            if self == known:
                return name
        if self == years(year_no, self.last.year):
            return f"Giai đoạn {year_no}–{self.last.year}"
        return f"Từ {format_date(self.first)} đến {format_date(self.last)}"


def year(number: int) -> Period:
    """Return a calendar year."""
    return years(number, number)


def years(first: int, last: int) -> Period:
    """Return the calendar years from `first` to `last`."""
    return Period(dt.date(first, 1, 1), dt.date(last, 12, 31))


def half_year(number: int, half: int) -> Period:
    """Return the first or second six months of a year."""
    return _months(number, 6 * half - 5, 6 * half)


def quarter(number: int, part: int) -> Period:
    """Return quarter 1 to 4 of a year."""
    return _months(number, 3 * part - 2, 3 * part)


def month(number: int, part: int) -> Period:
    """Return month 1 to 12 of a year."""
    return _months(number, part, part)


def _months(number: int, first: int, last: int) -> Period:
    end = calendar.monthrange(number, last)[1]
    return Period(dt.date(number, first, 1), dt.date(number, last, end))


def _named(number: int, first_month: int) -> list[tuple[Period, str]]:
    """Return the periods with a name that may begin in `first_month`."""
    half, part = (first_month + 5) // 6, (first_month + 2) // 3
    return [
        (year(number), f"Năm {number}"),
        (half_year(number, half), f"6 tháng {('đầu', 'cuối')[half - 1]} năm {number}"),
        (quarter(number, part), f"Quý {ROMAN[part - 1]}/{number}"),
        (month(number, first_month), f"Tháng {first_month}/{number}"),
    ]
