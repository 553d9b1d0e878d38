"""Amounts add up by line and by source, and the counterpart is full."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.schemes.rules.money import amounts, counterpart, line_amount, line_amounts, sums
from tests.schemes.rule_facts import MILLION, act, codes, money_line, scheme

HUGE = 10**15 + 1


def test_a_sound_estimate_passes_and_shows_its_total():
    (finding,) = sums(scheme(), act())
    assert (finding.code, finding.figures["total_vnd"]) == ("sums.add_up", 486 * MILLION)


def test_an_estimate_without_lines_is_refused():
    assert codes(sums(scheme(lines=()), act())) == ["sums.no_lines"]


@pytest.mark.parametrize("field", ["support_vnd", "counterpart_vnd", "other_vnd", "total_vnd"])
def test_each_source_must_be_the_sum_of_its_lines(field):
    spoilt = scheme(**{field: 1})
    assert codes(sums(spoilt, act())) == [f"sums.{field}"]


def test_an_unknown_sum_does_not_pass_for_the_lines():
    assert "sums.total_vnd" in codes(sums(scheme(total_vnd=None), act()))


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ({"quantity": Decimal(0)}, "line.negative.1"),
        ({"other_vnd": -1, "counterpart_vnd": -1}, "line.negative.1"),
        ({"counterpart_vnd": -1}, "line.split.1"),
        ({"quantity": Decimal(HUGE)}, "line.huge.1"),
        ({"unit_price_vnd": HUGE, "amount_vnd": HUGE}, "line.huge.1"),
        ({"amount_vnd": 1, "counterpart_vnd": 1, "support_vnd": 0}, "line.product.1"),
        ({"counterpart_vnd": 1}, "line.split.1"),
        ({"is_eligible": False}, "line.ineligible.1"),
    ],
)
def test_a_line_that_cannot_be_is_refused_by_its_number(spoilt, code):
    assert codes(line_amounts(money_line(**spoilt), 1)) == [code]


def test_a_sound_line_has_nothing_to_say():
    assert line_amounts(money_line(), 1) == []


def test_the_lines_of_a_scheme_are_numbered_as_in_the_table():
    lines = (money_line(), money_line(quantity=Decimal(-1)))
    assert codes(amounts(scheme(lines=lines), act())) == ["line.negative.2"]


def test_a_scheme_without_support_is_refused_but_not_without_lines():
    assert codes(amounts(scheme(support=0), act())) == ["amounts.no_support"]
    assert amounts(scheme(lines=()), act()) == []


def test_a_full_counterpart_passes_with_its_amount():
    (finding,) = counterpart(scheme(), act())
    assert finding.figures["counterpart_vnd"] == 336 * MILLION


@pytest.mark.parametrize("own", [0, None, 335 * MILLION])
def test_a_short_counterpart_is_refused_with_what_is_needed(own):
    (finding,) = counterpart(scheme(counterpart_vnd=own), act())
    assert finding.is_blocking
    assert finding.figures["needed_vnd"] == 336 * MILLION


def test_other_sources_help_to_fill_the_rest():
    assert not codes(counterpart(scheme(other=100), act()))


def test_unknown_sums_count_as_nothing():
    empty = scheme(total_vnd=None, support_vnd=None, counterpart_vnd=None, other_vnd=None)
    assert codes(counterpart(empty, act())) == ["counterpart.short"]


@given(quantity=st.decimals("0.001", "1000", places=3), price=st.integers(0, 10**9))
def test_a_line_is_rounded_to_the_nearest_dong(quantity, price):
    assert abs(line_amount(quantity, price) - quantity * price) <= Decimal("0.5")
