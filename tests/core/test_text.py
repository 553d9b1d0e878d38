import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.text import MOST_TERMS, clean, clean_lines, fold, search_terms, sort_key


@given(st.text())
def test_folding_and_cleaning_twice_change_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)
    assert clean_lines(clean_lines(text)) == clean_lines(text)


@given(st.text())
def test_composed_and_decomposed_spellings_are_one(text):
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert clean(composed) == clean(decomposed)
    assert fold(composed) == fold(decomposed)
    assert sort_key(composed) == sort_key(decomposed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Đăk Lăk", "Đắk Lắk"),
        ("\u0110ắk", "\u00d0ắk"),
        ("\u0110ắk", "\u0189ắk"),
        ("Ea H'leo", "Ea H’leo"),
        ("Cư M'gar", "Cư Mgar"),
        ("Krông  Pắc", "KRÔNG PẮC"),
        ("Buôn Ƀuk", "buon buk"),
        ("Čư", "cư"),
    ],
)
def test_spellings_of_one_name_fold_alike(one, other):
    assert fold(one) == fold(other)


def test_folding_keeps_what_distinguishes_names():
    assert fold("Cà phê Đắk Lắk") == "ca phe dak lak"
    assert fold("Tuy Hoà 2") == "tuy hoa 2"
    assert fold("Ba Vì") != fold("Bà Và")


def test_cleaning_leaves_one_line_of_visible_text():
    assert clean("  Công\u00a0ty\t\u200bTNHH \n A\u0301nh ") == "Công ty TNHH Ánh"
    assert clean_lines(" một  dòng \r\n\n\n\n hai ") == "một dòng\n\nhai"


IN_ORDER = "10,9,An,Án,Anh,Ăn,Ắng,Ân,Ba,Ba Vì,Bà,Bà Rịa,Bả,Bã,Bá,Bạ,Da,Đa,E,Ê,O,Ô,Ơ,U,Ư,Xã,Zen"


@given(st.permutations(IN_ORDER.split(",")))
def test_names_sort_in_the_vietnamese_alphabet(names):
    assert ",".join(sorted(names, key=sort_key)) == IN_ORDER


def test_tone_placement_case_and_foreign_letters_do_not_disturb_the_order():
    assert sort_key("HOÀ") == sort_key("hòa")
    assert sort_key("Ea H'leo") == sort_key("Ea Hleo")
    assert sort_key("Buôn Čư") == sort_key("Buôn Cư")
    assert sort_key("Công ty Ánh (mới)") == sort_key("công ty Ánh mới")


@given(st.text(alphabet="aàâđêhoư zĐỘ1", max_size=50))
def test_a_sort_key_is_plain_and_at_most_twice_as_long(text):
    key = sort_key(text)
    assert key.isascii()
    assert len(key) <= 2 * len(unicodedata.normalize("NFC", text))


def test_search_terms_are_folded_words_without_repetition():
    assert search_terms("Đăk Lăk, cà-phê  ĐẮK") == ("dak", "lak", "ca", "phe")
    assert search_terms("%_' \x00") == ()
    assert len(search_terms(" ".join(f"w{n}" for n in range(10_000)))) == MOST_TERMS
