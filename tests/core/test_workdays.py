import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.dates import add_working_days

days = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
holidays = st.sets(days, max_size=30)


@given(days, st.integers(0, 60), holidays)
def test_a_term_holds_as_many_working_days_as_asked(day, count, off):
    last = add_working_days(day, count, off)
    term = [day + dt.timedelta(days=n) for n in range(1, (last - day).days + 1)]
    assert sum(d.weekday() < 5 and d not in off for d in term) == count
    assert count == 0 or (last.weekday() < 5 and last not in off)


@given(days, st.integers(0, 30), st.integers(0, 30), holidays)
def test_terms_that_follow_one_another_are_one_term(day, one, other, off):
    middle = add_working_days(day, one, off)
    assert add_working_days(middle, other, off) == add_working_days(day, one + other, off)


def test_weekends_and_holidays_are_skipped():
    thursday = dt.date(2026, 4, 23)
    hung_kings, liberation, labour = dt.date(2026, 4, 27), dt.date(2026, 4, 30), dt.date(2026, 5, 1)
    assert add_working_days(thursday, 1, set()) == dt.date(2026, 4, 24)
    assert add_working_days(thursday, 2, set()) == dt.date(2026, 4, 27)
    assert add_working_days(thursday, 2, {hung_kings}) == dt.date(2026, 4, 28)
    assert add_working_days(thursday, 4, {hung_kings, liberation, labour}) == dt.date(2026, 5, 4)


def test_a_negative_term_is_refused():
    with pytest.raises(ValueError, match="không được âm"):
        add_working_days(dt.date(2026, 5, 4), -1, ())
