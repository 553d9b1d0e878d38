import datetime as dt

import pytest

from khuyencong.establishments.models import Establishment, Product
from khuyencong.geography.queries import find_province
from tests.accounts.factories import dak_lak
from tests.establishments.factories import establishment, product

pytestmark = pytest.mark.django_db
LAST_OLD_DAY = dt.date(2025, 6, 30)


def found(text):
    return [e.name for e in Establishment.objects.nearest(text)]


def test_words_are_found_without_accents_in_name_trade_place_and_products():
    here = dak_lak()
    coffee = establishment("HTX Thăng Tiến", province=here.unit, trade_text="cà phê bột")
    establishment("HTX chè Hảo Đạt", trade_text="chế biến chè")
    product(coffee, "Mắc ca sấy")
    for text in ("dak lak ca phe", "Đăk Lăk", "mac ca", "ÐẮK LẮK", "thang tien htx"):
        assert found(text) == ["HTX Thăng Tiến"], text


def test_every_word_must_be_there():
    establishment("HTX Thăng Tiến", trade_text="cà phê")
    assert found("thang tien dieu") == []
    assert found("thang ca") == ["HTX Thăng Tiến"]


def test_a_word_is_found_by_its_beginning_not_from_inside():
    establishment("HTX Thăng Tiến")
    assert found("tha") == ["HTX Thăng Tiến"]
    assert found("hang") == []


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTX Ea Tu", "hợp tác xã"),
        ("Hợp tác xã Ea Tu", "htx"),
        ("Công ty TNHH Ea Tu", "trách nhiệm hữu hạn"),
        ("Công ty trách nhiệm hữu hạn Ea Tu", "TNHH"),
        ("Hội CNNT Ea Tu", "cong nghiep nong thon"),
        ("Hội công nghiệp nông thôn Ea Tu", "cnnt"),
    ],
)
def test_abbreviations_are_known_both_ways(written, asked):
    establishment(written, legal_form="unknown")
    assert found(asked) == [written]


def test_hoa_is_found_in_either_spelling_of_its_tone():
    establishment("Cơ sở Hoà Phú")
    establishment("Cơ sở Hòa Thắng")
    for text in ("Hòa", "Hoà", "hoa"):
        assert found(text) == ["Cơ sở Hoà Phú", "Cơ sở Hòa Thắng"]


def test_an_apostrophe_does_not_hide_a_name():
    establishment("HTX Cư M'gar")
    assert found("cu mgar") == found("Cư M’gar") == ["HTX Cư M'gar"]


def test_exact_accents_come_first_then_the_beginning_of_the_name_then_the_rest():
    establishment("Bánh mạc ca")
    establishment("Mác cá Hùng")
    establishment("Vườn mắc ca")
    assert found("mắc ca") == ["Vườn mắc ca", "Mác cá Hùng", "Bánh mạc ca"]
    assert found("mac ca") == ["Mác cá Hùng", "Bánh mạc ca", "Vườn mắc ca"]


def test_rows_of_the_same_nearness_follow_the_vietnamese_alphabet():
    for name in ("HTX Đông", "HTX Dũng", "HTX Ánh"):
        establishment(name)
    assert found("htx") == ["HTX Ánh", "HTX Dũng", "HTX Đông"]


def test_old_and_new_place_names_find_the_same_establishment():
    new = dak_lak().unit
    old = find_province("Phú Yên", LAST_OLD_DAY)
    establishment("HTX Biển", province=new, old_unit=old)
    assert found("phu yen") == found("dak lak") == ["HTX Biển"]


def test_no_word_asks_for_nothing():
    establishment("HTX Một")
    assert found("  ") == found("%") == ["HTX Một"]


def test_the_broad_name_of_the_trade_counts_only_where_nothing_closer_is_known():
    establishment("Cơ sở A", trade="mechanics")
    establishment("Cơ sở B", trade="mechanics", trade_text="máy cắt cỏ")
    assert found("cơ khí") == ["Cơ sở A"]


def test_products_are_found_by_their_maker_and_their_name():
    product(establishment("HTX Thăng Tiến"), "Cà phê bột")
    for text in ("ca phe", "thang tien"):
        assert [p.name for p in Product.objects.search(text)] == ["Cà phê bột"]
