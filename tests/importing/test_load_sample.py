"""The real data, brought in."""

import csv
import datetime as dt
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Sum

from khuyencong.accounts.models import User
from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.geography.queries import find_province, predecessors, provinces_on
from khuyencong.importing.services import load_sample
from khuyencong.reports.models import DeclaredFigure
from khuyencong.schemes.models import Scheme
from tests.importing.conftest import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
FILES = Path(__file__).resolve().parents[2] / "sample"
THEN = dt.date(2024, 12, 31)


def rows(name):
    with (FILES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_lists_is_in(sample):
    assert sample.establishments == Establishment.objects.count() == 407
    assert sample.awards == Award.objects.count() == 271
    assert sample.schemes == Scheme.objects.count() == 123
    assert (sample.report_figures, sample.article_figures) == (857, 64)
    assert DeclaredFigure.objects.count() == 921
    assert sample.people > 0


@pytest.mark.parametrize(
    ("model", "count"), [(Establishment, 407), (Award, 271), (Scheme, 123), (DeclaredFigure, 921)]
)
def test_every_row_keeps_its_source(model, count):
    sourced = model.objects.exclude(source_title="").filter(retrieved_on=TODAY)
    assert sourced.count() == count


def test_loading_twice_changes_nothing(settings):
    settings.KC_DEMO, settings.KC_DEMO_PASSWORD = True, "mat-khau-ban-thu"
    models = (Establishment, Product, Award, Scheme, DeclaredFigure)
    before = [list(m.objects.order_by("pk").values()) for m in models]
    events = Event.objects.count()
    call_command("load_sample", verbosity=0)
    assert [list(m.objects.order_by("pk").values()) for m in models] == before
    assert Event.objects.count() == events


def test_each_demo_owner_sees_one_establishment_as_their_own():
    owners = User.objects.filter(assignments__role="establishment")
    seen = [list(Establishment.objects.visible_to(owner, TODAY)) for owner in owners]
    assert [len(own) for own in seen] == [1, 1]
    assert {own[0].reference for own in seen} == {"E0238", "E0346"}


def test_outside_the_demo_nothing_is_loaded(settings):
    settings.KC_DEMO = False
    with pytest.raises(Refusal, match="KC_DEMO=1"):
        load_sample(by=None, on=TODAY)
    with pytest.raises(CommandError, match="KC_DEMO=1"):
        call_command("load_sample")


def test_recorded_schemes_leave_unknown_what_their_source_leaves_open():
    schemes = Scheme.objects.filter(origin="recorded")
    assert schemes.count() == 123
    assert schemes.filter(support_vnd=None).count() == 77
    assert schemes.filter(total_vnd=None).count() == 100
    assert schemes.filter(establishment=None).count() == 25
    assert schemes.filter(fund="").count() == 9
    assert not schemes.exclude(code="").exists()


def test_recorded_schemes_stand_where_the_source_says():
    states = Counter(Scheme.objects.values_list("state", flat=True))
    assert states == {"closed": 54, "accepted": 38, "approved": 23, "under_way": 7, "submitted": 1}


def test_amounts_are_exact_dong():
    wanted = sum(Decimal(r["support_million"] or 0) for r in rows("schemes")) * 1_000_000
    assert Scheme.objects.aggregate(s=Sum("support_vnd"))["s"] == wanted
    scheme = Scheme.objects.get(reference="S0002")
    amounts = (scheme.support_vnd, scheme.counterpart_vnd, scheme.total_vnd)
    assert amounts == (170_000_000, 486_000_000, 656_000_000)


def test_places_are_known_as_published_of_old_and_of_today():
    made = Scheme.objects.get(reference="S0001").establishment
    assert made.reference == "E0137"
    assert made.address_text == "xã Xuất Lễ, huyện Cao Lộc, Lạng Sơn"
    assert str(made.old_unit) == "xã Xuất Lễ"
    assert str(made.unit) == "xã Ba Sơn"
    assert made.province == find_province("Lạng Sơn", TODAY)


def test_every_establishment_stands_in_a_province_of_today_and_its_commune_in_it():
    today = set(provinces_on(TODAY).values_list("pk", flat=True))
    found = Establishment.objects.select_related("unit")
    assert all(e.province_id in today for e in found)
    assert all(e.unit.parent_id == e.province_id for e in found if e.unit)
    assert found.exclude(unit=None).count() > 170


def test_a_place_that_names_a_new_commune_has_no_unit_of_old():
    new = next(
        r for r in rows("establishments") if r["commune_is_new"] == "1" and r["province_old"]
    )
    assert Establishment.objects.get(reference=new["establishment_id"]).old_unit is None


def test_hints_of_duplicates_are_kept():
    hints = Establishment.objects.exclude(possible_duplicate_of=None)
    assert {(e.reference, e.possible_duplicate_of.reference) for e in hints} >= {("E0054", "E0051")}
    assert hints.count() == 8


def test_products_with_several_results_are_one_product():
    assert Counter(Award.objects.values_list("level", flat=True)) == {
        "province": 187,
        "national": 47,
        "region": 24,
        "district": 12,
        "unknown": 1,
    }
    several = Product.objects.annotate(n=Count("awards")).filter(n__gt=1)
    assert several.exists()


def test_declared_figures_belong_to_the_unit_of_their_period():
    old, new = find_province("Đắk Lắk", THEN), find_province("Đắk Lắk", TODAY)
    total = DeclaredFigure.objects.filter(indicator="schemes_count", last_on=THEN, area=old)
    assert {f.value for f in total} == {Decimal(242)}
    assert {f.reference[0] for f in total} == {"A", "R"}  # an article and a report agree
    merged = DeclaredFigure.objects.filter(indicator="total_budget", area=new)
    assert {int(f.value) for f in merged} == {48_000, 104_000}  # and these two do not


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("total_budget", 107_505),
        ("national_budget", 5_586),
        ("local_budget", 21_895),
        ("counterpart_budget", 80_024),
        ("schemes_count_vocational", 2),
        ("schemes_count_training", 45),
        ("schemes_count_equipment", 195),
    ],
)
def test_the_figures_of_dak_lak_are_those_of_the_source(indicator, value):
    figures = DeclaredFigure.objects.filter(
        indicator=indicator,
        area=find_province("Đắk Lắk", THEN),
        first_on=dt.date(2012, 1, 1),
        last_on=THEN,
    )
    assert {f.value for f in figures} == {Decimal(value)}


def test_dates_and_phases_of_the_articles_keep_their_words_without_a_value():
    context = DeclaredFigure.objects.filter(topic="context")
    assert context.count() == 18
    assert not context.exclude(value=None).exists()
    assert context.get(reference="A013").value_text == "45/2012/NĐ-CP"


def test_figures_without_a_known_period_have_no_days():
    assert not DeclaredFigure.objects.filter(
        reference__startswith="R", period_kind="unknown", first_on__isnull=False
    ).exists()
    cumulative = DeclaredFigure.objects.filter(period_kind="cumulative")
    assert not cumulative.exclude(first_on=None).exists()


def test_the_merger_of_the_provinces_agrees_with_a_second_source():
    plain = {"TP. Hồ Chí Minh": "Hồ Chí Minh", "Thừa Thiên Huế": "Huế"}
    listed = [(r["province_old"], r["province_new"]) for r in rows("province_map_63_34")]
    told = {(plain.get(old, old), plain.get(new, new)) for old, new in listed}
    known = {(old.name, new.name) for new in provinces_on(TODAY) for old in predecessors(new)}
    assert known == told
