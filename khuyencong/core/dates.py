"""Days as Vietnam writes them: day, month, year. Django's own "vi" formats read them wrongly."""

import datetime as dt
import re

DAY_FIRST = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
FIRST_YEAR, LAST_YEAR = 1900, 2199


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
