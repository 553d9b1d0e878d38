"""The register compares what was entered in lists by itself."""

import pytest

from khuyencong.establishments.enums import Origin, Trade
from khuyencong.establishments.models import (
    Establishment,
    EstablishmentPair,
    Product,
    ProductPair,
)
from khuyencong.establishments.queries.duplicates import known_of, told
from khuyencong.establishments.services import (
    compare_establishments,
    forget_establishments,
    record_products,
    register_many,
)
from khuyencong.establishments.services.search import refresh_products
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.jobs.registry import SCHEDULES
from khuyencong.jobs.services import enqueue
from tests.accounts.factories import dak_lak
from tests.establishments.factories import DAY, establishment, product, product_row, row
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db
KIND = "establishments.compare"


def test_a_list_is_compared_after_it_was_entered_and_then_rests():
    here = dak_lak().unit
    names = ("HTX Thăng Tiến", "Hợp tác xã Thăng Tiến", "HTX Ea Tu")
    made = register_many(rows=[row(name, province=here) for name in names], by=None, on=DAY)
    for name in ("Miến dong", "Miến dong (hộp 500g)"):
        product(made[0], name)
    assert not EstablishmentPair.objects.exists()
    assert SCHEDULES[KIND].is_needed()
    enqueue(KIND, params={}, by=None, title="Soát trùng")
    run_jobs()
    assert EstablishmentPair.objects.count() == ProductPair.objects.count() == 1
    assert not SCHEDULES[KIND].is_needed()


def test_a_hint_of_the_source_a_phone_and_an_owner_lead_to_a_closer_look():
    here = dak_lak().unit
    known = {"province": here, "trade": Trade.AGRO_PROCESSING, "owner_name": "Trần A"}
    rows = [
        row("HTX Sen", phone="0905", reference="A", **known),
        row("Cơ sở sen hồng", phone="0905", reference="B", duplicate_of="A", **known),
    ]
    register_many(rows=rows, by=None, on=DAY)
    enqueue(KIND, params={}, by=None, title="Soát trùng")
    run_jobs()
    assert not Establishment.objects.filter(compared_version=0).exists()


def test_what_is_taken_back_takes_its_open_pairs_along():
    there = dak_lak().unit
    rows = [
        row(name, origin=Origin.RECORDED, province=there) for name in ("HTX Sen", "Hợp tác xã Sen")
    ]
    ids = [made.pk for made in register_many(rows=rows, by=None, on=DAY)]
    assert compare_establishments(ids=ids, by=None) == 1
    assert forget_establishments(keys=ids, by=None, on=DAY) == len(ids)
    assert not Establishment.objects.exists()


def test_the_unit_of_before_and_money_are_read_for_people():
    commune = AdminUnit.objects.filter(level=UnitLevel.COMMUNE, valid__upper_inf=False).first()
    made = establishment("HTX Sen", old_unit=commune, revenue_vnd=1_500_000)
    known = known_of([made])[made.pk]
    assert known.commune == commune.code
    assert known.district
    assert told(made, "revenue_vnd") == "1.500.000 đồng"


def test_a_product_without_a_maker_is_described_by_its_own_words():
    record_products(rows=[product_row("Miến dong", maker_text="HTX Sen")], by=None, on=DAY)
    (entered,) = Product.objects.all()
    refresh_products([entered.pk])
    assert Product.objects.nearest("mien").get() == entered
