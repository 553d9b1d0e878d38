"""What dated lists say about a place."""

import datetime as dt

import pytest

from khuyencong.core.findings import Refusal
from khuyencong.geography.enums import AreaKind, UnitLevel
from khuyencong.geography.queries import (
    communes_of,
    find_province,
    find_unit,
    is_difficult,
    is_ward_of_central_city,
    is_ward_of_class1_city,
    listed,
    selection_region,
)
from khuyencong.geography.services import learn_area_list

pytestmark = pytest.mark.django_db
THEN, NOW = dt.date(2024, 6, 1), dt.date(2026, 11, 21)
FIRST = dt.date(2026, 1, 1)


def learn(area, units, kind=AreaKind.DIFFICULT, on=FIRST, until=None):
    return learn_area_list(
        kind=kind,
        area=area,
        name="Danh mục thử",
        citation="Quyết định 01/QĐ",
        units=units,
        by=None,
        on=on,
        until=until,
    )


@pytest.fixture
def lang_son():
    return find_province("Lạng Sơn", NOW)


@pytest.fixture
def ba_son(lang_son):
    return find_unit("xã Ba Sơn", UnitLevel.COMMUNE, NOW, lang_son)


@pytest.fixture
def dong_dang(lang_son):
    return find_unit("xã Đồng Đăng", UnitLevel.COMMUNE, NOW, lang_son)


def test_the_selection_regions_of_the_circular_hold_63_provinces_and_end_with_them():
    fact = selection_region(find_province("Bình Thuận", THEN), THEN)
    assert fact.name == "Khu vực phía Nam"
    assert fact.citation == "Thông tư 26/2014/TT-BCT, Điều 3"
    assert selection_region(find_province("Đắk Lắk", NOW), NOW) is None
    assert selection_region(find_province("Đắk Lắk", THEN), dt.date(2014, 10, 20)) is None


def test_nothing_is_known_about_difficult_areas_without_a_list(ba_son):
    assert is_difficult(ba_son, NOW) is None


def test_a_list_speaks_for_its_province_from_its_first_day(lang_son, ba_son, dong_dang):
    learn(lang_son, [ba_son])
    assert is_difficult(ba_son, FIRST - dt.timedelta(days=1)) is None
    assert is_difficult(ba_son, FIRST).is_listed
    assert is_difficult(ba_son, FIRST).citation == "Quyết định 01/QĐ"
    assert listed(AreaKind.DIFFICULT, dong_dang, FIRST).is_listed is False
    elsewhere = communes_of(find_province("Đắk Lắk", NOW)).first()
    assert is_difficult(elsewhere, FIRST) is None


def test_not_difficult_needs_both_lists(lang_son, ba_son, dong_dang):
    learn(lang_son, [ba_son])
    assert is_difficult(dong_dang, FIRST) is None
    learn(lang_son, [], kind=AreaKind.ESPECIALLY_DIFFICULT)
    assert is_difficult(dong_dang, FIRST).is_listed is False


def test_an_especially_difficult_area_is_known_without_the_other_list(lang_son, ba_son):
    learn(lang_son, [ba_son], kind=AreaKind.ESPECIALLY_DIFFICULT)
    assert is_difficult(ba_son, FIRST).is_listed


def test_a_new_list_ends_the_one_before_it(lang_son, ba_son, dong_dang):
    learn(lang_son, [ba_son])
    learn(lang_son, [dong_dang], on=dt.date(2026, 6, 1))
    assert listed(AreaKind.DIFFICULT, ba_son, dt.date(2026, 5, 31)).is_listed
    assert not listed(AreaKind.DIFFICULT, ba_son, dt.date(2026, 6, 1)).is_listed
    assert listed(AreaKind.DIFFICULT, dong_dang, dt.date(2026, 6, 1)).is_listed


def test_a_list_ends_after_its_last_day(lang_son, ba_son):
    learn(lang_son, [ba_son], until=dt.date(2026, 3, 31))
    assert listed(AreaKind.DIFFICULT, ba_son, dt.date(2026, 3, 31)) is not None
    assert listed(AreaKind.DIFFICULT, ba_son, dt.date(2026, 4, 1)) is None


