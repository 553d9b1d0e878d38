"""The goals are whole, speak of operations that exist, and are judged right."""

from fnmatch import fnmatch

import pytest
from pydantic import ValidationError

from bench.goals import Goal, grown, judged, the_goals
from bench.operations import files
from bench.operations.pages import Pages

KNOWN = {*Pages().all(), *files.operations(), "worker"}


def took(p50=1.0, queries=1, size=10, rss=None):
    return {"p50_ms": p50, "p95_ms": p50, "queries": queries, "bytes": size, "rss_mib": rss}


def verdict(results, operation, against):
    return next(v for v in judged(results) if (v.operation, v.against) == (operation, against))


def test_every_goal_speaks_of_operations_that_exist():
    named = [name for goal in the_goals().goals for name in (goal.operation, goal.against) if name]
    assert [name for name in named if not any(fnmatch(code, name) for code in KNOWN)] == []


@pytest.mark.parametrize(
    ("seconds", "is_met"), [(4.0, True), (4.1, False)], ids=["just met", "missed"]
)
def test_a_ratio_may_be_reached_but_not_passed(seconds, is_met):
    found = verdict(
        {"list.schemes.50": took(seconds), "limit.join_50": took()},
        "list.schemes.50",
        "limit.join_50",
    )
    assert (found.value, found.goal, found.is_met) == (seconds, 4, is_met)


def test_bytes_and_queries_are_compared_with_the_shorter_list():
    results = {
        "list.schemes.10": took(size=1000, queries=7),
        "list.schemes.250": took(size=1000 + 240 * 900, queries=8),
    }
    found = [v for v in judged(results) if v.against == "list.schemes.10"]
    assert {v.what: (v.value, v.is_met) for v in found} == {
        "queries": (8, False),
        "bytes a row": (900, True),
    }


def test_a_goal_waits_until_both_were_measured():
    assert not [v for v in judged({"search.broad": took()}) if v.what == "ratio"]


def test_growth_is_told_where_it_matters():
    small = {"list.schemes.50": took(10), "list.schemes.totals": took(1)}
    large = {"list.schemes.50": took(14), "list.schemes.totals": took(9)}
    (found,) = grown(small, large)
    assert (found.operation, found.value, found.is_met) == ("list.schemes.50", 1.4, False)


def test_a_goal_has_one_limit():
    with pytest.raises(ValidationError, match="exactly one limit"):
        Goal(operation="list.*", queries=12, ratio=1)
