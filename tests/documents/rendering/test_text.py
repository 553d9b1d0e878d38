"""Small rules of writing: dates, numbers, even lines."""

import datetime as dt

import pytest
from docx.shared import Cm

from khuyencong.documents.registry import calendar_day
from khuyencong.documents.rendering.text import balanced, ended, official_number, printable


@pytest.mark.parametrize(
    ("on", "text"),
    [
        (dt.date(2026, 1, 9), "ngày 09 tháng 01 năm 2026"),
        (dt.date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (dt.date(2026, 3, 1), "ngày 01 tháng 3 năm 2026"),
        (dt.date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_days_below_ten_and_the_first_two_months_carry_a_zero(on, text):
    assert calendar_day(on) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("5/QĐ-SCT", "05/QĐ-SCT"),
        ("9", "09"),
        ("12/QĐ-SCT", "12/QĐ-SCT"),
        ("02479/QĐ-UBND", "02479/QĐ-UBND"),
        ("/QĐ-SCT", "       /QĐ-SCT"),
        ("", ""),
    ],
)
def test_numbers_below_ten_carry_a_zero_and_room_is_left_for_a_missing_one(number, text):
    assert official_number(number) == text


def test_names_break_evenly_instead_of_leaving_one_word():
    name = "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK"
    assert balanced(name, 12, Cm(6.2)) == ["ỦY BAN NHÂN DÂN", "TỈNH ĐẮK LẮK"]
    assert balanced(name, 12, Cm(12)) == [name]
    assert balanced("", 12, Cm(2)) == [""]
    assert balanced("MỘTTỪRẤTDÀI" * 5, 12, Cm(2)) == ["MỘTTỪRẤTDÀI" * 5]


def test_a_percent_sign_stays_with_its_figure():
    assert printable("ít nhất 50 % tổng; % khác") == "ít nhất 50\u00a0% tổng; % khác"


@pytest.mark.parametrize(
    ("items", "ends"),
    [
        (("một", "hai", "ba"), ["một;", "hai;", "ba."]),
        (("một;", "hai ", "ba./."), ["một;", "hai;", "ba./."]),
        ((), []),
    ],
)
def test_items_of_a_list_get_their_sign(items, ends):
    assert ended(items) == ends
