"""From names in texts to units."""

import datetime as dt

import pytest

from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.queries import Locator, find_province, find_unit, locate

pytestmark = pytest.mark.django_db
THEN, NOW = dt.date(2024, 6, 1), dt.date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Đăk Lăk", "Đắk Lắk"),
        ("dak lak", "Đắk Lắk"),
        ("DakLak", "Đắk Lắk"),
        ("Đắc Lắc", "Đắk Lắk"),
        ("tỉnh Lạng Sơn", "Lạng Sơn"),
        ("TP. Hồ Chí Minh", "Hồ Chí Minh"),
        ("TP.HCM", "Hồ Chí Minh"),
        ("TPHCM", "Hồ Chí Minh"),
        ("Thành phố Hà Nội", "Hà Nội"),
        ("Thừa Thiên Huế", "Huế"),
        ("TT Huế", "Huế"),
        ("Khánh Hoà", "Khánh Hòa"),
        ("BR-VT", "Bà Rịa - Vũng Tàu"),
        ("Bà Rịa-Vũng Tàu", "Bà Rịa - Vũng Tàu"),
    ],
)
def test_a_province_is_found_however_it_is_written(written, name):
    assert find_province(written, THEN).name == name


@pytest.mark.parametrize("written", ["Bà Rịa - Vũng Tàu", "Toàn quốc", "", "Đắk"])
def test_a_province_that_is_not_of_the_day_is_not_found(written):
    assert find_province(written, NOW) is None


def test_a_commune_with_its_kind_inside_a_province():
    lang_son = find_province("Lạng Sơn", NOW)
    assert find_unit("xã Ba Sơn", UnitLevel.COMMUNE, NOW, lang_son).name == "Ba Sơn"
    assert find_unit("phường Ba Sơn", UnitLevel.COMMUNE, NOW, lang_son) is None
    assert find_unit("Ba Sơn", UnitLevel.COMMUNE, NOW, find_province("Đắk Lắk", NOW)) is None


def test_a_province_is_found_by_its_level():
    assert find_unit("tỉnh Lạng Sơn", UnitLevel.PROVINCE, NOW) == find_province("Lạng Sơn", NOW)


def test_a_commune_that_became_a_township_is_believed_only_with_its_district():
    text = "xã Thất Khê, huyện Tràng Định"  # a thị trấn by 2025
    assert str(locate(text, NOW)) == "xã Thất Khê"
    assert locate("phường Thất Khê, Lạng Sơn", NOW) is None


def test_a_name_that_many_units_bear_finds_none():
    assert find_unit("xã Tân Lập", UnitLevel.COMMUNE, THEN) is None


def test_the_kind_is_that_of_the_day():
    dong_nai = find_province("Đồng Nai", NOW)
    eve, day = dt.date(2026, 4, 29), dt.date(2026, 4, 30)
    assert find_unit("xã Long Thành", UnitLevel.COMMUNE, eve, dong_nai) is not None
    assert find_unit("xã Long Thành", UnitLevel.COMMUNE, day, dong_nai) is None
    assert find_unit("phường Long Thành", UnitLevel.COMMUNE, day, dong_nai) is not None


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("xã Xuất Lễ, huyện Cao Lộc", "xã Ba Sơn"),
        ("thôn Bản Ranh, xã Xuất Lễ, huyện Cao Lộc, tỉnh Lạng Sơn", "xã Ba Sơn"),
        ("Xã Xuất lễ; H. Cao Lộc", "xã Ba Sơn"),
        ("thị trấn Thất Khê, huyện Tràng Định", "xã Thất Khê"),
        ("TT. Thất Khê, H. Tràng Định", "xã Thất Khê"),
        ("P. Tân Lợi, TP. Buôn Ma Thuột, Đăk Lăk", "phường Buôn Ma Thuột"),
        ("xã Thất Khê, Lạng Sơn", "xã Thất Khê"),
    ],
)
def test_an_address_leads_to_the_commune_of_today(text, today):
    assert str(locate(text, NOW)) == today


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Cao Lộc, Lạng Sơn",  # no commune named
        "xã Không Có, huyện Cao Lộc",
        "xã Xuất Lễ, huyện Tràng Định",  # not in that district
        "xã Tân Lập",  # many of them
        "xã Thái Bình Trung, huyện Vĩnh Hưng",  # split over several
    ],
)
def test_an_address_that_is_not_certain_leads_nowhere(text):
    assert locate(text, NOW) is None


def test_the_province_of_any_time_narrows_an_address():
    assert locate("xã Xuất Lễ", NOW, province=find_province("Lạng Sơn", THEN)) is not None
    assert locate("xã Xuất Lễ", NOW, province=find_province("Lạng Sơn", NOW)) is not None
    assert locate("xã Xuất Lễ", NOW, province=find_province("Đắk Lắk", NOW)) is None


def test_the_day_of_the_text_decides_between_an_old_and_a_new_namesake():
    old = locate("xã Hòa Thuận, Đắk Lắk", NOW, written_on=THEN)
    assert str(old) == "phường Tân An"
    assert locate("xã Hòa Thuận, Đắk Lắk", NOW, written_on=NOW) is None


def test_the_unit_of_its_own_time_is_told_also_when_it_was_split_later():
    trace = Locator(NOW).trace("xã Thái Bình Trung, huyện Vĩnh Hưng")
    assert str(trace.named.parent) == "huyện Vĩnh Hưng"
    assert trace.today is None


ADDRESSES = [
    "xã Xuất Lễ, huyện Cao Lộc",
    "thị trấn Thất Khê, huyện Tràng Định, tỉnh Lạng Sơn",
    "xã Ea Knuếc",
    "P. Tân Lợi, TP. Buôn Ma Thuột",
    "thôn 3",
]


@pytest.mark.parametrize("on", [THEN, NOW])
def test_many_addresses_learnt_at_once_mean_the_same_without_a_query(on, django_assert_num_queries):
    one_by_one = [Locator(on).trace(text) for text in ADDRESSES]
    locator = Locator(on)
    locator.learn(ADDRESSES)
    locator.learn(ADDRESSES)
    assert any(trace.named for trace in one_by_one)
    if on == NOW:
        with django_assert_num_queries(0):
            learnt = [locator.trace(text) for text in ADDRESSES]
    else:
        learnt = [locator.trace(text) for text in ADDRESSES]
    assert learnt == one_by_one
