"""The law of a day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from khuyencong.core.memory import remembered
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import units_today
from khuyencong.norms.enums import Certainty, Fund
from khuyencong.norms.models import (
    AdvanceRule,
    DatedRow,
    DeadlineRule,
    FormRule,
    HolidayList,
    Norm,
    PlaceRule,
    Procedure,
    SizeLimit,
    TradeRule,
)
from khuyencong.norms.rules.facts import (
    AdvanceFact,
    CeilingFact,
    DeadlineFact,
    FormFact,
    HolidayFact,
    PlaceFact,
    ProcedureFact,
    SizeFact,
    TradeFact,
)


@remembered
def ceiling_on(
    *, kind: str, fund: str, province: AdminUnit | None, on: dt.date, variant: str = ""
) -> CeilingFact | None:
    """Return the level for a kind of support, None when nobody knows it.

    The local fund takes the province's own level, else it borrows the national one.
    """
    rows = Norm.objects.in_force(on).filter(kind=kind, variant=variant)
    place = place_of_day(province, on) if fund == Fund.LOCAL else None
    own = rows.filter(fund=fund, province=place).first()
    borrowed = None if own else rows.filter(fund=Fund.NATIONAL).first()
    row = own or borrowed
    return None if row is None or row.is_unknown else ceiling_fact(row, fund=fund)


def ceiling_fact(row: Norm, *, fund: str) -> CeilingFact:
    """Return what a row, for example one that a scheme pinned, says for a scheme of `fund`."""
    return CeilingFact(
        **_law(row),
        kind=row.kind,
        rate_percent=row.rate_percent,
        cap_vnd=row.cap_vnd,
        unit=row.unit,
        condition=row.condition,
        is_borrowed=row.fund != fund,
    )


@remembered
def procedure_on(*, province: AdminUnit | None, on: dt.date) -> ProcedureFact | None:
    """Return how the province runs its local fund, None when it is not on file."""
    place = place_of_day(province, on)
    row = Procedure.objects.in_force(on).filter(province=place).first()
    if row is None:
        return None
    return ProcedureFact(
        **_law(row),
        approver=row.approver,
        advance_percent=row.advance_percent,
        advance_min_invested_percent=row.min_invested_percent,
        condition=row.condition,
    )


@remembered
def advance_on(*, kind: str, on: dt.date) -> AdvanceFact | None:
    """Return the advance that national money allows for a kind of support."""
    row = AdvanceRule.objects.in_force(on).filter(kind=kind).first()
    if row is None or row.advance_percent is None:
        return None
    return AdvanceFact(
        **_law(row),
        advance_percent=row.advance_percent,
        advance_min_invested_percent=row.min_invested_percent,
        condition=row.condition,
    )


@remembered
def deadline_on(
    *, step: str, fund: str, province: AdminUnit | None, on: dt.date
) -> DeadlineFact | None:
    """Return the term of a step, None when none is known: then none is shown.

    A local fund has no term but the province's own; it never borrows a national one.
    """
    place = place_of_day(province, on) if fund == Fund.LOCAL else None
    row = DeadlineRule.objects.in_force(on).filter(step=step, fund=fund, province=place).first()
    return deadline_fact(row) if row else None


def deadline_fact(row: DeadlineRule) -> DeadlineFact:
    """Return what a row says about a term; lists read the rows of a province once."""
    return DeadlineFact(
        **_law(row),
        days=row.days,
        is_working=row.is_working,
        month=row.month,
        day_of_month=row.day_of_month,
        is_next_year=row.is_next_year,
        text=row.figure_text,
    )


def holidays_of(years: Iterable[int]) -> HolidayFact:
    """Return the days off of some years and which of these years are on file."""
    lists = governing(HolidayList.objects.counting().filter(year__in=set(years)).by_precedence())
    is_sure = all(row.is_verified for row in lists)
    return HolidayFact(
        days=frozenset(day for row in lists for day in row.days),
        known_years=frozenset(row.year for row in lists),
        certainty=Certainty.VERIFIED if is_sure else Certainty.UNVERIFIED,
    )


@remembered
def legal_forms_on(on: dt.date) -> tuple[FormFact, ...]:
    """Return the legal forms whose holders may benefit."""
    rows = governing(FormRule.objects.in_force(on))
    return tuple(FormFact(**_law(row), form=row.form) for row in rows)


@remembered
def eligible_trades_on(on: dt.date) -> tuple[TradeFact, ...]:
    """Return the supported trades."""
    return tuple(
        TradeFact(
            **_law(row),
            trade=row.trade,
            label=row.label,
            is_difficult_area_only=row.is_difficult_area_only,
        )
        for row in governing(TradeRule.objects.in_force(on))
    )


@remembered
def place_rule_on(on: dt.date) -> PlaceFact | None:
    """Return which places lie outside the programme."""
    row = PlaceRule.objects.in_force(on).first()
    if row is None:
        return None
    return PlaceFact(
        **_law(row), outside=row.outside, counts_craft_village=row.counts_craft_village
    )


@remembered
def size_limits_on(on: dt.date) -> tuple[SizeFact, ...]:
    """Return the limits of the sizes of enterprise, the largest size last."""
    rows = governing(SizeLimit.objects.in_force(on))
    facts = (
        SizeFact(
            **_law(row),
            size=row.size,
            employees_max=row.employees_max,
            revenue_max_vnd=row.revenue_max_vnd,
            capital_max_vnd=row.capital_max_vnd,
            is_either=row.is_either,
        )
        for row in rows
    )
    return tuple(sorted(facts, key=lambda fact: fact.employees_max))


def governing(rows: Iterable[Any]) -> list[Any]:
    """Return one row per scope out of `in_force` rows: a site's before the shipped one."""
    first: dict[tuple[Any, ...], DatedRow] = {}
    for row in rows:
        scope = tuple(getattr(row, row._meta.get_field(name).attname) for name in row.SCOPE)
        first.setdefault(scope, row)
    return list(first.values())


@remembered
def place_of_day(province: AdminUnit | None, on: dt.date) -> AdminUnit | None:
    """Return the province as it was on the day, if it was one: units were formed anew in 2025."""
    if province is None or on in province.valid:
        return province
    then = units_today(province, on)
    return then[0] if len(then) == 1 else province


def _law(row: DatedRow) -> dict[str, Any]:
    return {
        "row_id": row.pk,
        "citation": row.citation,
        "certainty": row.certainty,
    }
