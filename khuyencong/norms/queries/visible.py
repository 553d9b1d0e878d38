"""Who may look at what: law that counts is public to all who may look; what waits is its province's."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce

from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import Origin
from khuyencong.norms.models import ENTERED, TABLES, DatedRow, Instrument
from khuyencong.norms.queries.overview import read_by
from khuyencong.norms.rules.access import VIEW, may

LONG_AGO = dt.date(1, 1, 1)


def visible_instruments(user: Any) -> QuerySet[Instrument]:
    """Return shipped documents, those that rows stand on, and those of the user's provinces.

    `has_figures` says whether a row that counts was read out of it, `known_on` is a day to sort by.
    """
    mine = _provinces(user, Instrument.objects.filter(origin=Origin.SITE))
    is_mine = Q(origin=Origin.SHIPPED) | Q(province__isnull=True) | Q(province__in=mine)
    documents = Instrument.objects.annotate(
        has_figures=read_by(TABLES.values()),
        known_on=Coalesce("issued_on", "in_force_on", Value(LONG_AGO)),
    )
    return documents.filter(is_mine | Q(has_figures=True)).select_related("province")


def visible_row(user: Any, row: DatedRow) -> bool:
    """Whether the user may look at a row: one that counts, or any of their own province."""
    return row.state == "counting" or may(user, VIEW, getattr(row, "province", None))


def rows_of(instrument: Instrument, user: Any) -> list[DatedRow]:
    """Return the rows read out of a document, table by table, oldest first."""
    rows = [
        row
        for table in TABLES.values()
        for row in table._default_manager.filter(instrument=instrument).order_by("valid", "pk")
    ]
    return [row for row in rows if visible_row(user, row)]


def rows_with_scope_of(row: DatedRow, user: Any) -> list[DatedRow]:
    """Return what stood and stands about the same thing, oldest first."""
    table: Any = type(row)._default_manager
    rows = table.with_scope_of(row).select_related("instrument")
    return [other for other in rows if visible_row(user, other)]


def waiting_rows(user: Any, permission: str) -> list[DatedRow]:
    """Return the rows that wait for a second person and that the user may act on, oldest first."""
    found: list[Any] = []
    for table in ENTERED:
        rows: Any = table._default_manager
        found += rows.waiting().select_related("instrument")
    mine = [row for row in found if may(user, permission, getattr(row, "province", None))]
    return sorted(mine, key=lambda row: row.entered_at)


def _provinces(user: Any, instruments: QuerySet[Instrument]) -> Iterable[AdminUnit]:
    ids = instruments.values("province").distinct()
    return [p for p in AdminUnit.objects.filter(pk__in=ids) if may(user, VIEW, p)]
