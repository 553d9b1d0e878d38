"""What the dated lists say about a place; None where nothing is known."""

import datetime as dt
from typing import NamedTuple

from django.db.models import QuerySet

from khuyencong.core.memory import remembered
from khuyencong.geography.enums import AreaKind, UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit, AreaList
from khuyencong.geography.queries.units import province_of, unit_state, units_today


class AreaFact(NamedTuple):
    """Whether a place is on a list, on which one, and its article."""

    is_listed: bool
    name: str
    citation: str


def lists_on(kind: AreaKind, on: dt.date) -> QuerySet[AreaList]:
    """Return the lists of a kind in force on `on`."""
    return AreaList.objects.filter(kind=kind, valid__contains=on)


@remembered
def listed(kind: AreaKind, unit: AdminUnit, on: dt.date) -> AreaFact | None:
    """Return what the lists of the day say about the unit; None if none speaks for it.

    A list may name units of an earlier time: then all the ground of a present unit must be on it,
    or none of it; in between nothing is known.
    """
    lists = list(lists_on(kind, on).prefetch_related("entries"))
    grounds = [_holders(u) for u in _all_ground(unit)]
    speaking = [x for x in lists if x.area_id is None or any(x.area_id in g for g in grounds)]
    if not speaking:
        return None
    for area_list in speaking:
        entries = {entry.unit_id for entry in area_list.entries.all()}
        hits = [bool(entries & holders) for holders in grounds]
        if hits[0] or (hits[1:] and all(hits[1:])):
            return AreaFact(is_listed=True, name=area_list.name, citation=area_list.citation)
        if any(hits):
            return None
    return AreaFact(is_listed=False, name="", citation=speaking[0].citation)


@remembered
def is_difficult(unit: AdminUnit, on: dt.date) -> AreaFact | None:
    """Return whether the unit is a difficult or especially difficult area; None if unknown."""
    especially = listed(AreaKind.ESPECIALLY_DIFFICULT, unit, on)
    if especially is not None and especially.is_listed:
        return especially
    plain = listed(AreaKind.DIFFICULT, unit, on)
    if plain is not None and plain.is_listed:
        return plain
    return plain if especially is not None else None


def selection_region(unit: AdminUnit, on: dt.date) -> AreaFact | None:
    """Return the region of the product selection that the unit belonged to on `on`."""
    fact = listed(AreaKind.SELECTION_REGION, unit, on)
    return fact if fact is not None and fact.is_listed else None


@remembered
def is_ward_of_central_city(unit: AdminUnit, on: dt.date) -> bool | None:
    """Tell whether the place was a ward of a centrally-run city on `on` (NĐ 235/2025 Điều 1).

    None when the unit is no commune or its ground was partly such a ward and partly not.
    """
    if unit.level != UnitLevel.COMMUNE:
        return None
    return _agreed([_is_central_ward(u, on) for u in units_today(unit, on)])


@remembered
def is_ward_of_class1_city(unit: AdminUnit, on: dt.date) -> bool | None:
    """Tell whether the place was a ward of a class-1 city on `on` (NĐ 45/2012 Điều 1).

    The class of a city is known from dated lists alone; without one the answer is None.
    """
    if unit.level != UnitLevel.COMMUNE:
        return None
    return _agreed([_is_class1_ward(u, on) for u in units_today(unit, on)])


def _is_central_ward(unit: AdminUnit, on: dt.date) -> bool:
    if unit_state(unit, on).kind is not UnitKind.WARD:
        return False
    return unit_state(province_of(unit), on).kind is UnitKind.CENTRAL_CITY


def _is_class1_ward(unit: AdminUnit, on: dt.date) -> bool | None:
    if unit_state(unit, on).kind is not UnitKind.WARD:
        return False
    if unit.parent is not None and unit.parent.kind == UnitKind.TOWN:
        return False  # a thị xã is no city
    fact = listed(AreaKind.CLASS1_CITY, unit, on)
    return None if fact is None else fact.is_listed


def _agreed(answers: list[bool | None]) -> bool | None:
    return answers[0] if len(set(answers)) == 1 else None


def _all_ground(unit: AdminUnit) -> list[AdminUnit]:
    """Return the unit itself, then the units of the other time on its ground."""
    olds = [s.old for s in unit.predecessions.select_related("old__parent__parent")]
    news = [s.new for s in unit.successions.select_related("new__parent__parent")]
    return [unit, *olds, *news]


def _holders(unit: AdminUnit) -> frozenset[int]:
    """Return the keys of the unit and of those above it."""
    keys = {unit.pk}
    while unit.parent is not None:
        unit = unit.parent
        keys.add(unit.pk)
    return frozenset(keys)
