"""The law of a day: which row answers, on both sides of every date."""

import datetime as dt
import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.core.findings import Refusal
from khuyencong.geography.queries import find_province
from khuyencong.norms.models import Norm
from khuyencong.norms.queries import (
    advance_on,
    ceiling_fact,
    ceiling_on,
    deadline_on,
    eligible_trades_on,
    holidays_of,
    legal_forms_on,
    place_rule_on,
    procedure_on,
    size_limits_on,
)
from tests.norms.factories import NormFactory, ProcedureFactory, verified_levels

pytestmark = pytest.mark.django_db
day = dt.date.fromisoformat
TODAY = day("2026-11-21")


def national(kind, on):
    return ceiling_on(kind=kind, fund="national", province=None, on=day(on))


@pytest.mark.parametrize(
    ("kind", "on", "rate", "cap"),
    [
        ("machinery", "2014-04-08", 50, 200_000_000),
        ("machinery", "2018-05-10", 50, 200_000_000),
        ("machinery", "2018-05-11", 50, 300_000_000),
        ("technology_line", "2018-05-11", 50, 450_000_000),
        ("demonstration_model", "2018-05-10", 30, 500_000_000),
        ("demonstration_model", "2018-05-11", 30, 1_000_000_000),
        ("fair_participation", "2020-01-01", 80, None),
        ("new_enterprise", "2020-01-01", None, 10_000_000),
    ],
)
def test_the_national_level_of_the_day(kind, on, rate, cap):
    fact = national(kind, on)
    assert (fact.rate_percent, fact.cap_vnd, fact.is_borrowed) == (rate, cap, False)


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        ("machinery", "2014-04-07"),
        ("technology_line", "2018-05-10"),
        ("showroom", "2026-01-01"),
        ("nothing_like_it", "2026-01-01"),
    ],
)
def test_an_unknown_level_is_none(kind, on):
    assert national(kind, on) is None


@pytest.mark.parametrize(
    ("kind", "is_verified"), [("machinery", True), ("technology_line", False), ("trademark", False)]
)
def test_a_figure_that_nobody_compared_with_the_text_says_so(kind, is_verified):
    assert national(kind, "2026-01-01").is_verified is is_verified


@pytest.mark.parametrize(
    ("on", "cap", "is_borrowed"),
    [("2025-07-25", 1_000_000_000, True), ("2025-07-26", 800_000_000, False)],
)
def test_dak_lak_has_its_own_level_for_models_from_its_first_day(on, cap, is_borrowed):
    province = find_province("Đắk Lắk", day(on))
    fact = ceiling_on(kind="demonstration_model", fund="local", province=province, on=day(on))
    assert (fact.cap_vnd, fact.is_borrowed) == (cap, is_borrowed)


def test_a_local_fund_without_a_level_borrows_the_national_one():
    province = find_province("Lạng Sơn", TODAY)
    fact = ceiling_on(kind="machinery", fund="local", province=province, on=TODAY)
    assert (fact.cap_vnd, fact.is_borrowed) == (300_000_000, True)


def test_a_verified_level_of_the_province_goes_before_the_national_one():
    province = find_province("Đắk Lắk", TODAY)
    levels = verified_levels(province)
    for kind, cap in (("machinery", 300_000_000), ("technology_line", 450_000_000)):
        fact = ceiling_on(kind=kind, fund="local", province=province, on=TODAY)
        assert (fact.norm_id, fact.rate_percent, fact.cap_vnd) == (levels[kind].pk, 50, cap)
        assert (fact.is_borrowed, fact.is_verified) == (False, True)


def test_a_row_of_the_site_goes_before_the_shipped_one_while_it_lasts():
    province = find_province("Đắk Lắk", TODAY)
    given = {"province": province, "kind": "demonstration_model", "since": TODAY}
    NormFactory(cap_vnd=900_000_000, until=TODAY + dt.timedelta(days=1), **given)
    caps = [
        ceiling_on(
            kind="demonstration_model",
            fund="local",
            province=province,
            on=TODAY + dt.timedelta(days=n),
        ).cap_vnd
        for n in (-1, 0, 1)
    ]
    assert caps == [800_000_000, 900_000_000, 800_000_000]


def test_levels_for_several_cases_are_told_apart():
    province = find_province("Thanh Hóa", TODAY)
    fact = ceiling_on(
        kind="cluster_infrastructure",
        fund="local",
        province=province,
        on=TODAY,
        variant="huyện Mường Lát",
    )
    assert fact.cap_vnd == 20_000_000_000


def test_a_pinned_row_can_be_read_again():
    row = Norm.objects.get(key="norm:machinery:national:::2018-05-11")
    assert ceiling_fact(row, fund="local").is_borrowed
    assert not ceiling_fact(row, fund="national").is_borrowed


@pytest.mark.parametrize(
    ("name", "on", "approver"),
    [
        ("Đắk Lắk", "2025-06-30", "department"),
        ("Đắk Lắk", "2025-07-01", "department"),
        ("Lạng Sơn", "2024-01-01", "committee"),
        ("Lạng Sơn", "2026-11-21", "committee"),
    ],
)
def test_who_approves_differs_by_province(name, on, approver):
    fact = procedure_on(province=find_province(name, day(on)), on=day(on))
    assert (fact.approver, fact.is_verified) == (approver, False)


