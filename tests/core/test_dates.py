import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.dates import format_date, parse_date

days = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@given(days)
def test_a_written_day_reads_back(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day


def refusal_of(text):
    try:
        return format_date(parse_date(text))
    except ValueError as error:
        return str(error)


@given(st.from_regex(r"[0-9]{1,4}[/.-][0-9]{1,2}[/.-][0-9]{1,4}") | st.text(max_size=30))
def test_any_text_gives_a_day_or_a_vietnamese_sentence(text):
    assert re.match(r"Ngày phải|Năm phải|Không có ngày|\d\d/\d\d/\d{4}$", refusal_of(text))


def test_the_day_comes_before_the_month():
    assert format_date(dt.date(2026, 3, 5)) == "05/03/2026"
    for text in ("05/03/2026", "5/3/2026", " 5-3-2026 ", "5.3.2026", "2026-03-05"):
        assert parse_date(text) == dt.date(2026, 3, 5)
    assert parse_date("21/11/2026") == dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("31/02/2026", "Không có ngày 31/02/2026 trong lịch."),
        ("2026-02-30", "Không có ngày 30/02/2026 trong lịch."),
        ("03/21/2026", "Không có ngày 03/21/2026 trong lịch."),
        ("5/3/26", "Ngày phải viết theo thứ tự ngày/tháng/năm, ví dụ 05/03/2026."),
        ("", "Ngày phải viết theo thứ tự ngày/tháng/năm, ví dụ 05/03/2026."),
        ("1/1/0001", "Năm phải nằm trong khoảng từ 1900 đến 2199."),
        ("1/1/2200", "Năm phải nằm trong khoảng từ 1900 đến 2199."),
    ],
)
def test_an_impossible_day_is_refused_in_vietnamese(text, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole message is compared below
        parse_date(text)
    assert str(caught.value) == message
