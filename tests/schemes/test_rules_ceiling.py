"""The ceiling: min(rate × eligible cost, cap), binding only where the province's own figure is sure."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khuyencong.schemes.rules.ceiling import UNKNOWN, ceiling, exceeded, formula, limit
from khuyencong.schemes.rules.facts import Answer
from tests.schemes.rule_facts import MILLION, act, codes, level, scheme


def test_350_of_1000_is_refused_by_the_cap_of_300():
    (finding,) = ceiling(scheme(total=1000, support=350), act())
    assert (finding.code, finding.is_blocking) == ("ceiling.cap", True)
    assert finding.figures == {"support_vnd": 350 * MILLION, "limit_vnd": 300 * MILLION}
    assert "300 triệu đồng" in finding.cure


def test_250_of_400_is_refused_by_the_rate():
    (finding,) = ceiling(scheme(total=400, support=250), act())
    assert (finding.code, finding.figures["limit_vnd"]) == ("ceiling.rate", 200 * MILLION)
    assert "50 % × chi phí hợp lệ 400 triệu đồng = 200 triệu đồng" in finding.message


def test_a_line_at_350_of_1000_passes_with_headroom():
    line = scheme(total=1000, support=350, ceiling=level(cap=450))
    (finding,) = ceiling(line, act())
    assert finding.figures["headroom_vnd"] == 100 * MILLION
    assert "còn dư 100 triệu đồng" in finding.message


@pytest.mark.parametrize(
    ("doubt", "code"),
    [({"is_borrowed": True}, "ceiling.borrowed"), ({"is_verified": False}, "ceiling.unverified")],
)
def test_an_unsure_level_warns_even_where_it_is_kept(doubt, code):
    found = ceiling(scheme(ceiling=level(**doubt)), act())
    assert codes(found, "warn") == [code]
    assert codes(found, "pass") == ["ceiling.within"]


@pytest.mark.parametrize("doubt", [{"is_borrowed": True}, {"is_verified": False}])
def test_an_unsure_level_only_warns_where_it_is_exceeded_and_says_why(doubt):
    found = ceiling(scheme(total=600, support=350, ceiling=level(**doubt)), act())
    assert codes(found, "warn") == ["ceiling.rate", "ceiling.cap"]
    assert all("chỉ cảnh báo" in finding.message for finding in found)


def test_an_unknown_level_asks_for_figure_and_basis():
    (finding,) = ceiling(scheme(ceiling=None), act())
    assert (finding.code, finding.severity) == (UNKNOWN, "ask")


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"rate_percent": Decimal(50)}, "ceiling.within"),
        ({"cap_vnd": 100 * MILLION}, "ceiling.cap"),
        ({}, UNKNOWN),
    ],
)
def test_the_appraisers_own_figure_stands_in_for_an_unknown_one(figures, code):
    answer = Answer(code=UNKNOWN, reason="theo văn bản", citation="CV 12/STC", **figures)
    (finding,) = ceiling(scheme(ceiling=None), act(answers=(answer,)))
    assert finding.code == code


def test_a_figure_given_at_the_appraisal_holds_at_the_approval():
    answer = Answer(code=UNKNOWN, reason="r", citation="c", cap_vnd=300 * MILLION)
    other = Answer(code="ceiling.cap", reason="r", citation="c", cap_vnd=1)
    (finding,) = ceiling(scheme(ceiling=None, answers=(other, answer)), act())
    assert finding.code == "ceiling.within"


def test_a_level_without_figures_limits_nothing():
    free = level(rate=None, cap=None)
    assert limit(free, 5) is None
    assert formula(free, 5) == "không giới hạn bằng số"
    (finding,) = ceiling(scheme(ceiling=free), act())
    assert (finding.figures["limit_vnd"], finding.code) == ("", "ceiling.within")


def test_the_formula_names_rate_cost_and_cap():
    text = formula(level(), 486 * MILLION)
    assert (
        text == "50 % × chi phí hợp lệ 486 triệu đồng = 243 triệu đồng; tối đa 300 triệu đồng/cơ sở"
    )


def test_a_cap_without_unit_is_said_without_one():
    bare = level(rate=None)
    object.__setattr__(bare, "unit", "")
    assert formula(bare, 0) == "tối đa 300 triệu đồng"
    assert "đồng/" not in exceeded(bare, 301 * MILLION, 0)[0].message


def test_missing_sums_are_nothing():
    (finding,) = ceiling(scheme(support_vnd=None, eligible_cost_vnd=None), act())
    assert finding.code == "ceiling.within"


@given(support=st.integers(0, 10**12), eligible=st.integers(0, 10**12))
def test_what_passes_never_exceeds_either_bound(support, eligible):
    found = exceeded(level(), support, eligible)
    assert (not found) == (support <= limit(level(), eligible))
    assert (not found) == (support * 2 <= eligible and support <= 300 * MILLION)
