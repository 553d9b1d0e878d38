"""Numbers as lists write them: the sign before decimals is told by the column."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.money import format_number
from khuyencong.importing.reading.amounts import Scale, read_money, scale_of
from khuyencong.importing.reading.numbers import MILLION, Style, read_number, style_of, unit_in
from khuyencong.importing.reading.profiles import profile

EXACT = st.decimals(min_value=0, max_value=10**9, places=2).map(Decimal.normalize)


@given(EXACT)
def test_what_we_write_is_read_back(number):
    amount = read_number(format_number(number), Style.COMMA)
    assert amount is not None
    assert amount.value == number


@given(EXACT)
def test_english_writing_is_read_back_in_an_english_column(number):
    amount = read_number(f"{number:,f}", Style.POINT)
    assert amount is not None
    assert amount.value == number


@pytest.mark.parametrize(
    ("text", "million"),
    [
        ("1.056", "1056"),
        ("2.309,5", "2309.5"),
        ("300 trđ", "300"),
        ("18,9 tỷ", "18900"),
        ("1 tỷ 200 triệu", "1200"),
        ("300.000.000", "300"),
        ("10.000.000.000 đồng", "10000"),
        ("90,6 triệu đồng", "90.6"),
        ("1 056", "1056"),
        ("12.5", "12.5"),
        ("250.000 nghìn đồng", "250"),
    ],
)
def test_money_is_read_in_million(text, million):
    read = read_money(text, Scale(usual=300.0), "")
    assert (read.value, read.problems) == (Decimal(million), ())


@pytest.mark.parametrize("text", ["-", "", "…", "không rõ"])
def test_what_is_unknown_is_no_number_and_no_problem(text):
    assert read_money(text, Scale(), "") == (None, (), ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2,5-3", "number.none"),
        ("xem phụ lục", "number.none"),
        ("khoảng 300", "number.about"),
        ("300 USD", "number.unit"),
        ("1,056", "number.either_way"),
        ("310.000", "number.other_unit"),
    ],
)
def test_a_doubtful_amount_is_marked(text, code):
    read = read_money(text, Scale(usual=300.0), "")
    assert [problem.code for problem in read.problems] == [code]


def test_a_column_tells_its_decimal_sign():
    assert style_of(["1.056", "2.309,5"]) == (Style.COMMA, True)
    assert style_of(["1,056", "2,309.5"]) == (Style.POINT, True)
    assert style_of(["1.056", "300"]) == (Style.COMMA, False)


def test_commas_before_three_digits_throughout_divide_thousands():
    scale = scale_of("money", profile(["1,056", "2,300", "1,200", "300"], ""), "")
    assert read_money("1,056", scale, "") == (Decimal(1056), ("đọc số từ chữ",), ())


def test_a_column_of_large_numbers_is_in_dong():
    assert scale_of("money", profile([24_000_000.0, 210_000_000.0], ""), "").worth == 1
    assert scale_of("money", profile([24.0, 210.0], ""), "").worth == MILLION


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Biểu số 01/KC - ĐVT: triệu đồng", "trieu dong"),
        ("Kinh phí (đồng)", "dong"),
        ("Đơn vị tính: 1.000 đồng", "1 000 dong"),
        ("Số, ngày hợp đồng", ""),
        ("Kinh phí hỗ trợ", ""),
    ],
)
def test_a_unit_is_found_where_one_is_named(text, unit):
    assert unit_in(text) == unit
