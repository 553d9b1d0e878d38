"""What people type, read as what they mean."""

import pytest

from khuyencong.core.text import exact_words_asked, marked, missing_from, words_asked
from khuyencong.core.text.slips import meant


@pytest.mark.parametrize(
    ("typed", "syllable"),
    [
        ("ddawsk", "đắk"),
        ("LAWSK", "lắk"),
        ("dda81k", "đắk"),
        ("la81k", "lắk"),
        ("d9a81k", "đắk"),
        ("vieetj", "việt"),
        ("viet65", "việt"),
        ("nguyeenx", "nguyễn"),
        ("truwowngf", "trường"),
        ("tru7o7ng2", "trường"),
        ("cuongwf", "cường"),
        ("hoaf", "hòa"),
        ("phee", "phê"),
        ("coong", "công"),
        ("ddoongf", "đồng"),
        ("thuowng", "thương"),
    ],
)
def test_a_slip_is_read_as_the_syllable_it_would_have_made(typed, syllable):
    assert meant(typed) == syllable


@pytest.mark.parametrize(
    "typed", ["dak", "lắk", "hoang", "htx", "sx", "0912345678", "b52", "h1n1", "as", "krong", "www"]
)
def test_plain_words_and_codes_are_no_slips(typed):
    assert meant(typed) == ""


def test_only_the_last_word_may_still_be_growing():
    assert words_asked("mắc ca") == "'mac' & 'ca':*"
    assert words_asked(" % ") == ""


def test_an_abbreviation_and_its_long_form_are_one():
    assert words_asked("htx") == "(('htx':*) | ('hop' & 'tac' & 'xa'))"
    assert words_asked("hợp tác xã Ea Tu") == ("(('hop' & 'tac' & 'xa') | ('htx')) & 'ea' & 'tu':*")


def test_a_slip_is_asked_both_ways():
    assert words_asked("ddawsk lawsk") == "(('ddawsk') | ('dak')) & (('lawsk':*) | ('lak'))"


def test_exact_words_are_asked_only_where_accents_were_typed():
    assert exact_words_asked("mac ca") == ""
    assert exact_words_asked("Hòa") == exact_words_asked("Hoà") == exact_words_asked("hoaf")
    assert exact_words_asked("mạc ca").endswith(" & 'ca':*")
    assert "''" in exact_words_asked("mạc")  # the sign of the heavy tone is a quote


def test_marks_show_which_words_answer():
    assert marked("HTX Cà phê Đắk Lắk", "ca phe") == [
        ("HTX ", False),
        ("Cà", True),
        (" ", False),
        ("phê", True),
        (" Đắk Lắk", False),
    ]
    assert marked("Đắk", "ddawsk") == [("Đắk", True)]
    assert marked("Hợp tác", "htx") == [("Hợp", True), (" ", False), ("tác", True)]


def test_words_that_a_text_lacks_are_told():
    assert missing_from("HTX Cà phê", "ca phe 0905") == "0905"
    assert missing_from("", "ca phe") == "ca phe"