def test_two_lists_from_one_day_are_refused(lang_son, ba_son):
    learn(lang_son, [ba_son])
    with pytest.raises(Refusal, match="Đã có danh mục"):
        learn(lang_son, [])


def test_a_unit_of_another_time_is_refused(lang_son):
    old = find_unit("xã Xuất Lễ", UnitLevel.COMMUNE, THEN)
    with pytest.raises(Refusal, match="xã Xuất Lễ"):
        learn(lang_son, [old])


def test_a_listed_district_lists_its_communes_and_all_the_ground_that_followed():
    province = find_province("Lạng Sơn", THEN)
    district = find_unit("huyện Cao Lộc", UnitLevel.DISTRICT, THEN)
    learn(province, [district], on=dt.date(2024, 1, 1))
    old = find_unit("xã Xuất Lễ", UnitLevel.COMMUNE, THEN, province)
    assert is_difficult(old, THEN).is_listed
    ba_son = find_unit("xã Ba Sơn", UnitLevel.COMMUNE, NOW)
    assert is_difficult(ba_son, NOW).is_listed  # all its communes lay in Cao Lộc
    that_khe = find_unit("xã Thất Khê", UnitLevel.COMMUNE, NOW)
    assert listed(AreaKind.DIFFICULT, that_khe, NOW).is_listed is False


def test_ground_that_is_listed_in_part_is_unknown(ba_son):
    province = find_province("Lạng Sơn", THEN)
    learn(province, [find_unit("xã Xuất Lễ", UnitLevel.COMMUNE, THEN, province)], on=THEN)
    assert listed(AreaKind.DIFFICULT, ba_son, NOW) is None


def test_a_ward_of_dong_nai_is_a_city_ward_from_the_day_it_became_a_city():
    ward = find_unit("Biên Hòa", UnitLevel.COMMUNE, NOW, find_province("Đồng Nai", NOW))
    assert is_ward_of_central_city(ward, dt.date(2026, 4, 29)) is False
    assert is_ward_of_central_city(ward, dt.date(2026, 4, 30)) is True


def test_communes_of_a_city_and_wards_of_a_province_are_no_city_wards():
    commune = communes_of(find_province("Hà Nội", NOW)).filter(kind="commune").first()
    ward = communes_of(find_province("Đắk Lắk", NOW)).filter(kind="ward").first()
    assert is_ward_of_central_city(commune, NOW) is False
    assert is_ward_of_central_city(ward, NOW) is False
    assert is_ward_of_central_city(find_province("Hà Nội", NOW), NOW) is None
    assert is_ward_of_class1_city(find_province("Hà Nội", NOW), NOW) is None


def test_ground_that_was_partly_city_ward_is_unknown_before_the_reform():
    province = find_province("Hà Nội", NOW)
    answers = {is_ward_of_central_city(c, THEN) for c in communes_of(province)}
    assert answers == {True, False, None}


def test_the_class_of_a_city_is_unknown_without_a_list():
    province = find_province("Đắk Lắk", THEN)
    city = find_unit("thành phố Buôn Ma Thuột", UnitLevel.DISTRICT, THEN, province)
    ward = communes_of(city).filter(kind="ward").first()
    commune = communes_of(city).filter(kind="commune").first()
    assert is_ward_of_class1_city(ward, THEN) is None
    assert is_ward_of_class1_city(commune, THEN) is False
    learn(province, [city], kind=AreaKind.CLASS1_CITY, on=dt.date(2010, 2, 8))
    assert is_ward_of_class1_city(ward, THEN) is True
    assert is_ward_of_class1_city(commune, THEN) is False


def test_wards_of_a_town_are_no_wards_of_a_class_1_city():
    town = find_unit("thị xã Buôn Hồ", UnitLevel.DISTRICT, THEN)
    assert is_ward_of_class1_city(communes_of(town).filter(kind="ward").first(), THEN) is False
