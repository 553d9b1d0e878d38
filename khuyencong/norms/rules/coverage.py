"""Whether dated rows about one thing overlap or leave a hole; used on shipped tables and on entry."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, order=True)
class Span:
    """Days from `first` to `last`, both included; open without a last day."""

    first: dt.date
    last: dt.date | None = None

    def __contains__(self, day: dt.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a day."""
        return self.first in other or other.first in self

    @property
    def is_backwards(self) -> bool:
        """Whether it ends before it begins."""
        return self.last is not None and self.last < self.first


def overlapping(spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Return the neighbours in time that share a day."""
    return [(a, b) for a, b in pairwise(sorted(spans, key=_by_first)) if a.overlaps(b)]


def holes(spans: Sequence[Span], *, since: dt.date) -> list[Span]:
    """Return the days from `since` on that no span holds; spans do not overlap."""
    found, next_day = [], since
    for span in sorted(spans, key=_by_first):
        if span.first > next_day:
            found.append(Span(next_day, span.first - ONE_DAY))
        if span.last is None:
            return found
        next_day = max(next_day, span.last + ONE_DAY)
    return [*found, Span(next_day)]


def _by_first(span: Span) -> dt.date:
    return span.first
