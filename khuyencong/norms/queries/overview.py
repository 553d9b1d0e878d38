"""The law of a day as one page shows it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import territory_ids
from khuyencong.norms.enums import DeadlineStep, Fund, SupportKind
from khuyencong.norms.models import (
    AdvanceRule,
    AreaListing,
    DatedRow,
    DeadlineRule,
    FormRule,
    HolidayList,
    Instrument,
    Norm,
    PlaceRule,
    Procedure,
    SizeLimit,
    TradeRule,
)
from khuyencong.norms.queries.day import governing, place_of_day


@dataclass(frozen=True)
class Line:
    """One row as a page shows it."""

    row: DatedRow
    label: str
    is_borrowed: bool = False


@dataclass(frozen=True)
class Law:
    """Everything that the law says on a day for a fund and a province."""

    ceilings: list[Line]
    procedure: Procedure | None
    advances: list[Line]
    deadlines: list[Line]
    beneficiaries: list[Line]
    areas: list[Line]
    holidays: list[Line]
    year_without_holidays: int | None
    unread: list[Instrument]


def law_of(*, on: dt.date, fund: str, province: AdminUnit | None) -> Law:
    """Return the law of a day; the local fund needs a province to have anything of its own."""
    is_local = fund == Fund.LOCAL
    place = place_of_day(province, on) if is_local else None
    holidays = HolidayList.objects.in_force(on)
    return Law(
        ceilings=_ceilings(on, fund, place),
        procedure=Procedure.objects.in_force(on).filter(province=place).first(),
        advances=[] if is_local else _lines(AdvanceRule.objects.in_force(on), "kind", SupportKind),
        deadlines=_lines(
            DeadlineRule.objects.in_force(on).filter(fund=fund, province=place),
            "step",
            DeadlineStep,
        ),
        beneficiaries=_beneficiaries(on),
        areas=_plain(AreaListing.objects.in_force(on).filter(province=place)),
        holidays=_plain(holidays),
        year_without_holidays=None if holidays else on.year,
        unread=list(unread_documents(place)),
    )


def unread_documents(province: AdminUnit | None) -> QuerySet[Instrument]:
    """Return the province's documents whose figures nobody has entered: they exist, that is all."""
    own = Instrument.objects.filter(province__in=territory_ids(province) if province else ())
    for table in (Norm, Procedure, DeadlineRule):
        own = own.exclude(Exists(table.objects.counting().filter(instrument=OuterRef("pk"))))
    return own.order_by("number")


def _ceilings(on: dt.date, fund: str, place: AdminUnit | None) -> list[Line]:
    mine = Q(fund=fund, province=place)
    rows = Norm.objects.in_force(on).filter(mine | Q(fund=Fund.NATIONAL))
    found = [row for row in governing(rows) if row.fund == fund]
    own = {row.kind for row in found if not row.variant}
    borrowed = [row for row in governing(rows) if row.fund != fund and row.kind not in own]
    order = list(SupportKind)
    lines = [Line(row, _ceiling_label(row), row.fund != fund) for row in [*found, *borrowed]]
    return sorted(lines, key=lambda line: (order.index(line.row.kind), line.label))  # type: ignore[attr-defined]


def _ceiling_label(row: Norm) -> str:
    return f"{row.get_kind_display()}: {row.variant}" if row.variant else row.get_kind_display()


def _lines(rows: QuerySet[Any], field: str, choices: Any) -> list[Line]:
    order = list(choices)
    ordered = sorted(governing(rows), key=lambda row: order.index(getattr(row, field)))
    return [Line(row, choices(getattr(row, field)).label) for row in ordered]


def _beneficiaries(on: dt.date) -> list[Line]:
    sizes = sorted(governing(SizeLimit.objects.in_force(on)), key=lambda row: row.employees_max)
    return [
        *_plain(FormRule.objects.in_force(on)),
        *_plain(TradeRule.objects.in_force(on)),
        *(Line(row, "Địa bàn") for row in governing(PlaceRule.objects.in_force(on))),
        *(Line(row, f"Doanh nghiệp {row.get_size_display()}") for row in sizes),
    ]


def _plain(rows: QuerySet[Any]) -> list[Line]:
    return [Line(row, str(row)) for row in governing(rows)]
