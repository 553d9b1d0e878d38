"""The law of a day."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.geography.models import AdminUnit
from khuyencong.norms.queries import ceiling_on
from tests.norms.factories import verified_levels

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return AdminUnit.objects.create(
        code="T1",
        level="province",
        name="Thử",
        name_folded="thu",
        kind="province",
        valid=DateRange(dt.date(2025, 7, 1), None),
    )


def test_a_verified_level_of_the_province_governs_from_its_first_day(province):
    verified_levels(province)
    before = ceiling_on(kind="machinery", fund="local", province=province, on=dt.date(2025, 7, 25))
    after = ceiling_on(kind="machinery", fund="local", province=province, on=dt.date(2025, 7, 26))
    assert before is None or before.is_borrowed
    assert (after.rate_percent, after.cap_vnd, after.is_borrowed) == (50, 300_000_000, False)
    assert after.is_verified
