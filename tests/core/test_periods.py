import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.core.periods import Period, half_year, month, quarter, year, years

days = st.dates(dt.date(2000, 1, 1), dt.date(2002, 12, 31))
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))


@given(periods, periods, days)
def test_containing_and_overlapping_agree_with_their_days(one, other, day):
    assert one.overlaps(other) == other.overlaps(one)
    if one.contains(other):
        assert one.overlaps(other)
        assert day not in other or day in one
    if day in one and day in other:
        assert one.overlaps(other)


def test_both_ends_belong_to_a_period():
    assert dt.date(2024, 1, 1) in year(2024)
    assert dt.date(2024, 12, 31) in year(2024)
    assert dt.date(2023, 12, 31) not in year(2024)
    assert dt.date(2025, 1, 1) not in year(2024)
    assert year(2024).contains(year(2024))
    assert not year(2024).overlaps(year(2025))
    assert years(2012, 2024).contains(quarter(2024, 4))
    assert not years(2012, 2024).contains(Period(dt.date(2024, 12, 31), dt.date(2025, 1, 1)))


def test_the_parts_of_a_year_make_up_the_year():
    for size, maker in ((2, half_year), (4, quarter), (12, month)):
        parts = [maker(2024, n) for n in range(1, size + 1)]
        assert (parts[0].first, parts[-1].last) == (year(2024).first, year(2024).last)
        for before, after in itertools.pairwise(parts):
            assert before.last + dt.timedelta(days=1) == after.first


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (year(2024), "Năm 2024"),
        (years(2012, 2024), "Giai đoạn 2012–2024"),
        (half_year(2025, 1), "6 tháng đầu năm 2025"),
        (half_year(2025, 2), "6 tháng cuối năm 2025"),
        (quarter(2024, 2), "Quý II/2024"),
        (month(2024, 2), "Tháng 2/2024"),
        (Period(dt.date(2024, 1, 1), dt.date(2024, 9, 30)), "Từ 01/01/2024 đến 30/09/2024"),
    ],
)
def test_a_period_has_its_usual_name(period, label):
    assert period.label == label


def test_a_period_does_not_end_before_it_begins():
    with pytest.raises(ValueError, match="Ngày cuối kỳ"):
        Period(dt.date(2024, 1, 2), dt.date(2024, 1, 1))
