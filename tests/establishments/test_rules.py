"""Each rule on both sides of its limits; the law is given as the dated rows would be."""

import datetime as dt
from types import SimpleNamespace

import pytest

from khuyencong.core.findings import Severity
from khuyencong.establishments.enums import ENTERPRISES, LegalForm, Trade
from khuyencong.establishments.rules.eligibility import RULES, findings
from khuyencong.establishments.rules.facts import Facts, Place
from khuyencong.norms.enums import PlaceTest

DAY = dt.date(2026, 3, 2)
PASS, ASK, WARN, BLOCK = Severity.PASS, Severity.ASK, Severity.WARN, Severity.BLOCK
BILLION = 10**9


def law(*, is_verified=True, citation="NĐ 1 Điều 2", **known):
    return SimpleNamespace(is_verified=is_verified, citation=citation, **known)


def facts(**known):
    base = {
        "on": DAY,
        "legal_form": "cooperative",
        "trade": "handicrafts",
        "forms": (law(form="cooperative"), law(form="enterprise")),
        "trades": (law(trade="handicrafts", is_difficult_area_only=False),),
        "place_law": place_law(),
        "place": Place(text="xã Ea Knuếc", is_outside=False),
    }
    return Facts(**base | known)


def place_law(outside=PlaceTest.CENTRAL_CITY_WARD, *, village=True, **known):
    return law(outside=outside, counts_craft_village=village, **known)


def size_law(*, is_either=False, revenue=200 * BILLION, **known):
    limits = {"employees_max": 200, "capital_max_vnd": 100 * BILLION, "revenue_max_vnd": revenue}
    return law(is_either=is_either, **limits | known)


def found(rule, **known):
    """Return what one rule says of facts, None if it does not concern them."""
    by_code = {f.code: f for f in findings(facts(**known))}
    return by_code.get(f"eligibility.{rule}")


def severity(rule, **known):
    finding = found(rule, **known)
    return finding and finding.severity


def test_every_rule_of_the_day_answers_once_with_its_article():
    codes = [f.code for f in findings(facts(legal_form=LegalForm.LIMITED_COMPANY))]
    assert codes == [rule.code for rule in RULES]
    assert all(f.citation for f in findings(facts()))


@pytest.mark.parametrize(("day", "count"), [(4, 0), (5, 3)])
def test_no_rule_governs_before_the_decree_of_2012(day, count):
    assert len(findings(facts(on=dt.date(2012, 7, day)))) == count


def test_a_rule_with_a_last_day_governs_through_it():
    rule = RULES[0].__class__(
        code="x", sentence="", citation="", first_on=DAY, last_on=DAY, check=RULES[0].check
    )
    days = [DAY - dt.timedelta(days=1), DAY, DAY + dt.timedelta(days=1)]
    assert [rule.governs(day) for day in days] == [False, True, False]


@pytest.mark.parametrize("form", sorted(ENTERPRISES))
def test_every_kind_of_enterprise_counts_as_enterprise(form):
    assert severity("legal_form", legal_form=form) is PASS


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("cooperative", PASS),
        ("cooperative_union", BLOCK),
        ("craft_village", BLOCK),
        ("production_site", ASK),
        ("unknown", ASK),
    ],
)
def test_a_form_must_be_named_by_the_law_of_the_day(form, expected):
    assert severity("legal_form", legal_form=form) is expected


def test_a_gap_in_an_unverified_list_only_warns_and_an_empty_one_asks():
    doubtful = (law(form="cooperative", is_verified=False),)
    finding = found("legal_form", legal_form="craft_village", forms=doubtful)
    assert finding.severity is WARN
    assert "chưa kiểm chứng" in finding.cure
    assert "chưa kiểm chứng" in found("legal_form", forms=doubtful).message
    assert severity("legal_form", forms=()) is ASK


@pytest.mark.parametrize(
    ("staff", "revenue", "capital", "expected"),
    [
        (200, 200, None, PASS),
        (200, None, 100, PASS),
        (200, 201, 100, PASS),
        (201, 1, 1, BLOCK),
        (201, None, None, BLOCK),
        (10, 201, 101, BLOCK),
        (None, 201, 101, BLOCK),
        (None, 1, 1, ASK),
        (10, None, None, ASK),
        (10, 201, None, ASK),
    ],
)
def test_an_enterprise_keeps_staff_and_one_of_the_money_limits(staff, revenue, capital, expected):
    assert sized(size_law(), staff, revenue, capital) is expected


