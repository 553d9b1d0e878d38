"""The rows and tables that a run leaves behind."""

import pytest

from bench import report
from bench.measuring import Measured, alone_in_turn, in_turn

COLUMNS = [
    *("operation", "factor", "p50_ms", "p95_ms", "queries", "bytes", "rss_mib"),
    *("against", "ratio", "goal", "met"),
]


def results():
    return {
        "list.schemes.50": Measured(12.0, 15.0, 7, 90_000).as_row(),
        "limit.join_50": Measured(4.0, 5.0, 1, 9_000).as_row(),
    }


def test_a_row_has_the_promised_columns():
    rows = report.rows_of(1, results())
    assert all(list(row) == COLUMNS for row in rows)


def test_an_operation_has_a_row_for_each_goal_and_one_without():
    rows = {(r["operation"], r["against"]): r for r in report.rows_of(1, results())}
    against = rows["list.schemes.50", "limit.join_50"]
    assert (against["ratio"], against["goal"], against["met"]) == (3.0, 4, True)
    assert rows["list.schemes.50", "queries"]["ratio"] == 7
    assert rows["limit.join_50", ""]["met"] is None


def test_growth_stands_at_the_larger_factor():
    larger = results() | {"list.schemes.50": Measured(18.0, 20.0, 7, 90_000).as_row()}
    (row,) = report.growth_rows({1: results(), 5: larger})
    assert (row["factor"], row["ratio"], row["met"]) == (5, 1.5, False)
    assert row["against"] == "factor 1"


def test_the_page_keeps_its_words_around_the_tables(tmp_path, monkeypatch):
    page = tmp_path / "performance.md"
    page.write_text(f"Before\n{report.BEGIN}\nold\n{report.END}\nAfter\n")
    monkeypatch.setattr(report, "PAGE", page)
    report.write_page(report.rows_of(1, results()), {1: {"rows": {"schemes": 20}, "seconds": 9}})
    text = page.read_text()
    assert text.startswith("Before\n")
    assert text.endswith("After\n")
    assert "old" not in text
    assert "| list.schemes.50 | 12.0 | 15.0 | 7 | 90,000 |  | limit.join_50 | 3 | 4 | yes |" in text
    assert "Factor 1: 20 schemes" in text


def test_each_is_asked_in_turn_and_the_first_round_only_warms_up():
    asked = []
    times = in_turn({"a": lambda: asked.append("a") or 1, "b": lambda: asked.append("b") or 2}, 2)
    assert asked == ["a", "b"] * 3
    assert times == {"a": [1, 1], "b": [2, 2]}


@pytest.mark.parametrize(("code", "runs"), [("export.csv.100000", 3), ("plain.export", 1)])
def test_what_takes_too_long_runs_once(code, runs):
    ran = []
    found = alone_in_turn(
        [code], lambda c: ran.append(c) or {"ms": 1, "queries": 2, "bytes": 3, "rss_mib": 4}
    )
    assert len(ran) == runs
    assert found[code] == Measured(1, 1, 2, 3, 4)
