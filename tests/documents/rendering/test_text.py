"""Small rules of writing: dates, numbers, even lines."""

import datetime as dt

import pytest
from docx.shared import Cm

from khuyencong.documents.rendering.text import balanced, long_date, numbered


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (dt.date(2026, 1, 9), "Đắk Lắk, ngày 09 tháng 01 năm 2026"),
        (dt.date(2026, 2, 10), "Đắk Lắk, ngày 10 tháng 02 năm 2026"),
        (dt.date(2026, 3, 1), "Đắk Lắk, ngày 01 tháng 3 năm 2026"),
        (dt.date(2026, 12, 31), "Đắk Lắk, ngày 31 tháng 12 năm 2026"),
        (None, "Đắk Lắk, ngày … tháng … năm …"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(on, text):
    assert long_date("Đắk Lắk", on) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("5/QĐ-SCT", "Số: 05/QĐ-SCT"),
        ("9", "Số: 09"),
        ("12/QĐ-SCT", "Số: 12/QĐ-SCT"),
        ("02479/QĐ-UBND", "Số: 02479/QĐ-UBND"),
        ("/QĐ-SCT", "Số:        /QĐ-SCT"),
        ("", "Số: "),
    ],
)
def test_numbers_below_ten_carry_a_zero_and_room_is_left_for_a_missing_one(number, text):
    assert numbered(number) == text


def test_names_break_evenly_instead_of_leaving_one_word():
    name = "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK"
    assert balanced(name, 12, Cm(6.2)) == ["ỦY BAN NHÂN DÂN", "TỈNH ĐẮK LẮK"]
    assert balanced(name, 12, Cm(12)) == [name]
    assert balanced("MỘTTỪRẤTDÀI" * 5, 12, Cm(2)) == ["MỘTTỪRẤTDÀI" * 5]
