"""Results as JSON rows and as the tables of docs/performance.md."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil

from bench.goals import Results, Verdict, grown, judged

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
BEGIN, END = "<!-- written by make bench, from here -->", "<!-- to here -->"
GIB = 1024**3


def rows_of(factor: float, results: Results) -> list[dict[str, Any]]:
    """Return one row for each operation and goal; without a goal the last columns are empty."""
    verdicts = list(judged(results))
    return [row for code in results for row in _rows_of(code, factor, results, verdicts)]


def growth_rows(results: Mapping[float, Results]) -> list[dict[str, Any]]:
    """Return how the operations grew from each factor to the next larger one."""
    factors = sorted(results)
    return [
        _row(verdict.operation, large, results[large], verdict, f"factor {small:g}")
        for small, large in pairwise(factors)
        for verdict in sorted(grown(results[small], results[large]), key=lambda v: v.operation)
    ]


def _rows_of(
    code: str, factor: float, results: Results, verdicts: Sequence[Verdict]
) -> Iterator[dict[str, Any]]:
    own = [verdict for verdict in verdicts if verdict.operation == code]
    for verdict in own:
        yield _row(code, factor, results, verdict, verdict.against or verdict.what)
    if not own:
        yield _row(code, factor, results, None, "")


def _row(
    code: str, factor: float, results: Results, verdict: Verdict | None, against: str
) -> dict[str, Any]:
    took = {name: _short(value) for name, value in results[code].items()}
    if verdict is None:
        return {"operation": code, "factor": factor, **took, "against": against, **NO_GOAL}
    if verdict.what in {"queries", "bytes a row"} and verdict.against:
        against = f"{against}, {verdict.what}"
    return {
        "operation": code,
        "factor": factor,
        **took,
        "against": against,
        "ratio": _short(verdict.value),
        "goal": verdict.goal,
        "met": verdict.is_met,
    }


NO_GOAL = {"ratio": None, "goal": None, "met": None}


def _short(value: Any) -> Any:
    return round(value, 3) if isinstance(value, float) else value


# The page


def write_page(rows: Sequence[Mapping[str, Any]], built: Mapping[float, Mapping[str, Any]]) -> None:
    """Put the tables between the marks of docs/performance.md; the words around them stay."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    text = "\n\n".join([machine(), *countries(built), *tables(rows)])
    PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")


def machine() -> str:
    """Describe the machine."""
    memory = psutil.virtual_memory().total / GIB
    load = psutil.getloadavg()[0]
    return (
        f"Measured on {psutil.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB,"
        f" {platform.system()} {platform.release()}, Python {platform.python_version()},"
        f" load {load:.1f} at the end of the run."
    )


def countries(built: Mapping[float, Mapping[str, Any]]) -> Iterator[str]:
    """Tell what each database holds and how long it took to make."""
    for factor, facts in sorted(built.items()):
        rows = ", ".join(f"{count:,} {name}" for name, count in facts["rows"].items())
        yield f"Factor {factor:g}: {rows}; built and checked in {facts['seconds']} s."


def tables(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a table of each factor, goals first."""
    for factor in sorted({row["factor"] for row in rows}):
        yield f"### Factor {factor:g}"
        yield "\n".join([HEAD, *(_line(row) for row in rows if row["factor"] == factor)])


HEAD = (
    "| operation | p50 ms | p95 ms | queries | bytes | MiB | against | ratio | goal | met |\n"
    "|---|--:|--:|--:|--:|--:|---|--:|--:|---|"
)


def _line(row: Mapping[str, Any]) -> str:
    cells = [
        row["operation"],
        f"{row['p50_ms']:.1f}",
        f"{row['p95_ms']:.1f}",
        row["queries"],
        f"{row['bytes']:,}",
        _shown(row["rss_mib"]),
        row["against"],
        _shown(row["ratio"]),
        _shown(row["goal"]),
        {True: "yes", False: "**no**", None: ""}[row["met"]],
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"
