"""Reading cells of the published lists."""

import datetime as dt

import pytest

from khuyencong.geography.queries import provinces_on
from khuyencong.importing.sample import figures
from khuyencong.importing.sample.places import Places
from khuyencong.importing.sample.reading import day, number, rows_of, source_of, vnd, words
from khuyencong.reports.enums import PeriodKind


@pytest.mark.parametrize(
    ("million", "dong"),
    [("", None), ("0", 0), ("170", 170_000_000), ("0.1", 100_000), ("2309.5", 2_309_500_000)],
)
def test_million_becomes_exact_dong(million, dong):
    assert vnd(million) == dong


def test_less_than_a_dong_is_refused():
    with pytest.raises(ValueError, match="whole number"):
        vnd("0.0000001")


def test_empty_and_vague_cells_are_unknown():
    assert (number(""), number("2024")) == (None, 2024)
    assert (day(""), day("2024"), day("2024-06-26")) == (None, None, dt.date(2024, 6, 26))


@pytest.mark.parametrize(
    ("published", "url", "title"),
    [
        ("https://a.vn/b", "https://a.vn/b", "Bài"),
        ("https://a.vn/b (san-pham)", "https://a.vn/b", "Bài (san-pham)"),
        ("article:003_f76f", "", "Bài article:003_f76f"),
    ],
)
def test_what_is_no_address_is_kept_with_the_title(published, url, title):
    row = {"source_url": published, "source_title": "Bài", "source_date": "", "retrieved_on": ""}
    source = source_of(row)
    assert (source["source_url"], source["source_title"]) == (url, title)


@pytest.mark.parametrize(
    ("table", "file", "column"),
    [
        ("trades", "establishments", "trade_group"),
        ("award_levels", "products", "level"),
        ("award_statuses", "products", "status"),
        ("scheme_kinds", "schemes", "content_type"),
        ("funds", "schemes", "programme"),
        ("scheme_states", "schemes", "status_code"),
    ],
)
def test_every_word_of_a_list_has_a_meaning_and_every_meaning_is_used(table, file, column):
    assert words(table).keys() == {row[column] for row in rows_of(file)}


def test_every_article_figure_is_used_by_its_indicator():
    fields = {row["english_field"] for row in rows_of("article_figures")}
    assert words("article_indicators").keys() <= fields


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2012-2024", PeriodKind.MULTI_YEAR, "2012-01-01", "2024-12-31"),
        ("2016", PeriodKind.YEAR, "2016-01-01", "2016-12-31"),
        ("2022 đợt 1", PeriodKind.BATCH, "2022-01-01", "2022-12-31"),
        ("6 tháng đầu năm 2022", PeriodKind.HALF_YEAR, "2022-01-01", "2022-06-30"),
        ("2022-01-01..2022-06-30", PeriodKind.HALF_YEAR, "2022-01-01", "2022-06-30"),
        ("đến 2024", PeriodKind.CUMULATIVE, None, "2024-12-31"),
        ("2024-10-31", PeriodKind.UNKNOWN, "2024-10-31", "2024-10-31"),
    ],
)
def test_periods_of_the_articles_mean_days(text, kind, first, last):
    ends = [d and dt.date.fromisoformat(d) for d in (first, last)]
    assert figures._days(text) == (kind, *ends)


@pytest.mark.django_db
def test_a_figure_of_an_unknown_indicator_stops_the_load(monkeypatch):
    known = {
        "indicators": [{"indicator": "a"}],
        "province_reports": [{"indicator": "b", "report_id": "R1"}],
    }
    monkeypatch.setattr(figures, "rows_of", known.__getitem__)
    with pytest.raises(ValueError, match="R1: b"):
        list(figures.report_figures(Places(dt.date(2026, 11, 21))))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "last", "is_old"),
    [
        ("Đắk Lắk", "Đắk Lắk", "2024-12-31", True),
        ("Đắk Lắk", "Đắk Lắk", "2025-12-31", True),  # merged: the source spoke of the old one
        ("", "Đắk Lắk", "2025-12-31", False),
        ("Lạng Sơn", "Lạng Sơn", "2024-12-31", True),
        ("Lạng Sơn", "Lạng Sơn", "2025-12-31", False),  # not merged: the same ground goes on
        ("Quảng Bình", "Quảng Trị", "2025-12-31", True),
        ("Lạng Sơn", "Lạng Sơn", "", True),
    ],
)
def test_a_figure_speaks_of_the_unit_of_its_time(old, new, last, is_old):
    today = dt.date(2026, 11, 21)
    found = Places(today).province_at(old, new, day(last))
    assert (found not in set(provinces_on(today))) is is_old
