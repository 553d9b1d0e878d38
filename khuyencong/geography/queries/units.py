"""Units on a day and what they came from."""

import datetime as dt
from typing import NamedTuple

from django.db.models import Q, QuerySet

from khuyencong.core.memory import remembered
from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit


class UnitFact(NamedTuple):
    """Name and kind of a unit on a day, and the paper that made it so ("" if it always was)."""

    name: str
    kind: UnitKind
    citation: str = ""

    @property
    def label(self) -> str:
        """Return the name as it is written on papers."""
        return f"{self.kind.label} {self.name}"


def units_on(level: UnitLevel, day: dt.date) -> QuerySet[AdminUnit]:
    """Return the units of a level that existed on `day`, in Vietnamese order."""
    return AdminUnit.objects.filter(level=level, valid__contains=day)


def provinces_on(day: dt.date) -> QuerySet[AdminUnit]:
    """Return the provinces and central cities of `day`."""
    return units_on(UnitLevel.PROVINCE, day)


@remembered
def unit_state(unit: AdminUnit, on: dt.date) -> UnitFact:
    """Return what the unit was called and was on `on` (one query, none if states are prefetched)."""
    for state in unit.states.all():
        if _holds(state.valid, on):
            return UnitFact(state.name, UnitKind(state.kind), state.citation)
    return UnitFact(unit.name, UnitKind(unit.kind))


def _holds(valid: object, day: dt.date) -> bool:
    return day in valid  # type: ignore[operator] # a DateRange knows its days


def province_of(unit: AdminUnit) -> AdminUnit:
    """Return the province of the unit in the unit's own time."""
    while unit.parent is not None:
        unit = unit.parent
    return unit


def communes_of(unit: AdminUnit) -> QuerySet[AdminUnit]:
    """Return the communes of a province or an old district, in the unit's own time."""
    below = Q(parent=unit) | Q(parent__parent=unit)
    return AdminUnit.objects.filter(below, level=UnitLevel.COMMUNE)


def predecessors(unit: AdminUnit) -> QuerySet[AdminUnit]:
    """Return the old units whose territory went, wholly or in part, to this one."""
    return AdminUnit.objects.filter(successions__new=unit).distinct()


def successors(unit: AdminUnit) -> QuerySet[AdminUnit]:
    """Return the units that took over territory of this one; an old district's from its communes."""
    old = Q(predecessions__old=unit)
    if unit.level == UnitLevel.DISTRICT:
        old |= Q(predecessions__old__parent=unit)
    return AdminUnit.objects.filter(old).distinct()


@remembered
def units_today(unit: AdminUnit, on: dt.date) -> list[AdminUnit]:
    """Return the units that hold the ground of `unit` on `on`, also when `on` is before its time."""
    if _holds(unit.valid, on):
        return [unit]
    is_later = unit.valid.upper is not None and unit.valid.upper <= on
    others = successors(unit) if is_later else predecessors(unit)
    return list(others.filter(valid__contains=on))


def territory_ids(province: AdminUnit) -> frozenset[int]:
    """Return the keys of the province, of what it was made of and of what it became."""
    chain = {province.pk}
    chain.update(predecessors(province).values_list("pk", flat=True))
    chain.update(successors(province).values_list("pk", flat=True))
    return frozenset(chain)
