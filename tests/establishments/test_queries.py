"""Eligibility on both sides of the days on which the law or a place changed."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.core.clock import frozen_on
from khuyencong.core.findings import Severity
from khuyencong.establishments.models import CraftVillage, Establishment, Product
from khuyencong.establishments.queries import (
    communes_in,
    craft_villages_in,
    eligibility_of,
    facts_of,
    history_with_changes,
    ladders_of,
    name_of,
    name_on,
    owners_known_to,
    possible_duplicates,
    provinces_edited_by,
    provinces_seen_by,
    with_awards,
    with_list_facts,
)
from khuyencong.establishments.services import edit_establishment, record_award, record_support
from khuyencong.geography.enums import AreaKind, UnitLevel
from khuyencong.geography.models import AreaList, AreaListEntry
from khuyencong.geography.queries import find_province, find_unit
from tests.accounts.factories import agency, dak_lak, lang_son
from tests.establishments.factories import DAY, establishment, product

pytestmark = pytest.mark.django_db
BEFORE, SINCE = dt.date(2025, 10, 14), dt.date(2025, 10, 15)
OLD_DAY = dt.date(2025, 6, 30)
PASS, ASK, WARN, BLOCK = Severity.PASS, Severity.ASK, Severity.WARN, Severity.BLOCK


def province(name, on=DAY):
    return find_province(name, on)


def commune(name, within, on=DAY):
    return find_unit(name, UnitLevel.COMMUNE, on, province(within, on))


def judged(record, rule, *days):
    """Return what one rule says on each day."""
    return [
        next((f.severity for f in eligibility_of(record, on) if f.code.endswith(rule)), None)
        for on in days
    ]


def located(province_name, unit_name="", **known):
    unit = commune(unit_name, province_name) if unit_name else None
    return establishment(province=province(province_name), unit=unit, **known)


def test_a_union_of_cooperatives_benefits_since_the_decree_of_2025():
    union = located("Đắk Lắk", legal_form="cooperative_union")
    assert judged(union, "legal_form", BEFORE, SINCE) == [BLOCK, PASS]


def test_green_trades_are_supported_since_the_decree_of_2025():
    maker = located("Đắk Lắk", trade="green_high_tech")
    assert judged(maker, "trade", BEFORE, SINCE) == [BLOCK, PASS]


def test_the_size_of_an_enterprise_only_warns_while_its_limits_are_unverified():
    known = {"legal_form": "limited_company", "revenue_vnd": 1, "capital_vnd": 1}
    record = located("Đắk Lắk", employees=201, **known)
    assert judged(record, "size", SINCE) == [WARN]
    record.employees = 200
    assert judged(record, "size", SINCE) == [PASS]


def test_a_ward_of_a_province_asks_for_the_class_of_its_city_until_the_decree_of_2025():
    ward = located("Đắk Lắk", "phường Buôn Ma Thuột")
    assert judged(ward, "place", BEFORE, SINCE) == [ASK, PASS]


def test_a_ward_of_a_class_one_city_is_outside_until_the_decree_of_2025():
    ward = located("Đắk Lắk", "phường Buôn Ma Thuột")
    city = AreaList.objects.create(
        kind=AreaKind.CLASS1_CITY,
        name="Đô thị loại I",
        citation="QĐ 228/QĐ-TTg",
        valid=DateRange(dt.date(2010, 2, 8), None),
    )
    AreaListEntry.objects.create(area_list=city, unit=ward.unit)
    assert judged(ward, "place", BEFORE, SINCE) == [BLOCK, PASS]


def test_a_ward_of_dong_nai_is_outside_from_the_day_the_province_became_a_city():
    eve, day = dt.date(2026, 4, 29), dt.date(2026, 4, 30)
    assert judged(located("Đồng Nai", "phường Biên Hòa"), "place", eve, day) == [PASS, BLOCK]
    assert judged(located("Đồng Nai"), "place", eve, day) == [PASS, ASK]
    assert judged(located("Đồng Nai", "xã Phú Riềng"), "place", eve, day) == [PASS, PASS]


def test_a_recognised_craft_village_counts_in_a_ward_of_a_city_while_it_is_recognised():
    unit = commune("phường Hải Châu", "Đà Nẵng")
    until = DateRange(dt.date(2020, 1, 1), dt.date(2026, 1, 1))
    village = CraftVillage.objects.create(
        name="Làng nghề A", unit=unit, decision_no="1/QĐ-UBND", recognised=until
    )
    maker = located("Đà Nẵng", "phường Hải Châu", craft_village=village)
    days = (BEFORE, SINCE, dt.date(2025, 12, 31), dt.date(2026, 1, 1))
    assert judged(maker, "place", *days) == [ASK, PASS, PASS, BLOCK]


def test_an_old_address_answers_for_its_own_time():
    district = find_unit(
        "huyện Cư M'gar", UnitLevel.DISTRICT, OLD_DAY, province("Đắk Lắk", OLD_DAY)
    )
    city = find_unit("thành phố Buôn Ma Thuột", UnitLevel.DISTRICT, OLD_DAY)
    rural, urban = (located("Đắk Lắk", old_unit=unit) for unit in (district, city))
    assert judged(rural, "place", OLD_DAY, SINCE) == [PASS, PASS]
    assert judged(urban, "place", OLD_DAY, SINCE) == [ASK, PASS]
    assert facts_of(rural, OLD_DAY).place.text == "huyện Cư M'gar, tỉnh Đắk Lắk"
    assert facts_of(rural, SINCE).place.text == "tỉnh Đắk Lắk"


def test_nothing_known_of_a_place_asks():
    assert judged(establishment(), "place", BEFORE, SINCE) == [ASK, ASK]


def test_no_law_of_the_day_asks_or_says_nothing():
    record = located("Đắk Lắk")
    assert eligibility_of(record, dt.date(2012, 7, 4)) == ()
    assert facts_of(record, dt.date(2009, 1, 1)).size_law is None


def test_minerals_ask_while_no_list_of_difficult_areas_is_known():
    mine = located("Đắk Lắk", "xã Ea Knuếc", trade="mining")
    assert judged(mine, "trade", SINCE) == [ASK]
    on_list = AreaList.objects.create(
        kind=AreaKind.DIFFICULT,
        name="Địa bàn khó khăn",
        citation="NĐ 1",
        valid=DateRange(SINCE, None),
    )
    AreaListEntry.objects.create(area_list=on_list, unit=mine.unit)
    assert judged(mine, "trade", SINCE) == [PASS]


def test_names_of_a_place_follow_the_day_and_the_own_time():
    ward = commune("phường Biên Hòa", "Đồng Nai")
    eve = name_on(ward, dt.date(2026, 4, 29))
    assert eve == "phường Biên Hòa, tỉnh Đồng Nai"
    assert name_on(ward, dt.date(2026, 4, 30)) == "phường Biên Hòa, thành phố Đồng Nai"
    assert name_of(None) == ""
    assert name_of(ward).startswith("phường Biên Hòa, ")


def test_open_pairs_are_told_on_both_sides_within_ones_own_places():
    here, there = dak_lak(), lang_son()
    first = establishment("HTX Một", province=here.unit)
    twin = establishment("Hợp tác xã Một", province=here.unit)
    officer = here.person("officer")
    ((pair, other),) = possible_duplicates(first, officer)
    assert other == twin
    assert possible_duplicates(twin, officer) == [(pair, first)]
    assert possible_duplicates(first, there.person("officer")) == []


def test_people_see_the_places_of_their_roles():
    here, there, centre = dak_lak(), lang_son(), agency()
    ours = establishment("Ở xã", province=here.unit, unit=here.commune_unit)
    other = establishment("Ở tỉnh", province=here.unit)
    theirs = establishment("Nơi khác", province=there.unit)
    nowhere = establishment("Chưa rõ nơi")

    def seen(user):
        return set(Establishment.objects.visible_to(user))

    assert seen(here.person("officer")) == {ours, other}
    assert seen(there.person("officer")) == {theirs}
    assert seen(here.person("commune_officer")) == {ours}
    assert seen(centre.person("agency_officer")) == {ours, other, theirs, nowhere}
    assert seen(here.person("establishment")) == seen(here.person("juror")) == set()
    assert seen(here.person("administrator")) == set()


def test_products_are_seen_where_their_establishment_is():
    here, there = dak_lak(), lang_son()
    made = product(establishment(province=here.unit, unit=here.commune_unit))
    for place, role, expected in (
        (here, "officer", [made]),
        (here, "commune_officer", [made]),
        (there, "officer", []),
        (here, "establishment", []),
    ):
        assert list(Product.objects.visible_to(place.person(role))) == expected


def test_choices_of_places_follow_the_scope():
    here, centre = dak_lak(), agency()
    officer, reader = here.person("officer"), centre.person("agency_officer")
    assert list(provinces_seen_by(officer)) == list(provinces_edited_by(officer)) == [here.unit]
    assert provinces_seen_by(reader).count() == 34
    assert not provinces_edited_by(reader)
    assert here.commune_unit in communes_in(provinces_edited_by(officer))
    assert not craft_villages_in(provinces_seen_by(officer))


def test_owners_are_known_to_the_officers_of_their_place():
    here, there = dak_lak(), lang_son()
    owner = here.person("establishment")
    with frozen_on(DAY):
        assert list(owners_known_to(here.person("officer"))) == [owner]
        assert not owners_known_to(there.person("officer"))


def test_a_list_row_knows_products_highest_recognition_and_support():
    maker = establishment()
    made = product(maker)
    product(maker, "Ca cao")
    for level, status in (
        ("national", "entered"),
        ("region", "recognised"),
        ("province", "recognised"),
    ):
        record_award(product=made, level=level, status=status, year=2024, by=None, on=DAY)
    for amount in (100, 50):
        record_support(
            establishment=maker, source="local", item="Máy", amount_vnd=amount, received_on=DAY,
            by=None, on=DAY,
        )  # fmt: skip
    row = with_list_facts(Establishment.objects.all()).get()
    assert (row.product_count, row.top_level, row.support_vnd) == (2, "region", 150)
    best = with_awards(Product.objects.all()).order_by("pk").first()
    assert (best.top_level, best.last_year, best.maker) == ("national", 2024, maker.name)


def test_a_ladder_has_a_rung_for_the_unknown_level_only_where_needed():
    maker = establishment()
    made = product(maker)
    record_award(product=made, level="district", status="recognised", year=2020, by=None, on=DAY)
    (ladder,) = ladders_of(maker)
    assert [len(rung.awards) for rung in ladder.rungs] == [0, 0, 0, 1]
    record_award(product=made, level="unknown", status="unknown", year=2020, by=None, on=DAY)
    assert [len(rung.awards) for rung in ladders_of(maker)[0].rungs] == [0, 0, 0, 1, 1]


def test_history_tells_changed_fields_in_words():
    maker = establishment(employees=5)
    changes = {"employees": 7, "legal_form": "business_household"}
    edit_establishment(establishment=maker, version=1, changes=changes, by=None, on=DAY)
    edited, registered = history_with_changes(maker)
    assert {(c.label, c.after) for c in edited.changes} == {
        ("số lao động", "7"),
        ("loại hình", "hộ kinh doanh"),
    }
    assert registered.changes == []
