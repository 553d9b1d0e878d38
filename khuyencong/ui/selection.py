"""A list as one person asks for it by an address: which rows, in which order, which columns.

Pages, exports and bulk actions all start from here, so that each works on the same rows.
"""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import F, QuerySet
from django.http import QueryDict

from khuyencong.core.text import clean
from khuyencong.ui.lists import Column, Condition, ListDefinition

SEARCH, SORT, COLUMNS = "q", "sap", "cot"
ALL_COLUMNS = "*"
LONGEST_SEARCH = 200


class Selection:
    """A list definition applied to a person and an address; what is no wish is passed over.

    `usual` are the columns that the person chose before; an address that names columns goes over
    them.
    """

    def __init__(
        self, definition: ListDefinition, user: Any, query: QueryDict, usual: Sequence[str] = ()
    ) -> None:
        self.definition = definition
        self.user = user
        self.query = query
        self._usual = usual
        self.options = {f.code: f.options(user, query) for f in definition.filters}
        self.conditions: dict[str, Condition | None] = {
            f.code: f.chosen(query, self.options[f.code]) for f in definition.filters
        }
        self.search_text = clean(query.get(SEARCH, ""))[:LONGEST_SEARCH]

    @property
    def sentence(self) -> str:
        """The conditions in words: "tìm “ca phe” · đang thực hiện · Đắk Lắk"."""
        words = [c.words for c in self.conditions.values() if c]
        return " · ".join(([f"tìm “{self.search_text}”"] if self.search_text else []) + words)

    @property
    def kept_query(self) -> str:
        """What the address asks for, without the page and other one-time wishes."""
        return self.query_with()

    def query_with(self, **changes: str) -> str:
        """Return what the address asks for with `changes`; what became empty falls away."""
        known = {SEARCH, SORT, COLUMNS}
        known.update(name for f in self.definition.filters for name in f.names())
        kept = self.query.copy()
        for name in [name for name in kept if name not in known]:
            del kept[name]
        for name, value in changes.items():
            kept.setlist(name, [value] if value else [])
        return kept.urlencode(safe=",*")

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The chosen columns in the chosen order, else those that the list shows by itself."""
        wish = self.query.get(COLUMNS, "").split(",")
        if wish == [ALL_COLUMNS]:
            return self.definition.columns
        return self._named(wish) or self._named(self._usual) or self.definition.shown

    def _named(self, codes: Iterable[str]) -> tuple[Column, ...]:
        by_code = {column.code: column for column in self.definition.columns}
        return tuple(by_code[code] for code in dict.fromkeys(codes) if code in by_code)

    @cached_property
    def everything(self) -> QuerySet[Any]:
        """All that the person may see."""
        return self.definition.rows(self.user)

    @cached_property
    def narrowed(self) -> QuerySet[Any]:
        """The whole filtered set, unordered."""
        rows = self.everything
        for condition in self.conditions.values():
            rows = condition.apply(rows) if condition else rows
        if self.search_text and self.definition.search:
            rows = self.definition.search(rows, self.search_text)
        return rows

    @cached_property
    def sort(self) -> tuple[Column | None, bool]:
        """The column to sort by, if any, and whether it goes down."""
        wish = self.query.get(SORT, "")
        column = next((c for c in self.definition.sortable() if c.code == wish.lstrip("-")), None)
        return column, wish.startswith("-")

    @property
    def ordered(self) -> QuerySet[Any]:
        """The whole filtered set in the asked order; what is unknown comes last."""
        column, is_down = self.sort
        if column is None:
            return self.narrowed.order_by(*self.definition.order, "pk")
        fields = [F(name) for name in column.sort]
        keys = [f.desc(nulls_last=True) if is_down else f.asc(nulls_last=True) for f in fields]
        return self.narrowed.order_by(*keys, "pk")

    @property
    def is_ranked(self) -> bool:
        """Whether the nearest rows come first on the screen, as far as the ranking goes."""
        return bool(self.search_text and self.definition.rank) and self.sort[0] is None

    @property
    def _on_screen(self) -> QuerySet[Any]:
        if self.definition.rank and self.is_ranked:
            return self.definition.rank(self.narrowed, self.search_text)
        return self.ordered

    def count(self) -> int:
        """Return how many rows the whole set has."""
        return self.narrowed.order_by().count()

    def is_longer_than(self, count: int) -> bool:
        """Return whether the set has more rows, without counting on."""
        return self.narrowed.order_by()[: count + 1].count() > count

    def window(self, start: int, stop: int) -> list[Any]:
        """Return some rows as they follow one another on the screen.

        The keys come first and alone: what a row shows beside is then asked for these rows, not
        for all that a late page passes over.
        """
        keys = list(self._on_screen.values_list("pk", flat=True)[start:stop])
        found = {row.pk: row for row in self.everything.filter(pk__in=keys).order_by()}
        return [found[key] for key in keys if key in found]

    def values(self) -> Iterable[tuple[Any, ...]]:
        """Yield the whole set as plain values of the exported columns, without one instance."""
        fields = [column.field for column in self.exported]
        rows = self.ordered.prefetch_related(None).values_list(*fields)
        return rows.iterator(chunk_size=2000)

    @property
    def exported(self) -> tuple[Column, ...]:
        """The chosen columns that a file can hold."""
        return tuple(column for column in self.columns if column.field)
