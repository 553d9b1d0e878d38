"""The goals as data, and judging results by them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

GOALS = Path(__file__).parent / "goals.yaml"
Results = Mapping[str, Mapping[str, Any]]  # operation -> what it took


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Goal(_Closed):
    """One thing to be reached: exactly one of the limits is set."""

    operation: str
    against: str = ""
    ratio: float | None = None
    queries: float | None = None
    rss_mib: float | None = None
    bytes_a_row: float | None = None
    same_queries: bool = False

    @model_validator(mode="after")
    def _one_limit(self) -> Self:
        limits = (self.ratio, self.queries, self.rss_mib, self.bytes_a_row)
        if sum(limit is not None for limit in limits) + self.same_queries != 1:
            raise ValueError(f"the goal of {self.operation} needs exactly one limit")
        return self


class Growth(_Closed):
    """Which operations may hardly grow with the data."""

    operations: tuple[str, ...]
    but: tuple[str, ...] = Field(default=(), alias="except")
    at_most: float

    def holds_for(self, code: str) -> bool:
        """Whether an operation is meant."""
        return _matches(code, self.operations) and not _matches(code, self.but)


class Goals(_Closed):
    """All goals."""

    goals: tuple[Goal, ...]
    growth: Growth


@dataclass(frozen=True)
class Verdict:
    """An operation held against something: `value` should not be above `goal`."""

    operation: str
    against: str
    value: float
    goal: float
    what: str = "ratio"

    @property
    def is_met(self) -> bool:
        """Whether the goal is reached."""
        return self.value <= self.goal


@cache
def the_goals() -> Goals:
    """Return the goals as they are written down."""
    return Goals.model_validate(yaml.safe_load(GOALS.read_text(encoding="utf-8")))


def judged(results: Results) -> Iterator[Verdict]:
    """Yield each goal for whose operation there are results."""
    for goal in the_goals().goals:
        for code in results:
            if fnmatch(code, goal.operation) and (not goal.against or goal.against in results):
                yield _verdict(goal, code, results)


def grown(small: Results, large: Results) -> Iterator[Verdict]:
    """Yield how much the operations grew from a smaller country to a larger one."""
    growth = the_goals().growth
    for code in small.keys() & large.keys():
        if growth.holds_for(code):
            value = large[code]["p50_ms"] / small[code]["p50_ms"]
            yield Verdict(code, "the smaller country", value, growth.at_most, "growth")


def _verdict(goal: Goal, code: str, results: Results) -> Verdict:
    mine = results[code]
    if goal.ratio is not None:
        value = mine["p50_ms"] / results[goal.against]["p50_ms"]
        return Verdict(code, goal.against, value, goal.ratio)
    if goal.same_queries:
        return Verdict(
            code, goal.against, mine["queries"], results[goal.against]["queries"], "queries"
        )
    if goal.bytes_a_row is not None:
        other, rows = results[goal.against], _rows(code) - _rows(goal.against)
        value = (mine["bytes"] - other["bytes"]) / rows
        return Verdict(code, goal.against, value, goal.bytes_a_row, "bytes a row")
    what = "queries" if goal.queries is not None else "rss_mib"
    limit = goal.queries if goal.queries is not None else goal.rss_mib
    return Verdict(code, "", mine[what], limit or 0, what)


def _rows(code: str) -> int:
    return int(code.rpartition(".")[2])


def _matches(code: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(code, pattern) for pattern in patterns)
