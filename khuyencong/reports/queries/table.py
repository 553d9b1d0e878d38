"""The table of a report: one cell an indicator, made of records and of published figures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from khuyencong.core.periods import Period
from khuyencong.reports.definitions import Definition, Group, Indicator
from khuyencong.reports.models import DeclaredFigure
from khuyencong.reports.queries.figures import by_indicator, choice_of, figures_of
from khuyencong.reports.queries.places import Place
from khuyencong.reports.queries.records import Counted, counts_of, records_since
from khuyencong.reports.rules.declared import Choice


@dataclass(frozen=True)
class Cell:
    """One figure and where it comes from; amounts of money are triệu đồng.

    `counted` is what the records make (None: no such records are kept yet), `choice` the published
    figures that enter, `used` and `beside` their rows.
    """

    indicator: Indicator
    counted: Counted | None
    choice: Choice
    used: tuple[DeclaredFigure, ...]
    beside: tuple[DeclaredFigure, ...]
    is_whole: bool = True

    @property
    def is_declared(self) -> bool:
        """Whether a published figure enters."""
        return bool(self.choice.used)

    @property
    def is_conflict(self) -> bool:
        """Whether sources that enter contradict each other."""
        return self.choice.is_conflict

    @property
    def has_records(self) -> bool:
        """Whether at least one record enters."""
        return self.counted is not None and self.counted.records > 0

    @property
    def value(self) -> Decimal | None:
        """Return the figure; None when unknown, contradicted, or two parts that cannot be added."""
        if self.is_conflict:
            return None
        if not self.is_declared:
            return self.counted.value if self.counted else None
        if not self.has_records or self.counted is None:
            return self.choice.value
        if not self.indicator.is_additive or self.choice.value is None:
            return None
        return self.choice.value + self.counted.value

    @property
    def is_partial(self) -> bool:
        """Whether published figures tell only some days of the asked period."""
        return self.is_declared and not self.is_conflict and not self.is_whole

    @property
    def told(self) -> str:
        """Return the periods that the published figures tell: "2014; 2020; 2021"."""
        return "; ".join(period_words(told.first, told.last) for told in self.choice.used)

    @property
    def qualifiers(self) -> tuple[str, ...]:
        """Return the sources' own words about exactness ("khoảng", "hơn")."""
        return tuple(dict.fromkeys(f.qualifier for f in self.used if f.qualifier))


@dataclass(frozen=True)
class Row:
    """A heading and its cells."""

    group: Group
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """A report about a place over a period."""

    definition: Definition
    place: Place
    period: Period
    rows: tuple[Row, ...]
    since: dt.date | None = None

    @property
    def has_early_days(self) -> bool:
        """Whether the asked period begins before the records do."""
        return self.since is None or self.period.first < self.since

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Return all cells in order."""
        return tuple(cell for row in self.rows for cell in row.cells)

    def cell(self, code: str) -> Cell | None:
        """Return the cell of one indicator."""
        return next((c for c in self.cells if c.indicator.code == code), None)


def table_of(definition: Definition, place: Place, period: Period) -> Table:
    """Return the report, in a few queries whatever its length.

    Days before the first day in use have no records: nothing is counted there, not even zero.
    """
    since = records_since(place)
    indicators = definition.indicators
    figures = by_indicator(figures_of(place, [i.code for i in indicators], period), indicators)
    counts = counts_of(definition, place, period) if since and since <= period.last else {}
    rows = tuple(
        Row(
            group,
            tuple(_cell(i, counts.get(i.code), figures[i.code], period) for i in group.indicators),
        )
        for group in definition.groups
    )
    return Table(definition, place, period, rows, since)


def _cell(
    indicator: Indicator,
    counted: Counted | None,
    figures: Sequence[DeclaredFigure],
    period: Period,
) -> Cell:
    choice, beside = choice_of(indicator, figures, period)
    entered = {p.key for told in choice.used for p in told.figures}
    used = tuple(f for f in figures if f.pk in entered)
    days = sum(told.days for told in choice.used)
    is_whole = days == (period.last - period.first).days + 1
    return Cell(indicator, counted, choice, used, tuple(beside), is_whole)


def period_words(first: dt.date, last: dt.date) -> str:
    """Return the shortest name of a period: "2014", "2016–2020", else its days."""
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return Period(first, last).label
    return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
