"""Area lists that two persons stand for reach geography, and leave it when withdrawn."""

import datetime as dt

import pytest

from khuyencong.core.findings import Refusal
from khuyencong.geography.enums import AreaKind
from khuyencong.geography.queries import communes_of, listed
from khuyencong.norms.models import AreaListing
from khuyencong.norms.services import withdraw_row

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)
TOMORROW = dt.date(2026, 11, 22)


@pytest.fixture
def communes(place):
    return list(communes_of(place.unit).order_by("code")[:2])


@pytest.fixture
def list_from(enter, confirm):
    def do(first_on, *units):
        values = {"list_kind": "difficult", "unit_codes": [unit.code for unit in units]}
        return confirm(enter(first_on, table=AreaListing, values=values))

    return do


def difficult(unit, on):
    fact = listed(AreaKind.DIFFICULT, unit, on)
    return fact.is_listed if fact else None


def test_a_list_answers_from_its_first_day(list_from, communes):
    list_from(TOMORROW, communes[0])
    assert [difficult(communes[0], on) for on in (TODAY, TOMORROW)] == [None, True]
    assert difficult(communes[1], TOMORROW) is False


def test_a_list_that_waits_says_nothing(enter, communes):
    values = {"list_kind": "difficult", "unit_codes": [communes[0].code]}
    enter(TODAY, table=AreaListing, values=values)
    assert difficult(communes[0], TODAY) is None


def test_a_withdrawn_list_gives_way_to_the_one_before(list_from, communes, confirmer):
    list_from(TODAY, communes[0])
    later = list_from(TOMORROW, communes[1])
    assert difficult(communes[0], TOMORROW) is False
    withdraw_row(row=later, reason="Nhầm danh mục", by=confirmer, on=TODAY)
    assert difficult(communes[0], TOMORROW) is True


def test_a_waiting_list_is_withdrawn_without_a_trace_in_geography(enter, communes, enterer):
    values = {"list_kind": "difficult", "unit_codes": [communes[0].code]}
    row = enter(TODAY, table=AreaListing, values=values)
    assert withdraw_row(row=row, reason="Nhầm", by=enterer, on=TODAY).state == "withdrawn"


def test_a_second_list_of_the_same_days_is_refused(list_from, communes):
    list_from(TODAY, communes[0])
    with pytest.raises(Refusal, match="Mỗi ngày chỉ một dòng"):
        list_from(TODAY, communes[1])
