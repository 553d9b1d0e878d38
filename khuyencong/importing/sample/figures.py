"""Published figures: the reports of provinces and the five source articles."""

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from khuyencong.core import periods
from khuyencong.importing.sample.places import Places
from khuyencong.importing.sample.reading import Row, day, joined, rows_of, words
from khuyencong.reports.enums import GeoLevel, PeriodKind
from khuyencong.reports.models import DeclaredFigure

ARTICLE = re.compile(r"article:(\w+)")
NATIONWIDE = "Toàn quốc"
CONTEXT = "context"  # dates, phases, numbers of papers: words without a value
YEARS = re.compile(r"(\d{4})-(\d{4})")
YEAR = re.compile(r"\d{4}")
YEAR_BATCH = re.compile(r"(\d{4}) đợt \d+")
HALF_YEAR = re.compile(r"6 tháng đầu năm (\d{4})")
UNTIL_YEAR = re.compile(r"đến (\d{4})")
DAYS = re.compile(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)")
Days = tuple[PeriodKind, dt.date | None, dt.date | None]


def report_figures(places: Places) -> Iterator[DeclaredFigure]:
    """Yield the published results; raises ValueError for an indicator that the list does not name."""
    known = {row["indicator"] for row in rows_of("indicators")}
    for row in rows_of("province_reports"):
        if row["indicator"] not in known:
            raise ValueError(f"{row['report_id']}: {row['indicator']} is no known indicator")
        yield _report_figure(row, places)


def article_figures(places: Places) -> Iterator[DeclaredFigure]:
    """Yield the figures of the articles; dates and phases among them have no numeric value."""
    sources = _article_sources()
    for line, row in enumerate(rows_of("article_figures"), start=1):
        kind, first, last = _days(row["period"])
        yield DeclaredFigure(
            reference=f"A{line:03}",
            indicator=words("article_indicators").get(row["english_field"], row["english_field"]),
            label=row["label_vi"],
            value=Decimal(row["value"]) if row["kind"] != CONTEXT else None,
            value_text=row["value"],
            unit=row["unit"],
            qualifier=row["qualifier"],
            topic=row["kind"],
            period_kind=kind,
            period_text=row["period"],
            first_on=first,
            last_on=last,
            is_plan=row["english_field"].startswith("plan_"),
            **_article_place(row["province"], last, places),
            **sources[row["file"]],
        )


def _report_figure(row: Row, places: Places) -> DeclaredFigure:
    last = day(row["period_end"])
    area = None
    if row["geo_level"] in (GeoLevel.PROVINCE, GeoLevel.DISTRICT):
        area = places.province_at(row["province_old"], row["province_new"], last)
    return DeclaredFigure(
        reference=row["report_id"],
        indicator=row["indicator"],
        label=row["label_vi"],
        value=Decimal(row["value"]),
        value_text=row["value"],
        unit=row["unit"],
        qualifier=row["qualifier"],
        geo_level=row["geo_level"],
        area=area,
        place_text=joined(row["district"], row["province_published"], by=", "),
        period_kind=row["period_type"],
        period_text=row["period_raw"],
        first_on=day(row["period_start"]),
        last_on=last,
        is_plan=row["is_plan"] == "1",
        is_uncertain=row["period_uncertain"] == "1",
        topic=row["topic"],
        note=joined(
            row["note"],
            "các nguồn mâu thuẫn nhau" if row["conflict"] == "1" else "",
            f"cũng có ở {row['also_in']}" if row["also_in"] else "",
            f"ngày của nguồn: {row['source_date']}" if row["source_date"] else "",
        ),
        source_url=row["source_url"],
        source_title=row["source_title"],
        retrieved_on=day(row["retrieved_on"]),
    )


def _article_place(name: str, last: dt.date | None, places: Places) -> dict[str, Any]:
    if name == NATIONWIDE or "(" in name:  # "Bình Phước (Trung ương)": a meeting there, about all
        return {"geo_level": GeoLevel.COUNTRY, "area": None, "place_text": name}
    area = places.province_at(name, name, last)
    return {"geo_level": GeoLevel.PROVINCE, "area": area, "place_text": name}


def _article_sources() -> dict[str, dict[str, Any]]:
    """Return title and day of each article, as the other lists cite it."""
    found: dict[str, dict[str, Any]] = {}
    for name in ("province_reports", "schemes"):
        for row in rows_of(name):
            cited = ARTICLE.match(row["source_url"])
            if cited:
                found[cited[1]] = {
                    "source_url": row["source_url"],
                    "source_title": row["source_title"],
                    "retrieved_on": day(row["retrieved_on"]),
                }
    return found


def _days(text: str) -> Days:
    """Return what a period of the articles means in days, inclusive."""
    if years := YEARS.fullmatch(text):
        span = periods.years(int(years[1]), int(years[2]))
        return PeriodKind.MULTI_YEAR, span.first, span.last
    if YEAR.fullmatch(text):
        span = periods.year(int(text))
        return PeriodKind.YEAR, span.first, span.last
    if batch := YEAR_BATCH.fullmatch(text):
        span = periods.year(int(batch[1]))
        return PeriodKind.BATCH, span.first, span.last
    if half := HALF_YEAR.fullmatch(text):
        span = periods.half_year(int(half[1]), 1)
        return PeriodKind.HALF_YEAR, span.first, span.last
    return _open_or_single_days(text)


def _open_or_single_days(text: str) -> Days:
    if until := UNTIL_YEAR.fullmatch(text):
        return PeriodKind.CUMULATIVE, None, periods.year(int(until[1])).last
    if days := DAYS.fullmatch(text):
        return PeriodKind.HALF_YEAR, day(days[1]), day(days[2])
    return PeriodKind.UNKNOWN, day(text), day(text)