@pytest.mark.parametrize(("name", "approver"), [("Lạng Sơn", "committee"), ("Đắk Lắk", None)])
def test_the_unit_of_today_stands_for_its_only_predecessor(name, approver):
    fact = procedure_on(province=find_province(name, TODAY), on=day("2024-06-01"))
    assert (fact.approver if fact else None) == approver


@pytest.mark.parametrize("name", ["Đồng Nai", None])
def test_a_procedure_that_nobody_knows_is_none(name):
    province = find_province(name, TODAY) if name else None
    assert procedure_on(province=province, on=TODAY) is None


def test_a_confirmed_procedure_tells_its_advance():
    province = find_province("Đắk Lắk", TODAY)
    ProcedureFactory(province=province)
    fact = procedure_on(province=province, on=TODAY)
    assert (fact.advance_percent, fact.advance_min_invested_percent) == (70, 50)


@pytest.mark.parametrize(
    ("kind", "on", "percent", "invested"),
    [
        ("machinery", "2014-02-10", 70, 70),
        ("cluster_infrastructure", "2026-01-01", 30, 50),
        ("vocational_training", "2026-01-01", 70, None),
        ("showroom", "2019-01-01", 70, None),
    ],
)
def test_the_national_advance_of_a_kind(kind, on, percent, invested):
    fact = advance_on(kind=kind, on=day(on))
    assert (fact.advance_percent, fact.advance_min_invested_percent) == (percent, invested)


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        ("machinery", "2014-02-09"),
        ("showroom", "2018-12-31"),
        ("recoverable_support", "2026-01-01"),
    ],
)
def test_an_unknown_advance_is_none(kind, on):
    assert advance_on(kind=kind, on=day(on)) is None


@pytest.mark.parametrize(("on", "last_day"), [("2018-12-31", 15), ("2019-01-01", 20)])
def test_the_term_of_a_national_step(on, last_day):
    fact = deadline_on(step="register", fund="national", province=None, on=day(on))
    assert (fact.month, fact.day_of_month, fact.days) == (6, last_day, None)


def test_a_local_fund_has_no_term_but_its_own():
    province = find_province("Đắk Lắk", TODAY)
    assert deadline_on(step="settle", fund="local", province=province, on=TODAY) is None


@pytest.mark.parametrize(
    ("on", "outside", "counts_village", "has_union", "has_green"),
    [
        ("2025-10-14", "class_1_city_ward", False, False, False),
        ("2025-10-15", "central_city_ward", True, True, True),
    ],
)
def test_the_decree_of_2025_changes_who_may_benefit(
    on, outside, counts_village, has_union, has_green
):
    place = place_rule_on(day(on))
    assert (place.outside, place.counts_craft_village) == (outside, counts_village)
    assert ("cooperative_union" in {f.form for f in legal_forms_on(day(on))}) is has_union
    assert ("green_high_tech" in {t.trade for t in eligible_trades_on(day(on))}) is has_green


def test_before_the_programme_there_is_no_rule():
    before = day("2012-07-04")
    assert place_rule_on(before) is None
    assert (legal_forms_on(before), eligible_trades_on(before)) == ((), ())


def test_mining_is_supported_in_difficult_areas_alone():
    only = {t.trade for t in eligible_trades_on(TODAY) if t.is_difficult_area_only}
    assert only == {"mining"}


@pytest.mark.parametrize(
    ("on", "employees", "is_either"),
    [("2018-03-10", [10, 200, 300], True), ("2018-03-11", [10, 100, 200], False)],
)
def test_the_sizes_of_the_day_come_smallest_first(on, employees, is_either):
    sizes = size_limits_on(day(on))
    assert [s.employees_max for s in sizes] == employees
    assert sizes[-1].is_either is is_either


def test_a_year_without_days_on_file_is_said():
    fact = holidays_of([2026, 2027])
    assert fact.known_years == {2026}
    assert day("2026-09-02") in fact.days
    assert fact.certainty == "unverified"


def test_no_year_asked_needs_no_doubt():
    assert holidays_of([]).certainty == "verified"


offsets = st.integers(0, 20)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(offsets, st.none() | st.integers(0, 8), st.booleans()), max_size=5))
def test_whatever_is_entered_one_row_answers_for_each_day(place, enter, confirm, wishes):
    variant = uuid.uuid4().hex
    level = {"kind": "machinery", "fund": "local", "cap_vnd": 1, "variant": variant}
    for start, length, is_confirmed in wishes:
        first = TODAY + dt.timedelta(days=start)
        last = None if length is None else first + dt.timedelta(days=length)
        try:
            row = enter(first, last, values=level)
        except Refusal:
            continue
        if is_confirmed:
            confirm(row)
    rows = list(Norm.objects.counting().filter(variant=variant))
    for n in range(30):
        on = TODAY + dt.timedelta(days=n)
        holding = [row.pk for row in rows if on in row.valid]
        found = ceiling_on(
            kind="machinery", fund="local", province=place.unit, on=on, variant=variant
        )
        assert [found.norm_id] == holding if found else holding == []
