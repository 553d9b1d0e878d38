"""The law of a day as one page shows it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import territory_ids
from khuyencong.norms.enums import DeadlineStep, Fund, SupportKind
from khuyencong.norms.models import (
    TABLES,
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

    @property
    def is_unknown(self) -> bool:
        """Whether the row says that nobody has read the figure."""
        return isinstance(self.row, Norm) and self.row.is_unknown


@dataclass(frozen=True)
class Group:
    """Rows that say the same kind of thing, shown together with their articles."""

    title: str
    lines: list[Line]

    @property
    def bases(self) -> list[DatedRow]:
        """One row for each article that the group stands on."""
        return list({line.row.citation: line.row for line in self.lines}.values())


@dataclass(frozen=True)
class Law:
    """Everything that the law says on a day for a fund and a province."""

    ceilings: list[Line]
    unknown: list[Line]
    procedure: Group
    advances: list[Line]
    deadlines: list[Line]
    beneficiaries: list[Group]
    areas: list[Line]
    holidays: list[Line]
    unread: list[Instrument]


def law_of(*, on: dt.date, fund: str, province: AdminUnit | None) -> Law:
    """Return the law of a day; the local fund needs a province to have anything of its own."""
    is_local = fund == Fund.LOCAL
    place = place_of_day(province, on) if is_local else None
    ceilings = _ceilings(on, fund, place)
    procedures = Procedure.objects.in_force(on).filter(province=place)
    terms = DeadlineRule.objects.in_force(on).filter(fund=fund, province=place)
    return Law(
        ceilings=[line for line in ceilings if not line.is_unknown],
        unknown=[line for line in ceilings if line.is_unknown],
        procedure=Group("Thủ tục của tỉnh", _plain(procedures)),
        advances=[] if is_local else _lines(AdvanceRule.objects.in_force(on), "kind", SupportKind),
        deadlines=_lines(terms, "step", DeadlineStep),
        beneficiaries=_beneficiaries(on),
        areas=_plain(AreaListing.objects.in_force(on).filter(province=place)),
        holidays=_plain(HolidayList.objects.in_force(on)),
        unread=list(unread_documents(place)),
    )


def unread_documents(province: AdminUnit | None) -> QuerySet[Instrument]:
    """Return the province's documents whose figures nobody has entered: they exist, that is all."""
    own = Instrument.objects.filter(province__in=territory_ids(province) if province else ())
    return own.annotate(has_figures=read_by(TABLES.values())).exclude(has_figures=True)


def read_by(tables: Iterable[type[DatedRow]]) -> ExpressionWrapper:
    """Return the condition that a document has a row that counts in one of the tables."""
    condition = Q()
    for table in tables:
        rows: Any = table._default_manager
        condition |= Q(Exists(rows.counting().filter(instrument=OuterRef("pk"))))
    return ExpressionWrapper(condition, output_field=BooleanField())


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


def _beneficiaries(on: dt.date) -> list[Group]:
    sizes = sorted(governing(SizeLimit.objects.in_force(on)), key=lambda row: row.employees_max)
    groups = [
        Group("Loại hình", _plain(FormRule.objects.in_force(on))),
        Group("Ngành nghề", _plain(TradeRule.objects.in_force(on))),
        Group("Địa bàn", _plain(PlaceRule.objects.in_force(on))),
        Group("Quy mô doanh nghiệp", [Line(row, str(row)) for row in sizes]),
    ]
    return [group for group in groups if group.lines]


def _plain(rows: QuerySet[Any]) -> list[Line]:
    return [Line(row, str(row)) for row in governing(rows)]
