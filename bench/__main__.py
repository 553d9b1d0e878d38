"""`make bench`: measures one or several factors and writes what was found.

FACTORS="0.1 1 5" (or FACTOR=1), ONLY="list.*,search.*" names operations, ROUNDS how often each page
is asked, OUT=file gets the rows as JSON. A run of everything rewrites docs/performance.md.
"""

import contextlib
import json
import os
import sys
from functools import partial
from pathlib import Path

from bench import databases, processes
from bench.goals import Results
from bench.measuring import Measured, alone_in_turn, in_turn, summary
from bench.report import growth_rows, rows_of, tables, write_page
from khuyencong.config import embedded

EVERYTHING = "*"


def main() -> int:
    """Measure and report; return 1 when a goal is missed."""
    wish = os.environ
    factors = [float(f) for f in (wish.get("FACTORS") or wish.get("FACTOR") or "1").split()]
    only = wish.get("ONLY") or EVERYTHING
    was_running = embedded.is_running(databases.FOLDER)
    try:
        results = measure(factors, only, int(wish.get("ROUNDS") or 20))
        built = {factor: databases.built(factor) for factor in factors}
    finally:
        if not was_running:
            embedded.stop(databases.FOLDER)
    rows = [row for factor in factors for row in rows_of(factor, results[factor])]
    rows += growth_rows(results)
    print("\n\n".join(tables(rows)))
    if out := wish.get("OUT"):
        Path(out).write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    if only == EVERYTHING:
        write_page(rows, built)
    return int(any(row["met"] is False for row in rows))


def measure(factors: list[float], only: str, rounds: int) -> dict[float, Results]:
    """Measure the factors side by side: each request goes to all of them in turn."""
    environments = {factor: databases.environment(factor) for factor in factors}
    for factor, environment in environments.items():
        processes.build(environment, factor)
    found: dict[float, dict[str, Measured]] = {factor: {} for factor in factors}
    with contextlib.ExitStack() as stack:
        pages = {
            factor: stack.enter_context(processes.Pages(environment, only))
            for factor, environment in environments.items()
        }
        asked = {
            (code, factor): partial(of_factor.ask, code)
            for factor, of_factor in pages.items()
            for code in of_factor.costs
        }
        print(f"{len(asked)} pages, {rounds} rounds", file=sys.stderr)
        times = in_turn(dict(sorted(asked.items())), rounds)
        for (code, factor), taken in times.items():
            found[factor][code] = Measured(*summary(taken), *pages[factor].costs[code])
        heavy = {factor: of_factor.alone for factor, of_factor in pages.items()}
    for factor, codes in heavy.items():
        found[factor] |= alone_in_turn(codes, partial(_run, environments[factor]))
    return {f: {code: m.as_row() for code, m in rows.items()} for f, rows in found.items()}


def _run(environment: dict[str, str], code: str) -> dict[str, float]:
    print(code, file=sys.stderr)
    return processes.alone(environment, code)


if __name__ == "__main__":
    sys.exit(main())
