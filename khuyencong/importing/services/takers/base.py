"""What a kind of list has to say for itself so that its rows can be matched and taken in."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from khuyencong.accounts.models import Organisation, User
from khuyencong.establishments.models import Establishment
from khuyencong.geography.models import AdminUnit
from khuyencong.importing.rules.checks import Issue
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.rules.twins import Likeness
from khuyencong.importing.services.staged import Staged

Pair = tuple[Staged, RowFacts]
Made = list[tuple[str, int]]  # model label and key of each record that a row became


@dataclass(frozen=True)
class Known:
    """A record that is there already, as rows are compared with it."""

    likeness: Likeness
    label: str
    url: str
    reference: str = ""


@dataclass(frozen=True)
class Arrival:
    """A row as it comes in, with everything looked up."""

    row: Staged
    facts: RowFacts
    maker: Establishment | None
    province: AdminUnit | None
    unit: AdminUnit | None
    old_unit: AdminUnit | None
    former: AdminUnit | None
    source: dict[str, Any]
    note: str
    organisation: Organisation | None


def _nothing(pairs: Sequence[Pair], organisation: Organisation | None) -> Iterator[Any]:
    yield from ()


@dataclass(frozen=True)
class Taker:
    """One kind of list: what a row is about, what it is compared with, how it becomes records."""

    kind: str
    name: Callable[[RowFacts], str]
    likeness: Callable[[Staged, RowFacts], Likeness]
    identity: Callable[[Staged, RowFacts], tuple[object, ...]]
    known: Callable[[Sequence[tuple[Staged, Likeness]]], Iterable[Known]]
    take: Callable[[Sequence[Arrival], User | None, dt.date], dict[int, Made]]
    has_maker: bool = True
    # What only the records themselves can say against rows whose makers were looked up.
    review: Callable[[Sequence[Pair], Organisation | None], Iterable[tuple[Staged, Issue]]] = (
        _nothing
    )


def amounts(facts: RowFacts, *fields: str) -> tuple[int | None, ...]:
    """Return the đồng of some fields."""
    return tuple(facts.vnd(field) for field in fields)


def joined(*parts: str) -> str:
    """Join what is not empty."""
    return "; ".join(part for part in parts if part)
