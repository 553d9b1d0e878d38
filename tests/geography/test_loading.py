"""What the reference data hold after `migrate`."""

import datetime as dt
from collections import Counter

import pytest
from django.db.models import Count

from khuyencong.geography import loading
from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit, LoadedData, UnitState, UnitSuccession
from khuyencong.geography.queries import units_on
from khuyencong.geography.source import distance_km, read_country

pytestmark = pytest.mark.django_db
LAST_OLD_DAY, FIRST_NEW_DAY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture(scope="module")
def country():
    return read_country()


@pytest.mark.parametrize(
    ("level", "day", "count"),
    [
        (UnitLevel.PROVINCE, LAST_OLD_DAY, 63),
        (UnitLevel.DISTRICT, LAST_OLD_DAY, 696),
        (UnitLevel.COMMUNE, LAST_OLD_DAY, 10_035),
        (UnitLevel.PROVINCE, FIRST_NEW_DAY, 34),
        (UnitLevel.DISTRICT, FIRST_NEW_DAY, 0),
        (UnitLevel.COMMUNE, FIRST_NEW_DAY, 3_321),
    ],
)
def test_every_unit_of_the_day_is_there(level, day, count):
    assert units_on(level, day).count() == count


def test_communes_of_today_by_kind():
    kinds = Counter(
        units_on(UnitLevel.COMMUNE, dt.date(2026, 11, 21)).values_list("kind", flat=True)
    )
    assert kinds == {UnitKind.COMMUNE: 2_599, UnitKind.WARD: 709, UnitKind.SPECIAL_ZONE: 13}


def test_every_old_commune_has_successors_and_442_were_split():
    olds = AdminUnit.objects.filter(valid__endswith=FIRST_NEW_DAY, level=UnitLevel.COMMUNE)
    counted = Counter(olds.annotate(n=Count("successions")).values_list("n", flat=True))
    assert counted == {1: 9_593, 2: 370, 3: 56, 4: 15, 5: 1}
    assert sum(n for parts, n in counted.items() if parts > 1) == 442


def test_a_link_is_whole_exactly_when_it_is_the_only_one():
    alone = {
        pk for pk, n in UnitSuccession.objects.values_list("old").annotate(n=Count("id")) if n == 1
    }
    whole = UnitSuccession.objects.filter(is_whole=True).values_list("old", flat=True)
    assert set(whole) == alone


def test_island_districts_without_communes_became_special_zones():
    links = UnitSuccession.objects.filter(old__level=UnitLevel.DISTRICT).select_related("new")
    names = {link.new.name for link in links}
    assert names == {"Bạch Long Vĩ", "Cồn Cỏ", "Hoàng Sa", "Lý Sơn", "Côn Đảo"}


def test_namesakes_in_a_merged_province_do_not_inherit_each_other(country):
    old = ("thanhphocantho", "huyenthoilai", "xatanthanh")
    assert [link.new[-1] for link in country.links if link.old == old] == ["xatruongthanh"]
    assert len(country.links) == 10_571 + 63


def test_no_commune_stands_far_from_what_it_was_made_of(country):
    places = {unit.path: unit.place for unit in country.units if unit.is_old}
    news = {unit.path: unit for unit in country.units if not unit.is_old}
    whole = [link for link in country.links if link.is_whole and len(link.new) == 2]
    far = [
        link.new
        for link in whole
        if distance_km(places[link.old], news[link.new].place) > 75
        and news[link.new].kind is not UnitKind.SPECIAL_ZONE
    ]
    assert far == []


def test_hoang_sa_and_truong_sa_lie_in_the_east_sea_and_belong_to_da_nang_and_khanh_hoa():
    zones = AdminUnit.objects.filter(name__in=("Hoàng Sa", "Trường Sa"), kind="special_zone")
    found = {z.name: (z.parent.name, round(z.latitude), round(z.longitude)) for z in zones}
    assert found == {"Hoàng Sa": ("Đà Nẵng", 17, 112), "Trường Sa": ("Khánh Hòa", 10, 114)}


def test_loading_again_changes_no_row_and_keeps_the_keys():
    before = set(AdminUnit.objects.values_list("pk", "public_id", "name", "kind"))
    states = set(UnitState.objects.values_list("unit", "name", "kind"))
    LoadedData.objects.all().delete()
    loading.load()
    assert set(AdminUnit.objects.values_list("pk", "public_id", "name", "kind")) == before
    assert set(UnitState.objects.values_list("unit", "name", "kind")) == states


def test_loading_again_puts_right_what_was_changed_by_hand():
    unit = AdminUnit.objects.filter(level=UnitLevel.COMMUNE).first()
    AdminUnit.objects.filter(pk=unit.pk).update(name="Sai", latitude=0)
    LoadedData.objects.all().delete()
    loading.load()
    again = AdminUnit.objects.get(pk=unit.pk)
    assert (again.name, again.latitude) == (unit.name, unit.latitude)


def test_a_change_of_a_unit_that_does_not_exist_on_that_day_stops_the_load(monkeypatch):
    change = {"day": dt.date(2026, 1, 1), "level": "province", "codes": ["66", "02"]}
    monkeypatch.setattr(loading, "_table", lambda name: [change] if name[0] == "c" else {})
    LoadedData.objects.all().delete()
    with pytest.raises(ValueError, match="unknown on that day"):
        loading.load()


def test_nothing_is_read_while_nothing_changed(django_assert_num_queries):
    with django_assert_num_queries(1):
        loading.load()


def test_nothing_is_loaded_while_tables_are_taken_away():
    LoadedData.objects.all().delete()
    loading.load(plan=[(object(), True)])
    assert not LoadedData.objects.exists()
