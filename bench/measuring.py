"""Timing: one request to each in turn, so that a noisy machine is noisy to all alike."""

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

ROUNDS_ALONE = 3
ONCE = ("plain.", "worker", "export.xlsx.500000", "limit.xlsx.500000")  # too long to repeat


@dataclass(frozen=True)
class Measured:
    """What one operation took."""

    p50_ms: float
    p95_ms: float
    queries: int
    bytes: int
    rss_mib: float | None = None

    def as_row(self) -> dict[str, float | int | None]:
        """Return it as it is written to files."""
        return asdict(self)


def in_turn(asked: Mapping[Any, Callable[[], float]], rounds: int) -> dict[Any, list[float]]:
    """Ask each once a round; return their milliseconds. The first round only warms up."""
    times: dict[Any, list[float]] = {code: [] for code in asked}
    for number in range(rounds + 1):
        for code, ask in asked.items():
            took = ask()
            if number:
                times[code].append(took)
    return times


def alone_in_turn(
    codes: Iterable[str], run: Callable[[str], dict[str, Any]]
) -> dict[str, Measured]:
    """Run heavy operations a few times each, in turn."""
    runs: dict[str, list[dict[str, Any]]] = {code: [] for code in codes}
    for number in range(ROUNDS_ALONE):
        for code, found in runs.items():
            if number == 0 or not code.startswith(ONCE):
                found.append(run(code))
    return {code: _joined(found) for code, found in runs.items()}


def summary(times: Sequence[float]) -> tuple[float, float]:
    """Return the median and the 95th percentile."""
    ranked = sorted(times)
    return statistics.median(ranked), ranked[min(len(ranked) - 1, round(len(ranked) * 0.95))]


def _joined(runs: list[dict[str, Any]]) -> Measured:
    p50, p95 = summary([run["ms"] for run in runs])
    most = max(run["rss_mib"] for run in runs)
    return Measured(p50, p95, runs[0]["queries"], runs[0]["bytes"], most)
