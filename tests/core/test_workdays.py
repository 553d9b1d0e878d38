import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.dates import add_working_days, working_days_between

days = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
holidays = st.sets(days, max_size=30)


@given(days, st.integers(0, 60), holidays)
def test_a_term_holds_as_many_working_days_as_asked(day, count, off):
    last = add_working_days(day, count, off)
    assert working_days_between(day, last, off) == count
    assert count == 0 or (last.weekday() < 5 and last not in off)


@given(days, days, days, holidays)
def test_working_days_of_adjoining_stretches_add_up(one, two, three, off):
    first, middle, last = sorted([one, two, three])
    parts = working_days_between(first, middle, off) + working_days_between(middle, last, off)
    assert parts == working_days_between(first, last, off)


def test_weekends_and_holidays_are_skipped():
    thursday = dt.date(2026, 4, 23)
    hung_kings, liberation, labour = dt.date(2026, 4, 27), dt.date(2026, 4, 30), dt.date(2026, 5, 1)
    assert add_working_days(thursday, 1, set()) == dt.date(2026, 4, 24)
    assert add_working_days(thursday, 2, set()) == dt.date(2026, 4, 27)
    assert add_working_days(thursday, 2, {hung_kings}) == dt.date(2026, 4, 28)
    assert add_working_days(thursday, 4, {hung_kings, liberation, labour}) == dt.date(2026, 5, 4)


def test_a_stretch_that_runs_backwards_holds_no_working_day():
    assert working_days_between(dt.date(2026, 5, 4), dt.date(2026, 5, 1), ()) == 0


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="không được âm"):
        add_working_days(dt.date(2026, 5, 4), -1, ())
