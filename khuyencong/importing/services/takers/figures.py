"""Rows of period summaries and lists of indicators become declared figures."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.core.periods import Period
from khuyencong.core.text import fold
from khuyencong.geography.models import AdminUnit
from khuyencong.importing.kinds import KINDS
from khuyencong.importing.rules.facts import RowFacts, plain
from khuyencong.importing.rules.periods import period_of
from khuyencong.importing.rules.twins import Likeness
from khuyencong.importing.services.ground import LAST_OLD_DAY
from khuyencong.importing.services.staged import Staged
from khuyencong.importing.services.takers.base import Arrival, Known, Made, Taker
from khuyencong.reports.enums import GeoLevel
from khuyencong.reports.models import DeclaredFigure
from khuyencong.reports.queries import indicator_units
from khuyencong.reports.services import declare_figures

LABEL = "reports.declaredfigure"
NOT_FIGURES = frozenset({"text", "year", "day", "mark", "pair"})


def summary_name(facts: RowFacts) -> str:
    """Return what the row is about: a place in a period."""
    return f"{facts.text('province_new', 'province')} {facts.text('period', 'year')}".strip()


def indicator_name(facts: RowFacts) -> str:
    """Return what the row is about: one indicator."""
    return facts.text("label")


def likeness_of(row: Staged, facts: RowFacts) -> Likeness:
    """Compare within the file by name, place, period and every figure."""
    told = tuple(figure["value"] for figure in figures_of(facts))
    period = facts.text("period", "year") or None
    return Likeness(row.name_key, row.province_id, "", (period, *told))


def identity_of(row: Staged, facts: RowFacts) -> tuple[object, ...]:
    """Return what makes it the same figures in another workbook."""
    told = [(f["indicator"], plain(f["value"])) for f in figures_of(facts)]
    return (row.name_key, row.province_id, facts.text("period", "year"), *told)


def known(rows: Sequence[tuple[Staged, Likeness]]) -> Iterator[Known]:
    """Yield the rows whose figures were all taken in before."""
    references = {f"{row.reference}-{at}": (row, one) for row, one in rows for at in (0,)}
    found = DeclaredFigure.objects.filter(reference__in=references)
    for figure in found:
        row, one = references[figure.reference]
        yield Known(one, str(figure), figure.get_absolute_url(), row.reference)


def take(arrivals: Sequence[Arrival], by: User | None, on: dt.date) -> dict[int, Made]:
    """Declare the figures; return what each row became."""
    rows = {a.row.pk: list(_figures(a)) for a in arrivals}
    new = [figure for figures in rows.values() for figure in figures]
    source = arrivals[0].source["source_title"]
    declare_figures(new, source=source, by=by, on=on)
    return {pk: [(LABEL, f.pk) for f in figures if f.pk] for pk, figures in rows.items()}


def figures_of(facts: RowFacts) -> list[dict[str, Any]]:
    """Return the figures of a row: indicator, label, value, unit."""
    if label := facts.text("label"):
        value = facts.number("value")
        code, unit = indicator_units().get(fold(label), (_slug(label), facts.text("unit")))
        told = {"indicator": code, "label": label, "value": value}
        return [told | {"unit": facts.text("unit") or unit}] if value is not None else []
    fields = [f for f in KINDS["summaries"].fields if f.type not in NOT_FIGURES]
    return [
        {"indicator": f.code, "label": f.label, "value": value, "unit": _unit(f.type)}
        for f in fields
        if (value := facts.number(f.code)) is not None
    ]


def _figures(arrival: Arrival) -> Iterator[DeclaredFigure]:
    facts, province = arrival.facts, arrival.province
    text = facts.text("period", "year")
    kind, period = period_of(text) or ("unknown", None)
    for at, told in enumerate(figures_of(facts)):
        yield DeclaredFigure(
            reference=f"{arrival.row.reference}-{at}",
            value_text=plain(told["value"]),
            geo_level=GeoLevel.PROVINCE if province else GeoLevel.COUNTRY,
            area=_area(arrival, period),
            place_text=facts.text("province_new", "province") or str(province or "Cả nước"),
            period_kind=kind,
            period_text=text[:80],
            first_on=period.first if period else None,
            last_on=period.last if period else None,
            note=arrival.note,
            source_title=arrival.source["source_title"],
            retrieved_on=arrival.source["retrieved_on"],
            **told,
        )


def _area(arrival: Arrival, period: Period | None) -> AdminUnit | None:
    """Return the unit at the end of the period: before the reorganisation the former province."""
    is_former = period is not None and period.last <= LAST_OLD_DAY
    return (arrival.former if is_former else None) or arrival.province


def _unit(field_type: str) -> str:
    return "triệu đồng" if field_type == "money" else ""


def _slug(label: str) -> str:
    return "_".join("".join(c if c.isalnum() else " " for c in fold(label)).split())[:60]


SUMMARIES = Taker("summaries", summary_name, likeness_of, identity_of, known, take, has_maker=False)
INDICATORS = Taker(
    "indicators", indicator_name, likeness_of, identity_of, known, take, has_maker=False
)
