"""Published figures enter wholly or not at all, and never twice."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from khuyencong.reports.rules.declared import Published, choose

START = dt.date(2012, 1, 1)


def year(key, first, last, value):
    return Published(
        key=key, first=dt.date(first, 1, 1), last=dt.date(last, 12, 31), value=Decimal(value)
    )


def asked(first, last):
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def keys(choice):
    return [f.key for told in choice.used for f in told.figures]


def test_the_wide_figure_wins_over_its_own_years():
    figures = [year(1, 2012, 2024, 242), year(2, 2014, 2014, 18), year(3, 2020, 2020, 16)]
    choice = choose(figures, *asked(2012, 2024))
    assert choice.value == 242
    assert [f.key for f in choice.beside] == [2, 3]


def test_years_add_up_where_no_wide_figure_fits():
    figures = [year(1, 2012, 2024, 242), year(2, 2020, 2020, 16), year(3, 2021, 2021, 14)]
    choice = choose(figures, *asked(2020, 2022))
    assert (choice.value, keys(choice)) == (30, [2, 3])
    assert [f.key for f in choice.beside] == [1]


def test_a_figure_outside_the_asked_period_is_not_even_beside():
    choice = choose([year(1, 2010, 2011, 5)], *asked(2012, 2024))
    assert choice.used == choice.beside == ()
    assert choice.value is None


def test_contradicting_sources_stand_side_by_side_without_a_sum():
    choice = choose([year(1, 2021, 2025, 48000), year(2, 2021, 2025, 104000)], *asked(2021, 2025))
    assert choice.is_conflict
    assert choice.value is None
    assert keys(choice) == [1, 2]


def test_agreeing_sources_count_once():
    choice = choose([year(1, 2024, 2024, 11), year(2, 2024, 2024, 11)], *asked(2024, 2024))
    assert (choice.value, choice.is_conflict, keys(choice)) == (11, False, [1, 2])


def test_distinct_establishments_are_never_added_over_periods():
    figures = [year(1, 2016, 2016, 6), year(2, 2017, 2018, 13)]
    choice = choose(figures, *asked(2016, 2018), is_additive=False)
    assert (choice.value, keys(choice)) == (13, [2])
    assert choose([], *asked(2016, 2018), is_additive=False).used == ()


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=12)


@given(spans, st.integers(0, 40), st.integers(0, 50))
def test_what_enters_lies_inside_is_disjoint_and_no_swap_covers_more(drawn, offset, length):
    figures = [
        Published(
            key=i,
            first=START + dt.timedelta(a),
            last=START + dt.timedelta(a + n),
            value=Decimal(i % 3),
        )
        for i, (a, n) in enumerate(drawn)
    ]
    first, last = START + dt.timedelta(offset), START + dt.timedelta(offset + length)
    choice = choose(figures, first, last)
    covered = set()
    for told in choice.used:
        days = {told.first + dt.timedelta(i) for i in range(told.days)}
        assert first <= told.first
        assert told.last <= last
        assert not covered & days
        covered |= days
    inside = [f.days for f in figures if f.first >= first and f.last <= last]
    assert len(covered) >= max(inside, default=0)
    assert not {f.key for f in choice.beside} & set(keys(choice))
