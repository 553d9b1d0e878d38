"""Units on a day and what they came from."""

import datetime as dt

import pytest

from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.queries import (
    communes_of,
    find_province,
    find_unit,
    predecessors,
    province_of,
    provinces_on,
    provinces_with_origin,
    search_units,
    successors,
    territory_ids,
    unit_state,
    units_today,
)

pytestmark = pytest.mark.django_db
THEN, NOW = dt.date(2024, 6, 1), dt.date(2026, 11, 21)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("on", "count", "newcomer"),
    [
        ("2024-12-31", 5, None),
        ("2025-01-01", 6, "Huế"),
        ("2025-06-30", 6, "Huế"),
        ("2025-07-01", 6, "Huế"),
        ("2026-04-29", 6, None),
        ("2026-04-30", 7, "Đồng Nai"),
        ("2026-08-31", 7, None),
        ("2026-09-01", 8, "Quảng Ninh"),
        ("2026-09-19", 8, None),
        ("2026-09-20", 9, "Bắc Ninh"),
    ],
)
def test_the_cities_run_by_the_centre_on_a_day(on, count, newcomer):
    names = {row.unit.name for row in provinces_with_origin(day(on)) if row.is_city}
    assert len(names) == count
    assert newcomer is None or newcomer in names


@pytest.mark.parametrize(
    ("on", "label", "citation"),
    [
        ("2024-12-31", "tỉnh Thừa Thiên Huế", ""),
        ("2025-01-01", "thành phố Huế", "Nghị quyết 175/2024/QH15"),
    ],
)
def test_name_and_kind_of_a_unit_are_those_of_the_day(on, label, citation):
    hue = find_province("Huế", day(on))
    fact = unit_state(hue, day(on))
    assert (fact.label, fact.citation) == (label, citation)


def test_a_unit_that_never_changed_has_its_own_name_on_every_day():
    fact = unit_state(find_province("Lạng Sơn", NOW), NOW)
    assert (fact.name, fact.kind, fact.citation) == ("Lạng Sơn", UnitKind.PROVINCE, "")


def test_the_merged_province_is_another_unit_than_the_old_one_of_its_name():
    old, new = find_province("Đắk Lắk", THEN), find_province("Đắk Lắk", NOW)
    assert old != new
    assert {p.name for p in predecessors(new)} == {"Đắk Lắk", "Phú Yên"}
    assert list(successors(old)) == [new]
    assert territory_ids(new) == {new.pk, *(p.pk for p in predecessors(new))}
    assert territory_ids(old) == {old.pk, new.pk}


def test_provinces_come_in_vietnamese_order():
    names = [p.name for p in provinces_on(NOW)]
    assert names[:4] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng"]
    assert names.index("Đắk Lắk") > names.index("Đà Nẵng") > names.index("Cần Thơ")


def test_communes_of_a_province_and_of_an_old_district():
    assert communes_of(find_province("Đắk Lắk", NOW)).count() == 102
    district = find_unit("huyện Cao Lộc", UnitLevel.DISTRICT, THEN)
    communes = communes_of(district)
    assert "Xuất Lễ" in {c.name for c in communes}
    assert {province_of(c).name for c in communes} == {"Lạng Sơn"}


def test_the_ground_of_an_old_district_is_the_communes_of_today_on_it():
    district = find_unit("huyện Cao Lộc", UnitLevel.DISTRICT, THEN)
    today = units_today(district, NOW)
    assert "Ba Sơn" in {u.name for u in today}
    assert {province_of(u) for u in today} == {find_province("Lạng Sơn", NOW)}


def test_a_unit_of_today_stands_for_itself_and_looks_back_in_time():
    commune = find_unit("xã Ba Sơn", UnitLevel.COMMUNE, NOW)
    assert units_today(commune, NOW) == [commune]
    assert "Xuất Lễ" in {u.name for u in units_today(commune, THEN)}


def test_search_finds_without_accents_and_puts_exact_accents_and_present_units_first():
    assert search_units("dak lak")[0] == find_province("Đắk Lắk", NOW)
    exact = search_units("Tân Thành")
    assert (exact[0].name, exact[0].valid.upper) == ("Tân Thành", None)
    assert "Tân Thạnh" in {u.name for u in search_units("tan thanh", limit=200)}


def test_search_passes_over_the_word_for_the_kind_and_the_rest_of_an_address():
    assert {u.name for u in search_units("xã Xuất Lễ, huyện Cao Lộc")} == {"Xuất Lễ"}


@pytest.mark.parametrize("text", ["", "  ", "%%%", "\x00"])
def test_search_for_nothing_finds_nothing(text):
    assert search_units(text) == []
