from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.money import (
    MAX_VND,
    MILLION,
    format_million,
    format_number,
    format_vnd,
    parse_vnd,
)

amounts = st.integers(0, MAX_VND)


@given(amounts)
def test_what_is_written_in_dong_reads_back(vnd):
    assert parse_vnd(format_vnd(vnd)) == vnd


@given(amounts)
def test_what_is_written_in_million_reads_back_exactly(vnd):
    assert parse_vnd(format_million(vnd), unit=MILLION) == vnd
    assert parse_vnd(f"{format_million(vnd)} triệu") == vnd


def refusal_of(text):
    try:
        assert 0 <= parse_vnd(text) <= MAX_VND
    except ValueError as error:
        return str(error)
    return "Số tiền"


@given(st.text(max_size=100))
def test_any_text_gives_an_amount_or_a_vietnamese_sentence(text):
    assert refusal_of(text).startswith("Số tiền")


def test_dong_and_million_are_grouped_by_dots():
    assert format_vnd(1_056_000_000) == "1.056.000.000"
    assert format_vnd(-1_500) == "-1.500"
    assert format_million(1_056_000_000) == "1.056"
    assert format_million(2_309_500_000) == "2.309,5"
    assert format_million(1) == "0,000001"
    assert format_million(100 * MILLION) == "100"


def test_numbers_lose_only_zeros_after_the_comma():
    assert format_number(107505) == "107.505"
    assert format_number(Decimal("12.50")) == "12,5"
    assert format_number(Decimal("1200.00")) == "1.200"


@pytest.mark.parametrize(
    ("text", "vnd"),
    [
        ("1.056.000", 1_056_000),
        ("1 056 000", 1_056_000),
        ("1\u00a0056\u00a0000 đ", 1_056_000),
        ("1056000", 1_056_000),
        ("300 triệu", 300_000_000),
        ("300 trđ", 300_000_000),
        ("300tr", 300_000_000),
        ("300 triệu đồng", 300_000_000),
        ("18,9 tỷ", 18_900_000_000),
        ("18,9 tỉ Đồng", 18_900_000_000),
        ("18,9 tỷ".encode().decode(), 18_900_000_000),
        ("500 nghìn", 500_000),
        (" 25.000 VNĐ ", 25_000),
        ("0", 0),
    ],
)
def test_the_usual_spellings_are_read(text, vnd):
    assert parse_vnd(text) == vnd


def test_a_bare_number_takes_the_unit_of_its_field_and_a_written_unit_wins():
    assert parse_vnd("1.056", unit=MILLION) == 1_056_000_000
    assert parse_vnd("2.309,5", unit=MILLION) == 2_309_500_000
    assert parse_vnd("2 tỷ", unit=MILLION) == 2_000_000_000
    assert parse_vnd("5.000 đồng", unit=MILLION) == 5_000


@pytest.mark.parametrize(
    ("text", "part_of_message"),
    [
        ("-5", "không được âm"),
        ("− 5 triệu", "không được âm"),
        ("", "chưa đọc được"),
        ("năm triệu", "chưa đọc được"),
        ("1.5 tỷ", "chưa đọc được"),
        ("1.05.000", "chưa đọc được"),
        ("1.056 000", "chưa đọc được"),
        ("5 đô la", "chưa đọc được"),
        ("1,5", "phần lẻ"),
        ("0,0000001 triệu", "phần lẻ"),
        ("9" * 30, "quá lớn"),
        ("9" * 10_000, "chưa đọc được"),
        ("5\x00", "chưa đọc được"),
        ("٣٠٠", "chưa đọc được"),
    ],
)
def test_an_amount_that_cannot_be_meant_is_refused_in_vietnamese(text, part_of_message):
    with pytest.raises(ValueError, match=part_of_message):
        parse_vnd(text)
