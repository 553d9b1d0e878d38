"""The period that a figure of a workbook speaks of."""

import re

from khuyencong.core import periods
from khuyencong.core.periods import Period
from khuyencong.core.text import fold

YEARS = re.compile(r"(?:giai doan |tu |nam )*(\d{4})\s*(?:-|–|den|toi)\s*(?:nam )?(\d{4})")
HALF = re.compile(r"(?:6|sau) thang (dau|cuoi) nam (\d{4})|(?:6|sau) thang/(\d{4})")
QUARTER = re.compile(r"quy (iv|iii|ii|i|[1-4])\D*(\d{4})")
MONTHS = re.compile(r"(9|11|chin) thang\D*(\d{4})")
YEAR = re.compile(r"(?:ca )?(?:nam )?(\d{4})(?:\.0)?")
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
SANE = range(1990, 2101)


def period_of(text: str) -> tuple[str, Period] | None:
    """Return kind and days of a period as lists write it, None where it is not understood."""
    folded = fold(text).strip(" .()")
    for pattern, read in ((HALF, _half), (QUARTER, _quarter), (MONTHS, _months), (YEARS, _years)):
        if found := pattern.search(folded):
            return read(found)
    found = YEAR.fullmatch(folded)
    return ("year", periods.year(int(found[1]))) if found and int(found[1]) in SANE else None


def _half(found: re.Match[str]) -> tuple[str, Period] | None:
    year = int(found[2] or found[3])
    half = 2 if found[1] == "cuoi" else 1
    return ("half_year", periods.half_year(year, half)) if year in SANE else None


def _quarter(found: re.Match[str]) -> tuple[str, Period] | None:
    part = QUARTERS.get(found[1]) or int(found[1])
    return ("quarter", periods.quarter(int(found[2]), part)) if int(found[2]) in SANE else None


def _months(found: re.Match[str]) -> tuple[str, Period] | None:
    year, last = int(found[2]), 11 if found[1] == "11" else 9
    if year not in SANE:
        return None
    span = Period(periods.month(year, 1).first, periods.month(year, last).last)
    return ("11_months" if last == 11 else "9_months"), span


def _years(found: re.Match[str]) -> tuple[str, Period] | None:
    first, last = int(found[1]), int(found[2])
    if first not in SANE or last not in SANE or last < first:
        return None
    return ("year" if first == last else "multi_year"), periods.years(first, last)
