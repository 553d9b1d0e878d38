"""One YAML a report: its rows, and what each figure stands on. A new report is a new file here."""

from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import BaseModel, ConfigDict, model_validator

from khuyencong.reports.enums import Basis, Counting, MoneyKind

FOLDER = Path(__file__).parent
MILLION = "triệu đồng"


class Closed(BaseModel):
    """A frozen record that accepts no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Records(Closed):
    """Which records make the figure: schemes of `kinds` and `fund` that reached `basis`.

    `funds` names the sources whose money is added, for figures that count money.
    """

    basis: Basis
    counts: Counting
    kinds: tuple[str, ...] = ()
    fund: str = ""
    money: MoneyKind | None = None
    sources: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _money_says_which(self) -> Self:
        if (self.counts is Counting.MONEY) != (self.money is not None and bool(self.sources)):
            raise ValueError("money needs its kind and sources, and only money has them")
        return self


class Indicator(Closed):
    """One row; without `records` only published figures can fill it so far."""

    code: str
    label: str
    unit: str
    records: Records | None = None
    is_additive: bool = True

    @model_validator(mode="after")
    def _distinct_is_not_additive(self) -> Self:
        if self.records and self.records.counts is Counting.ESTABLISHMENTS and self.is_additive:
            raise ValueError("distinct establishments cannot be added over periods")
        if self.records and self.is_money != (self.records.counts is Counting.MONEY):
            raise ValueError("money is counted in triệu đồng and nothing else is")
        return self

    @property
    def is_money(self) -> bool:
        """Whether the figure is money; values are then triệu đồng."""
        return self.unit == MILLION


class Group(Closed):
    """Rows under one heading."""

    title: str
    indicators: tuple[Indicator, ...]


class Definition(Closed):
    """A report: `code` in commands, `slug` in URLs."""

    code: str
    slug: str
    title: str
    about: str
    legal: str
    groups: tuple[Group, ...]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """Return all rows in order."""
        return tuple(i for g in self.groups for i in g.indicators)

    @model_validator(mode="after")
    def _codes_stand_once(self) -> Self:
        codes = [i.code for i in self.indicators]
        if len(codes) != len(set(codes)):
            raise ValueError(f"{self.code}: an indicator stands twice")
        return self


@cache
def definitions() -> dict[str, Definition]:
    """Return all reports by code."""
    loaded = [
        Definition.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.yaml"))
    ]
    return {d.code: d for d in loaded}


@cache
def indicator_codes() -> frozenset[str]:
    """Return the codes of all rows of all reports."""
    return frozenset(i.code for d in definitions().values() for i in d.indicators)
