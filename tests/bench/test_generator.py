"""The invented country: small, but every promise of the plan and of the product holds."""

import pytest
from django.db import connection

from bench.generator.checks import problems
from bench.generator.country import generate
from bench.generator.plan import Dice, at_rank, the_plan
from khuyencong.audit.models import Event
from khuyencong.audit.queries import first_broken_link
from khuyencong.establishments.models import Establishment
from khuyencong.schemes.models import Scheme

SMALL = 0.002


@pytest.fixture
def census(db):
    return generate(SMALL)


def test_a_small_country_keeps_every_promise(census):
    assert problems(census) == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Establishment.objects.search("gia lap").count() == census.rows["establishments"]
    assert Event.objects.count() >= census.rows["events"] > 0
    assert first_broken_link() is None


def test_what_is_wrong_is_told(census):
    scheme = Scheme.objects.filter(origin="recorded").order_by("pk").first()
    Scheme.objects.filter(pk=scheme.pk).update(total_vnd=scheme.total_vnd + 1, name="Có thật")
    found = " ".join(problems(census))
    assert "do not add up" in found
    assert "does not say so" in found
    assert f"province {scheme.province_id}: total" in found


def test_the_same_seed_draws_the_same():
    plan = the_plan()
    assert Dice(plan, "a").of("workers") == Dice(plan, "a").of("workers")
    assert Dice(plan, "a").of("workers") != Dice(plan, "b").of("workers")


@pytest.mark.parametrize(
    ("rank", "value"), [(0, 0), (0.25, 10), (0.375, 15), (0.5, 20), (0.75, 30), (1, 100)]
)
def test_a_spread_is_met_at_its_quartiles(rank, value):
    assert at_rank((0, 10, 20, 30, 100), rank) == value
