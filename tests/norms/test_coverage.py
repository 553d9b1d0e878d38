"""Days of dated rows: no two at once, no hole."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.norms.rules.coverage import ONE_DAY, Span, holes, overlapping

START = dt.date(2020, 1, 1)
days = st.integers(0, 60).map(lambda n: START + n * ONE_DAY)
spans = st.builds(
    lambda first, length: Span(first, None if length is None else first + length * ONE_DAY),
    days,
    st.none() | st.integers(0, 10),
)
calendar = [START + n * ONE_DAY for n in range(80)]


@given(spans, spans)
def test_two_spans_overlap_when_they_share_a_day(a, b):
    shared = any(day in a and day in b for day in calendar)
    assert a.overlaps(b) == b.overlaps(a) == shared


@given(st.lists(spans, max_size=6))
def test_without_overlapping_neighbours_every_day_has_one_span_or_lies_in_a_hole(found):
    if overlapping(found):
        assert any(sum(day in span for span in found) > 1 for day in calendar)
        return
    gaps = holes(found, since=START)
    for day in calendar:
        assert sum(day in span for span in [*found, *gaps]) == 1


def test_days_before_the_asked_one_are_no_hole():
    assert holes([Span(dt.date(2020, 3, 1))], since=dt.date(2020, 3, 5)) == []


@pytest.mark.parametrize(("last", "expected"), [(0, False), (-1, True)])
def test_a_span_that_ends_before_it_begins_is_recognised(last, expected):
    assert Span(START, START + last * ONE_DAY).is_backwards is expected
