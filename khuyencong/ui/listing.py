"""A list as a page: its rows, heads, chips, totals and addresses."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString

from khuyencong.core.search import MOST_RANKED
from khuyencong.ui.export import AT_ONCE, FORMATS, download
from khuyencong.ui.keeping import KeptViews, kept_views
from khuyencong.ui.lists import (
    WRITERS,
    BulkAction,
    Cell,
    Condition,
    DayFilter,
    Filter,
    ListDefinition,
)
from khuyencong.ui.parts import is_part
from khuyencong.ui.rows import row_html
from khuyencong.ui.selection import ALL_COLUMNS, COLUMNS, SEARCH, SORT, Selection

PAGE, TOTALS, EXPORT = "trang", "tong", "xuat"
LAST_PAGE = 10_000
MANY_OPTIONS = 12


def list_response(
    request: HttpRequest, definition: ListDefinition, **context: Any
) -> HttpResponseBase:
    """Answer with the rows of a list that the address asks for.

    `?q=` searches, filters stand under their codes, `?sap=` sorts, `?cot=` names the columns,
    `?trang=` pages; `?tong=1` adds the totals of the whole filtered set (alone when htmx asks);
    `?xuat=xlsx` or `csv` gives it as a file, a large one by way of a job.
    """
    listing = Listing(request, definition)
    if request.GET.get(EXPORT) in FORMATS:
        return _exported(listing, request.GET[EXPORT])
    wants_totals = TOTALS in request.GET
    if wants_totals and is_part(request):
        return render(request, "ui/parts/list_totals.html", {"listing": listing, "is_part": True})
    return render(
        request, definition.template, {"listing": listing, "with_totals": wants_totals} | context
    )


def _exported(listing: "Listing", file_format: str) -> HttpResponseBase:
    """Give a short list at once; a long one is written by a job, from a page that says so."""
    if listing.asked.is_longer_than(AT_ONCE):
        page = reverse("desk:export", args=[listing.definition.code, file_format])
        return redirect(f"{page}?{listing.asked.kept_query}")
    return download(listing.asked, file_format)


@dataclass(frozen=True)
class Chip:
    """A filter as shown: its label or its chosen words, and its options."""

    filter: Filter | DayFilter
    condition: Condition | None
    options: list[dict[str, Any]]
    clear_url: str
    kept: list[tuple[str, str]]

    @property
    def is_long(self) -> bool:
        """Whether the options need a box to narrow them."""
        return len(self.options) > MANY_OPTIONS


@dataclass(frozen=True)
class Row:
    """One row as shown."""

    cells: list[Cell]
    url: str

    @property
    def html(self) -> SafeString:
        """The row as it stands in the page."""
        return row_html(self.cells, self.url)


class Listing:
    """A list as one request asks for it; everything is asked for once and only if shown."""

    def __init__(self, request: HttpRequest, definition: ListDefinition) -> None:
        self.request = request
        self.definition = definition
        self.kept_views: KeptViews = kept_views(request.user, definition.code)
        self.asked = Selection(definition, request.user, request.GET, self.kept_views.columns)

    @property
    def is_searchable(self) -> bool:
        """Whether the list has a search (a template would call the function itself)."""
        return self.definition.search is not None

    @property
    def search_text(self) -> str:
        """What is searched for."""
        return self.asked.search_text

    @property
    def sentence(self) -> str:
        """The conditions in words."""
        return self.asked.sentence

    @cached_property
    def page(self) -> int:
        """The page asked for, 1 if that is no page."""
        return page_number(self.request)

    # What is shown

    @cached_property
    def _window(self) -> list[Any]:
        """The rows of the page and one more, which tells whether another page follows."""
        start = (self.page - 1) * self.definition.page_size
        return self.asked.window(start, start + self.definition.page_size + 1)

    @property
    def is_cut(self) -> bool:
        """Whether the ranking ends on this page though more may be found."""
        return self.asked.is_ranked and self.last == MOST_RANKED

    @cached_property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        to_url = self.definition.row_url
        return [
            Row([c.cell(record) for c in self.asked.columns], to_url(record) if to_url else "")
            for record in self._window[: self.definition.page_size]
        ]

    @property
    def first(self) -> int:
        """The number of the first row shown."""
        return (self.page - 1) * self.definition.page_size + 1

    @property
    def last(self) -> int:
        """The number of the last row shown."""
        return self.first + len(self.rows) - 1

    @property
    def heads(self) -> list[dict[str, Any]]:
        """The column heads, sortable ones with their address and state."""
        sorted_by, is_down = self.asked.sort
        heads = []
        for column in self.asked.columns:
            is_here = column is sorted_by
            turn = f"-{column.code}" if is_here and not is_down else column.code
            state = ("descending" if is_down else "ascending") if is_here else ""
            url = self.address(**{SORT: turn}) if column.sort else ""
            heads.append({"column": column, "url": url, "state": state})
        return heads

    @property
    def chips(self) -> list[Chip]:
        """The filters as chips."""
        return [self._chip(wish) for wish in self.definition.filters]

    @cached_property
    def totals(self) -> dict[str, Any]:
        """The count and the sums of the whole filtered set, in one query; one more for each other table."""
        rows = self.asked.narrowed.order_by()
        own = {t.code: t.expression for t in self.definition.totals if t.of is None}
        found = rows.aggregate(row_count=Count("pk"), **own)
        for total in self.definition.totals:
            if total.of:
                found |= total.of(rows).aggregate(**{total.code: total.expression})
        sums = [
            {"total": total, "text": WRITERS[total.kind](found[total.code] or 0)}
            for total in self.definition.totals
        ]
        return {"count": found["row_count"], "sums": sums}

    @property
    def empty_title(self) -> str:
        """What an empty list says first."""
        return f"Chưa có {self.definition.noun} nào"

    @property
    def action(self) -> dict[str, str] | None:
        """The one thing to do from here, if this person may."""
        action = self.definition.action
        if action is None or (
            action.permission and not self.request.user.has_perm(action.permission)
        ):
            return None
        return {"label": action.label, "url": reverse(action.url_name)}

    # Addresses

    def address(self, **changes: str | list[str] | None) -> str:
        """Return this list's address with `changes`; the page and one-time wishes fall away."""
        query = self.request.GET.copy()
        for name in (PAGE, TOTALS, EXPORT):
            query.pop(name, None)
        for name, value in changes.items():
            query.setlist(name, _as_list(value))
        return f"?{query.urlencode(safe=',*')}"

    @property
    def bulk_actions(self) -> list[BulkAction]:
        """What this person may do to the whole filtered set."""
        user = self.request.user
        return [action for action in self.definition.bulk if user.has_perm(action.permission)]

    @property
    def column_choices(self) -> list[dict[str, Any]]:
        """Every column to choose from: the shown ones in their order, then the others."""
        shown = self.asked.columns
        others = [column for column in self.definition.columns if column not in shown]
        return [{"column": column, "is_shown": column in shown} for column in [*shown, *others]]

    @property
    def shown_query(self) -> str:
        """What is asked for with the columns by name, as a saved view keeps it."""
        columns = ",".join(column.code for column in self.asked.columns)
        return self.asked.query_with(**{COLUMNS: columns})

    @property
    def share_url(self) -> str:
        """The whole address that shows this list to others as it stands here."""
        return self.request.build_absolute_uri(f"{self.request.path}?{self.shown_query}")

    @property
    def exports(self) -> list[dict[str, str]]:
        """The files one may take the list away in: as shown, and with every column."""
        return [
            {
                "label": file_format.label,
                "shown": self.address(**{EXPORT: code}),
                "all": self.address(**{EXPORT: code, COLUMNS: ALL_COLUMNS}),
            }
            for code, file_format in FORMATS.items()
        ]

    @property
    def urls(self) -> dict[str, str]:
        """The addresses of the list's own buttons."""
        return {
            "totals": self.address(**{TOTALS: "1"}),
            "next": self.address(**{PAGE: str(self.page + 1)}) if self._has_next else "",
            "previous": self.address(**{PAGE: str(self.page - 1)}) if self.page > 1 else "",
            "all": self.request.path,
        }

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The parameters that the search form carries on."""
        return self._kept_beside({SEARCH})

    @property
    def _has_next(self) -> bool:
        return len(self._window) > self.definition.page_size and self.page < LAST_PAGE

    def _kept_beside(self, own: set[str]) -> list[tuple[str, str]]:
        gone = own | {PAGE, TOTALS, EXPORT}
        lists = self.request.GET.lists()
        return [(name, value) for name, values in lists if name not in gone for value in values]

    def _chip(self, wish: Filter | DayFilter) -> Chip:
        names = wish.names()
        return Chip(
            wish,
            self.asked.conditions[wish.code],
            self._choices_of(wish),
            self.address(**dict.fromkeys(names)),
            self._kept_beside(set(names)),
        )

    def _choices_of(self, wish: Filter | DayFilter) -> list[dict[str, Any]]:
        condition = self.asked.conditions[wish.code]
        values = condition.values if condition else ()
        return [
            {
                "value": value,
                "label": label,
                "is_chosen": value in values,
                "url": self.address(**{wish.code: _toggled(values, value)}),
            }
            for value, label in self.asked.options[wish.code]
        ]


def page_number(request: HttpRequest) -> int:
    """Return the page that the address asks for, 1 if that is no page."""
    text = request.GET.get(PAGE, "1")
    return min(max(int(text), 1), LAST_PAGE) if text.isdecimal() and len(text) < 9 else 1


def _toggled(values: tuple[str, ...], value: str) -> list[str]:
    return [v for v in values if v != value] if value in values else [*values, value]


def _as_list(value: str | list[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else value
