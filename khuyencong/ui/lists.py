"""What a list is: columns, filters, search, sort, totals; each package declares its own in lists.py.

The pieces answer one question each: `Column` how a value is shown, sorted and exported, `Filter`
and `DayFilter` how a condition of the address narrows the rows and reads in words, `Total` what is
summed over the whole filtered set. `selection.py` applies a list to what one person asks for,
`listing.py` shows it as a page, `export.py` writes it to a file.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, QuerySet
from django.db.models.expressions import OrderBy
from django.http import QueryDict
from django.utils import timezone

from khuyencong.core.dates import format_date, parse_date
from khuyencong.core.money import format_million, format_number, format_vnd
from khuyencong.core.registry import Registry
from khuyencong.core.service import Change

NUMERIC = ("vnd", "million", "number", "percent")
WRITERS: Mapping[str, Callable[[Any], str]] = {
    "vnd": format_vnd,
    "million": format_million,
    "number": format_number,
    "percent": lambda rate: f"{format_number(rate)}\u00a0%",
    "day": format_date,
    "moment": lambda at: f"{timezone.localtime(at):%d/%m/%Y %H:%M}",
    "text": str,
}
NOTHING = "—"

Choices = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """One cell of a row as shown."""

    column: "Column"
    text: str
    detail: str = ""
    tone: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    `value` is a dotted path or a function of the row, by default the ORM path `field`. `field` is
    also what the export fetches; a column without it is not exported. `sort` names the ORM fields
    to sort by, () for none. `kind` is text, vnd, million, number, percent, day, moment, year or
    badge; a badge takes its tone from `tone(row)`. Phones show the columns marked `on_phone`; one
    that is not `on_screen` is shown to whoever chooses it.
    """

    code: str
    label: str
    field: str = ""
    value: str | Callable[[Any], Any] = ""
    detail: str | Callable[[Any], Any] = ""
    kind: str = "text"
    unit: str = ""
    sort: tuple[str, ...] = ()
    choices: Mapping[str, str] = dataclasses.field(default_factory=dict)
    tone: Callable[[Any], str] = lambda row: "quiet"
    on_phone: bool = True
    on_screen: bool = True
    width: int = 0

    @property
    def is_numeric(self) -> bool:
        """Whether the column stands to the right."""
        return self.kind in NUMERIC

    @property
    def is_whole(self) -> bool:
        """Whether its values stay on one line."""
        return self.kind in {"day", "moment", "year"}

    def cell(self, row: Any) -> Cell:
        """Return what `row` shows in this column."""
        value = _read(row, self.value or self.field.replace("__", "."))
        value = plain(self, value)
        if value is None or value == "":
            return Cell(self, NOTHING, tone="nothing")
        return Cell(
            self,
            WRITERS.get(self.kind, _as_is)(value),
            detail=_read(row, self.detail) or "" if self.detail else "",
            tone=self.tone(row) if self.kind == "badge" else "",
            title=f"{format_vnd(value)} đồng" if self.kind == "million" else "",
        )


@dataclass(frozen=True, kw_only=True)
class Total:
    """A sum over the whole filtered set, such as `Sum("support_vnd")`.

    What stands in a table of its own is summed there: then `of` gives those rows for the set.
    """

    code: str
    label: str
    expression: Aggregate
    of: Callable[[QuerySet[Any]], QuerySet[Any]] | None = None
    kind: str = "million"
    unit: str = ""


@dataclass(frozen=True)
class Condition:
    """A filter as chosen in the address: what it does to the rows and how it reads."""

    words: str
    values: tuple[str, ...]
    apply: Callable[[QuerySet[Any]], QuerySet[Any]]


@dataclass(frozen=True, kw_only=True)
class Filter:
    """A choice among values; several chosen ones mean any of them.

    `choices` may depend on the person; `apply` is an ORM lookup or a function of the queryset and
    the chosen values. `words` puts the chosen labels into the sentence: "đang {}".
    """

    code: str
    label: str
    choices: Choices | Callable[[Any], Choices]
    apply: str | Callable[[QuerySet[Any], tuple[str, ...]], QuerySet[Any]]
    words: str = "{}"
    template: str = "ui/parts/filter_choices.html"

    def options(self, user: Any, query: QueryDict) -> Choices:
        """Return the values and labels to choose from."""
        return self.choices(user) if callable(self.choices) else self.choices

    def names(self) -> list[str]:
        """Return its parameters in the address."""
        return [self.code]

    def chosen(self, query: QueryDict, options: Choices) -> Condition | None:
        """Return the condition in `query`; values that are no choice are passed over."""
        wanted = set(query.getlist(self.code))
        values = tuple(value for value, _ in options if value in wanted)
        if not values:
            return None
        labels = " hoặc ".join(label for value, label in options if value in wanted)
        return Condition(self.words.format(labels), values, lambda rows: self._narrow(rows, values))

    def _narrow(self, rows: QuerySet[Any], values: tuple[str, ...]) -> QuerySet[Any]:
        if callable(self.apply):
            return self.apply(rows, values)
        return rows.filter(**{f"{self.apply}__in": values})