@pytest.mark.parametrize(
    ("staff", "capital", "expected"),
    [(200, 101, PASS), (201, 100, PASS), (201, 101, BLOCK), (201, None, ASK), (None, 101, ASK)],
)
def test_an_older_law_is_content_with_one_limit(staff, capital, expected):
    either = size_law(is_either=True, revenue=None)
    assert sized(either, staff, 900, capital) is expected


@pytest.mark.parametrize(("staff", "expected"), [(200, PASS), (201, BLOCK), (None, ASK)])
def test_a_law_without_limits_of_money_asks_for_staff_alone(staff, expected):
    assert sized(size_law(revenue=None, capital_max_vnd=None), staff, None, None) is expected


def test_an_unverified_size_only_warns():
    doubtful = size_law(is_verified=False)
    assert sized(doubtful, 201, 1, 1) is WARN
    assert sized(doubtful, 200, 1, 1) is PASS


def sized(size, staff, revenue, capital):
    return severity(
        "size",
        legal_form=LegalForm.JOINT_STOCK_COMPANY,
        size_law=size,
        employees=staff,
        revenue_vnd=revenue and revenue * BILLION,
        capital_vnd=capital and capital * BILLION,
    )


def test_the_refusal_of_size_tells_the_limits_of_either_law():
    company = {"legal_form": LegalForm.LIMITED_COMPANY, "employees": 500}
    message = found("size", size_law=size_law(), **company).message
    assert "200 lao động và doanh thu 200.000.000.000 đồng hoặc nguồn vốn" in message
    either = size_law(is_either=True, revenue=None)
    message = found("size", size_law=either, capital_vnd=10**12, **company).message
    assert "200 lao động hoặc nguồn vốn 100.000.000.000 đồng" in message


def test_size_concerns_enterprises_alone_and_not_cleaner_production():
    company = {"legal_form": LegalForm.LIMITED_COMPANY}
    assert severity("size", **company) is ASK
    assert severity("size") is None
    assert severity("size", trade=Trade.CLEANER_PRODUCTION, **company) is None


@pytest.mark.parametrize(
    ("trade", "expected"), [("handicrafts", PASS), ("other", BLOCK), ("unknown", ASK)]
)
def test_a_trade_must_be_named_by_the_law_of_the_day(trade, expected):
    assert severity("trade", trade=trade) is expected
    assert severity("trade", trade=trade, trades=()) is ASK


@pytest.mark.parametrize(("is_difficult", "expected"), [(True, PASS), (False, BLOCK), (None, ASK)])
def test_minerals_are_supported_in_difficult_areas_alone(is_difficult, expected):
    mining = (law(trade="mining", is_difficult_area_only=True),)
    place = Place(text="xã A", is_outside=False, is_difficult=is_difficult)
    assert severity("trade", trade="mining", trades=mining, place=place) is expected
    assert severity("trade", trade="mining", trades=mining, place=None) is ASK


@pytest.mark.parametrize("test", list(PlaceTest))
@pytest.mark.parametrize(("is_outside", "expected"), [(False, PASS), (True, BLOCK), (None, ASK)])
def test_a_place_is_judged_by_the_test_of_the_day(test, is_outside, expected):
    place = Place(text="phường A", is_outside=is_outside)
    finding = found("place", place=place, place_law=place_law(test))
    assert finding.severity is expected
    assert "hường A" in finding.message


def test_a_recognised_craft_village_counts_where_the_law_says_so():
    place = Place(text="phường A", is_outside=True, craft_village="làng nghề B")
    assert severity("place", place=place) is PASS
    assert severity("place", place=place, place_law=place_law(village=False)) is BLOCK


def test_an_unverified_place_only_warns_and_an_unknown_one_asks():
    outside = Place(text="phường A", is_outside=True)
    assert severity("place", place=outside, place_law=place_law(is_verified=False)) is WARN
    assert severity("place", place=None) is ASK
    assert severity("place", place_law=None) is ASK


def test_the_cure_asks_for_the_unit_only_while_it_is_not_known():
    open_place = {"text": "tỉnh A", "is_outside": None}
    known, unknown = (Place(is_unit_known=is_known, **open_place) for is_known in (True, False))
    assert found("place", place=unknown).cure.startswith("Chọn xã")
    assert found("place", place=known).cure.startswith("Nêu")


def test_cleaner_production_is_supported_everywhere():
    assert severity("place", trade=Trade.CLEANER_PRODUCTION, place=None) is None
