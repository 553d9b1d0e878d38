"""Which published figures stand for a period, and which only stand beside it.

A figure enters only if its period lies wholly inside the asked one and no part of that period is
told by another figure that enters; figures that overlap the asked period in part are shown beside,
never added or split. Sources that contradict each other over one period stand side by side.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Published:
    """One published figure: `value` in the unit of its indicator, `first`–`last` inclusive days."""

    key: int
    first: dt.date
    last: dt.date
    value: Decimal

    @property
    def days(self) -> int:
        """Return the number of days of its period."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Told:
    """What the sources tell about one period: agreeing figures, or contradicting ones."""

    first: dt.date
    last: dt.date
    figures: tuple[Published, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether the sources contradict each other."""
        return len({f.value for f in self.figures}) > 1

    @property
    def value(self) -> Decimal | None:
        """Return what they agree on, or None."""
        return None if self.is_conflict else self.figures[0].value

    @property
    def days(self) -> int:
        """Return the number of days told."""
        return self.figures[0].days


@dataclass(frozen=True)
class Choice:
    """The periods that enter, in order, and the figures that only stand beside."""

    used: tuple[Told, ...]
    beside: tuple[Published, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether a period that enters is told in contradicting ways."""
        return any(told.is_conflict for told in self.used)

    @property
    def value(self) -> Decimal | None:
        """Return the sum of what enters; None if nothing enters or sources contradict."""
        values = [told.value for told in self.used]
        known = [v for v in values if v is not None]
        return sum(known, Decimal(0)) if values and len(known) == len(values) else None


def choose(
    figures: Iterable[Published], first: dt.date, last: dt.date, *, is_additive: bool = True
) -> Choice:
    """Choose among `figures` for the days `first`–`last`: most days covered, then fewest figures.

    What is not additive (distinct establishments) takes one period only: the longest inside.
    """
    known = tuple(figures)
    touching = [f for f in known if f.first <= last and f.last >= first]
    inside = _by_period(f for f in touching if f.first >= first and f.last <= last)
    used = _cover(inside) if is_additive else _longest(inside)
    entered = {f.key for told in used for f in told.figures}
    beside = sorted(
        (f for f in touching if f.key not in entered), key=lambda f: (f.first, f.last, f.key)
    )
    return Choice(tuple(used), tuple(beside))


def _by_period(figures: Iterable[Published]) -> list[Told]:
    groups: dict[tuple[dt.date, dt.date], list[Published]] = defaultdict(list)
    for figure in sorted(figures, key=lambda f: f.key):
        groups[figure.first, figure.last].append(figure)
    told = [Told(first, last, tuple(same)) for (first, last), same in groups.items()]
    return sorted(told, key=lambda t: (t.last, t.first))


def _longest(told: Sequence[Told]) -> list[Told]:
    return [max(told, key=lambda t: (t.days, t.last))] if told else []


def _cover(told: Sequence[Told]) -> list[Told]:
    """Return disjoint periods with most days, then fewest periods (weighted interval scheduling)."""
    best: list[tuple[int, int, tuple[Told, ...]]] = [(0, 0, ())]
    for at, period in enumerate(told):
        before = sum(1 for t in told[:at] if t.last < period.first)
        days, count, chosen = best[before]
        taken = (days + period.days, count - 1, (*chosen, period))
        best.append(max(best[-1], taken, key=lambda b: b[:2]))
    return list(best[-1][2])
