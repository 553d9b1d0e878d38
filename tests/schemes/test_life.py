"""A scheme of every kind goes the whole way, and the money goes with it."""

import pytest

from khuyencong.budget.queries import balances_of, pool
from khuyencong.schemes.kinds import KINDS
from tests.schemes.factories import MILLION, fresh


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_passes_through_a_whole_life(here, kind):
    scheme = here.at("closed", kind=kind, support=140)
    assert scheme.state == "closed"
    assert balances_of(scheme.public_id) == {("local", "settled"): 140 * MILLION}


def test_money_follows_the_steps(here):
    scheme = here.at("approved")
    assert balances_of(scheme.public_id) == {("local", "planned"): 150 * MILLION}
    assert pool(here.place.centre, 2026, "local") == 4_850 * MILLION
    here.contract(scheme)
    here.start(scheme)
    here.progress(scheme)
    here.advance(scheme, 100)
    assert balances_of(scheme.public_id) == {
        ("local", "committed"): 50 * MILLION,
        ("local", "advanced"): 100 * MILLION,
    }
    here.accept(scheme)
    here.pay(scheme, 50)
    here.settle(scheme)
    assert balances_of(scheme.public_id) == {("local", "settled"): 150 * MILLION}
    assert fresh(scheme).settled_vnd == 150 * MILLION
