"""All that the pages show about places, with few queries."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch

from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit, UnitState, UnitSuccession
from khuyencong.geography.queries.areas import AreaFact, is_difficult, selection_region
from khuyencong.geography.queries.units import (
    communes_of,
    provinces_on,
    unit_state,
    units_on,
    units_today,
)


@dataclass(frozen=True)
class Profile:
    """A unit with its states, where it came from, what became of it and what lists say."""

    is_present: bool
    states: Sequence[UnitState]
    origins: Sequence[UnitSuccession]
    heirs: Sequence[UnitSuccession]
    districts: Sequence[AdminUnit]
    communes: Sequence[AdminUnit]
    composition: str
    ground_ids: Sequence[int]
    difficult: AreaFact | None
    region: AreaFact | None


@dataclass(frozen=True)
class ProvinceRow:
    """A province in the table of all: its kind of the day, the units it was made of, its communes."""

    unit: AdminUnit
    is_city: bool
    origins: Sequence[AdminUnit]
    commune_count: int


def profile_of(unit: AdminUnit, on: dt.date) -> Profile:
    """Return what is known about the unit; the lists are asked for `on` or its last day."""
    last = unit.valid.upper
    day = on if last is None or on < last else last - dt.timedelta(days=1)
    communes = list(communes_of(unit).select_related("parent").prefetch_related("states"))
    return Profile(
        is_present=day == on,
        states=list(unit.states.all()),
        origins=list(
            unit.predecessions.select_related("old__parent__parent").order_by("old__sort_key")
        ),
        heirs=list(unit.successions.select_related("new__parent").order_by("new__sort_key")),
        districts=list(unit.children.filter(level=UnitLevel.DISTRICT)),
        communes=communes,
        composition=_composition(communes, day),
        ground_ids=_ground_ids(unit, communes, on),
        difficult=is_difficult(unit, day) if unit.level == UnitLevel.COMMUNE else None,
        region=selection_region(unit, day),
    )


def provinces_with_origin(on: dt.date) -> list[ProvinceRow]:
    """Return the provinces of a day with what each was made of."""
    origins = UnitSuccession.objects.select_related("old").order_by("old__sort_key")
    provinces = provinces_on(on).prefetch_related("states", Prefetch("predecessions", origins))
    communes = units_on(UnitLevel.COMMUNE, on).order_by()
    counts = dict(communes.values_list("parent").annotate(n=Count("pk")))
    return [
        ProvinceRow(
            unit=province,
            is_city=unit_state(province, on).kind is UnitKind.CENTRAL_CITY,
            origins=[link.old for link in province.predecessions.all()],
            commune_count=counts.get(province.pk, 0),
        )
        for province in provinces
    ]


def _composition(communes: Sequence[AdminUnit], day: dt.date) -> str:
    """Return "88 xã, 14 phường"."""
    kinds = Counter(unit_state(commune, day).kind for commune in communes)
    return ", ".join(f"{count} {kind.label}" for kind, count in kinds.most_common())


def _ground_ids(unit: AdminUnit, communes: Sequence[AdminUnit], on: dt.date) -> list[int]:
    """Return the keys of the communes of day `on` on the ground of the unit."""
    if unit.level == UnitLevel.COMMUNE:
        return [u.pk for u in units_today(unit, on)]
    if on in unit.valid:
        return [commune.pk for commune in communes]
    heirs = UnitSuccession.objects.filter(old__in=[unit, *communes], new__level=UnitLevel.COMMUNE)
    return list(heirs.values_list("new", flat=True).distinct())