@dataclass(frozen=True, kw_only=True)
class DayFilter:
    """A span of days, either end open, in the parameters `<code>-tu` and `<code>-den`."""

    code: str
    label: str
    field: str
    template: str = "ui/parts/filter_days.html"

    def options(self, user: Any, query: QueryDict) -> Choices:
        """Return the two ends as they stand in the address."""
        return [(name, query.get(name, "")) for name in self.names()]

    def names(self) -> list[str]:
        """Return its parameters in the address."""
        return [f"{self.code}-tu", f"{self.code}-den"]

    def chosen(self, query: QueryDict, options: Choices) -> Condition | None:
        """Return the condition in `query`; an end that is no day is passed over."""
        (_, first_text), (_, last_text) = options
        first, last = _day(first_text), _day(last_text)
        if first is None and last is None:
            return None
        ends = [
            f"từ {format_date(first)}" if first else "",
            f"đến {format_date(last)}" if last else "",
        ]
        words = f"{self.label} {' '.join(end for end in ends if end)}"
        return Condition(words, (), lambda rows: self._narrow(rows, first, last))

    def _narrow(
        self, rows: QuerySet[Any], first: dt.date | None, last: dt.date | None
    ) -> QuerySet[Any]:
        if first:
            rows = rows.filter(**{f"{self.field}__gte": first})
        return rows.filter(**{f"{self.field}__lte": last}) if last else rows


@dataclass(frozen=True)
class Action:
    """The one thing to do from a list, shown to those who may."""

    label: str
    url_name: str
    permission: str = ""


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """One thing done to the whole filtered set of a list, and how it is taken back.

    `form(data, by=)` asks what is needed beside the rows; its `given` goes to the others as
    keywords, with `by` and `on`. `refused(rows, …)` tells by key why a row stays out,
    `act(keys, …)` is a service that answers with a `Change` for each row, `undo(changes, by=, on=)`
    a service that answers by key why a row stays as it is now.
    """

    code: str
    label: str
    permission: str
    form: Callable[..., Any]
    refused: Callable[..., Mapping[int, str]]
    act: Callable[..., Sequence[Change]]
    undo: Callable[..., Mapping[int, str]]


@dataclass(frozen=True, kw_only=True)
class ListDefinition:
    """Everything a list page needs to know.

    `rows` gives what a person may see, `url_name` the page that shows it (and says who may open
    it). `order` is the ORM order without any wish; `empty_text` says why nothing is here yet and
    what to do; `row_url` leads from a row to its page. `search` narrows the rows to what holds a
    text, `rank` gives the nearest of them for the screen, where no other order is wished.
    """

    code: str
    title: str
    noun: str
    url_name: str
    rows: Callable[[Any], QuerySet[Any]]
    columns: tuple[Column, ...]
    order: tuple[str | OrderBy, ...]
    empty_text: str
    filters: tuple[Filter | DayFilter, ...] = ()
    search: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    rank: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    search_hint: str = "Tìm trong danh sách"
    totals: tuple[Total, ...] = ()
    row_url: Callable[[Any], str] | None = None
    action: Action | None = None
    bulk: tuple[BulkAction, ...] = ()
    page_size: int = 50
    template: str = "ui/list.html"

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns of the page for whoever chose none."""
        return tuple(column for column in self.columns if column.on_screen)

    def sortable(self) -> Iterable[Column]:
        """Return the columns one may sort by."""
        return (column for column in self.columns if column.sort)


LISTS: Registry[ListDefinition] = Registry(lambda definition: definition.code)


def plain(column: Column, value: Any) -> Any:
    """Return `value` with codes and truths in words."""
    if isinstance(value, bool):
        return "có" if value else "không"
    return column.choices.get(value, value) if isinstance(value, str) else value


def _read(row: Any, path: str | Callable[[Any], Any]) -> Any:
    if callable(path):
        return path(row)
    value = row
    for part in path.split("."):
        value = getattr(value, part, None)
        if value is None:
            return None
    return value


def _as_is(value: Any) -> Any:
    return value


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
