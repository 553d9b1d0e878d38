"""Days, years and papers as lists write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.importing.reading.days import (
    from_serial,
    read_day,
    read_decision,
    read_span,
    read_year,
)

DAYS = st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2099, 12, 31))
FORMS = [
    "{:%d/%m/%Y}",
    "{:%d.%m.%Y}",
    "{:%d-%m-%Y}",
    "{:%Y-%m-%d}",
    "ngày {0.day} tháng {0.month} năm {0.year}",
]


@given(DAYS, st.sampled_from(FORMS))
def test_every_usual_way_of_writing_a_day_is_read(day, form):
    found = read_day(form.format(day))
    assert found is not None
    assert found.value == day


@given(DAYS)
def test_a_number_beside_a_day_is_told_from_it(day):
    found = read_decision(f"QĐ số 688/QĐ-UBND\nngày {day:%d/%m/%Y}")
    assert found is not None
    assert found.value == f"688/QĐ-UBND|{day.isoformat()}"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Năm 2022", 2022),
        ("10/2012", "2012-10"),
        ("tháng 4/2024", "2024-04"),
        ("5.3.12", dt.date(2012, 3, 5)),
    ],
)
def test_part_of_a_day_is_kept_as_such(text, value):
    found = read_day(text)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("text", "code"), [("30/02/2020", "date.none"), ("12/25/2020", "date.turned")]
)
def test_an_impossible_day_is_doubted(text, code):
    found = read_day(text)
    assert found is not None
    assert [problem.code for problem in found.problems] == [code]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3872/QĐ-BCT", "3872/QĐ-BCT|"),
        ("2007 ngày 02/12/2023", "2007|2023-12-02"),
        ("4216/QĐ-UBND, 26.12.2019", "4216/QĐ-UBND|2019-12-26"),
        ("ngày 02/12/2023", "|2023-12-02"),
        ("Quyết định số 12/2020/QĐ-UBND (3/5/2020)", "12/2020/QĐ-UBND|2020-05-03"),
    ],
)
def test_papers_are_told_by_number_and_day(text, value):
    found = read_decision(text)
    assert found is not None
    assert found.value == value


def test_words_are_no_day_year_or_paper():
    assert read_day("chưa rõ") is None
    assert read_year("2021-2025") is None
    assert read_decision("đang trình") is None
    assert read_span("tháng 5") is None


def test_spans_share_what_the_first_day_leaves_out():
    wanted = (dt.date(2012, 10, 12), dt.date(2012, 10, 17))
    assert read_span("12-17/10/2012") == wanted
    assert read_span("Từ ngày 12/10 đến ngày 17/10/2012") == wanted
    assert read_span("12/10/2012 - 17/10/2012") == wanted


def test_days_that_excel_counts_are_known():
    assert from_serial(43831.0) == dt.date(2020, 1, 1)
    assert from_serial(2020.0) is None
