"""Progress, advance, acceptance, payment, settlement and recovery keep to what is due."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.schemes.rules.facts import Answer, Ledger
from khuyencong.schemes.rules.follow import (
    acceptance,
    advance,
    advance_terms,
    payable,
    payment,
    progress,
    recovery,
    settlement,
)
from tests.schemes.rule_facts import MILLION, act, codes, level, scheme, terms

HUGE = 10**15 + 1
PAID = {"accepted_support_vnd": 150 * MILLION}


def ledger(**known):
    return Ledger(**{f"{name}_vnd": vnd * MILLION for name, vnd in known.items()})


@pytest.mark.parametrize("percent", [0, 100])
def test_progress_lies_between_nothing_and_all(percent):
    assert progress(scheme(), act(percent_done=percent, invested_vnd=0)) == []


@pytest.mark.parametrize("percent", [None, -1, 101])
def test_other_progress_is_refused(percent):
    assert codes(progress(scheme(), act(percent_done=percent))) == ["progress.percent"]


@pytest.mark.parametrize("invested", [-1, HUGE])
def test_an_absurd_investment_is_refused(invested):
    found = progress(scheme(), act(percent_done=1, invested_vnd=invested))
    assert codes(found) == ["progress.invested"]


INVESTED = {"invested_vnd": 243 * MILLION}  # half of 486


def test_an_advance_within_share_and_condition_passes():
    (finding,) = advance(scheme(**INVESTED), act(amount_vnd=105 * MILLION))
    assert finding.figures["limit_vnd"] == 105 * MILLION


def test_advances_are_added_up_against_the_share():
    found = advance(scheme(**INVESTED, ledger=ledger(advanced=100)), act(amount_vnd=6 * MILLION))
    assert codes(found) == ["advance.share"]
    assert "không quá 5 triệu đồng" in found[0].cure


@pytest.mark.parametrize(("invested", "found"), [(243, []), (242, ["advance.invested"])])
def test_an_advance_waits_for_the_investment(invested, found):
    facts = scheme(invested_vnd=invested * MILLION)
    assert codes(advance(facts, act(amount_vnd=MILLION))) == found


def test_no_progress_means_nothing_invested():
    assert codes(advance(scheme(), act(amount_vnd=MILLION))) == ["advance.invested"]


def test_terms_without_condition_ask_for_none():
    facts = scheme(advance_terms=terms(invested=None))
    assert codes(advance(facts, act(amount_vnd=MILLION))) == []


def test_unverified_terms_warn():
    facts = scheme(advance_terms=terms(invested=None, is_verified=False))
    assert codes(advance_terms(facts, act()), "warn") == ["advance.unverified"]


def test_unknown_terms_ask_and_take_the_answer():
    facts = scheme(advance_terms=terms(percent=None))
    assert codes(advance_terms(facts, act()), "ask") == ["advance.unknown"]
    assert advance(facts, act(amount_vnd=MILLION)) == []
    answer = Answer(code="advance.unknown", reason="r", citation="c", rate_percent=Decimal(50))
    other = Answer(code="other", reason="r", citation="c")
    assert codes(advance_terms(facts, act(answers=(other,))), "ask") == ["advance.unknown"]
    found = advance(facts, act(amount_vnd=76 * MILLION, answers=(other, answer)))
    assert codes(found) == ["advance.share"]


@pytest.mark.parametrize("amount", [0, -1, HUGE])
@pytest.mark.parametrize("rule", [advance, payment])
def test_an_absurd_amount_is_refused(rule, amount):
    assert codes(rule(scheme(), act(amount_vnd=amount))) == ["amount.range"]


@pytest.mark.parametrize("eligible", [None, 0, -1, HUGE])
def test_acceptance_needs_a_cost(eligible):
    found = acceptance(scheme(), act(eligible_vnd=eligible, serial_numbers=("1",)))
    assert codes(found) == ["acceptance.eligible"]


@pytest.mark.parametrize("numbers", [(), ("",)])
def test_acceptance_needs_every_serial_number(numbers):
    found = acceptance(scheme(), act(eligible_vnd=MILLION, serial_numbers=numbers))
    assert codes(found) == ["acceptance.serials"]


def test_acceptance_tells_what_is_due():
    (finding,) = acceptance(scheme(), act(eligible_vnd=200 * MILLION, serial_numbers=("1",)))
    assert finding.figures["support_vnd"] == 100 * MILLION


def test_what_is_due_never_exceeds_what_was_approved():
    assert payable(scheme(), 10_000 * MILLION) == 150 * MILLION


def test_a_level_without_figures_leaves_the_approved_support():
    assert payable(scheme(ceiling=level(rate=None, cap=None)), 1) == 150 * MILLION


@pytest.mark.parametrize("unsure", [None, level(is_borrowed=True)])
def test_without_a_binding_level_a_lower_cost_lowers_the_support_in_proportion(unsure):
    facts = scheme(ceiling=unsure)
    assert payable(facts, 243 * MILLION) == 75 * MILLION
    assert payable(facts, 486 * MILLION) == 150 * MILLION


def test_a_scheme_without_cost_on_file_is_measured_by_the_accepted_one():
    facts = scheme(ceiling=None, eligible_cost_vnd=None, support_vnd=None)
    assert payable(facts, 5) == 0


@pytest.mark.parametrize(("amount", "found"), [(50, []), (51, ["payment.over"])])
def test_payments_stay_within_what_is_due(amount, found):
    facts = scheme(**PAID, ledger=ledger(advanced=60, paid=40))
    assert codes(payment(facts, act(amount_vnd=amount * MILLION))) == found


def test_nothing_is_due_before_acceptance():
    assert codes(payment(scheme(), act(amount_vnd=1))) == ["payment.over"]


def test_a_full_settlement_passes():
    (finding,) = settlement(scheme(**PAID, ledger=ledger(advanced=100, paid=50)), act())
    assert finding.code == "settlement.full"


def test_what_was_not_paid_is_told_and_goes_back():
    (finding,) = settlement(scheme(**PAID, ledger=ledger(paid=100)), act())
    assert finding.figures["unpaid_vnd"] == 50 * MILLION


def test_what_was_advanced_beyond_the_due_must_come_back():
    facts = scheme(accepted_support_vnd=80 * MILLION, ledger=ledger(advanced=100))
    assert codes(settlement(facts, act())) == ["settlement.over"]
    assert codes(settlement(facts, act(recovered_vnd=20 * MILLION))) == []


@pytest.mark.parametrize("recovered", [-1, 101 * MILLION])
def test_no_more_comes_back_than_was_advanced(recovered):
    facts = scheme(**PAID, ledger=ledger(advanced=100))
    assert codes(settlement(facts, act(recovered_vnd=recovered))) == ["recovery.range"]
    assert codes(recovery(facts, act(recovered_vnd=recovered))) == ["recovery.range"]


def test_nothing_due_and_nothing_spent_settles():
    assert codes(settlement(scheme(), act())) == []


@given(eligible=st.integers(1, 10**12))
def test_the_due_support_is_never_negative_and_never_above_the_approved(eligible):
    for facts in (scheme(), scheme(ceiling=None)):
        assert 0 <= payable(facts, eligible) <= 150 * MILLION
