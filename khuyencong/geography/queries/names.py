"""From names as people and papers write them to units; never a guess."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from khuyencong.core.text import clean, fold, sort_key
from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit, UnitSuccession
from khuyencong.geography.queries.units import (
    province_of,
    provinces_on,
    unit_state,
    units_on,
    units_today,
)
from khuyencong.geography.source import REORGANISED_ON

LAST_OLD_DAY = REORGANISED_ON - dt.timedelta(days=1)
CITY = frozenset({UnitKind.CENTRAL_CITY, UnitKind.PROVINCIAL_CITY})
KINDS_OF_WORDS = {
    "tỉnh": frozenset({UnitKind.PROVINCE}),
    "thành phố": CITY,
    "tp": CITY,
    "huyện": frozenset({UnitKind.DISTRICT}),
    "huyện đảo": frozenset({UnitKind.DISTRICT}),
    "h": frozenset({UnitKind.DISTRICT}),
    "quận": frozenset({UnitKind.URBAN_DISTRICT}),
    "q": frozenset({UnitKind.URBAN_DISTRICT}),
    "thị xã": frozenset({UnitKind.TOWN}),
    "tx": frozenset({UnitKind.TOWN}),
    "xã": frozenset({UnitKind.COMMUNE}),
    "x": frozenset({UnitKind.COMMUNE}),
    "phường": frozenset({UnitKind.WARD}),
    "p": frozenset({UnitKind.WARD}),
    "thị trấn": frozenset({UnitKind.TOWNSHIP}),
    "tt": frozenset({UnitKind.TOWNSHIP}),
    "đặc khu": frozenset({UnitKind.SPECIAL_ZONE}),
}
COMMUNE_KINDS = frozenset(
    {UnitKind.COMMUNE, UnitKind.WARD, UnitKind.TOWNSHIP, UnitKind.SPECIAL_ZONE}
)
# Single letters stand for a kind only with their full stop: "P. Tân Lợi", "H. Cao Lộc".
KIND_WORD = re.compile(
    r"^(?:(thành phố|huyện đảo|thị trấn|thị xã|đặc khu|phường|huyện|quận|tỉnh|xã|tp|tx|tt)[.\s]+"
    r"|(tp|tx|tt|[hqxp])\.\s*)(?=\S)",
    re.IGNORECASE,
)
PROVINCE_WORD = re.compile(r"^(?:tinh|thanh pho|thu do|t\.?p)[.\s]+")
NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Named:
    """One part of an address: a name and the kinds that its kind word allows (empty: none said)."""

    name: str
    kinds: frozenset[UnitKind]


class ProvinceFinder:
    """Finds the provinces of one day by any of their names; for many names with one query."""

    def __init__(self, on: dt.date) -> None:
        self._by_key: dict[str, AdminUnit] = {}
        for province in provinces_on(on).prefetch_related("states"):
            names = {province.name, *province.aliases, *(s.name for s in province.states.all())}
            self._by_key.update({_province_key(name): province for name in names})

    def find(self, name: str) -> AdminUnit | None:
        """Return the province called `name`, or None."""
        return self._by_key.get(_province_key(name))


def find_province(name: str, on: dt.date) -> AdminUnit | None:
    """Return the province that existed on `on` under that name, however it is written."""
    return ProvinceFinder(on).find(name)


def find_unit(
    name: str, level: UnitLevel, on: dt.date, within: AdminUnit | None = None
) -> AdminUnit | None:
    """Return the one unit of the level with that name on `on`, inside `within` if given.

    The name may carry its kind ("xã Xuất Lễ"); of several names that differ only in accents the
    exact one is meant. None if there is no such unit or more than one.
    """
    if level is UnitLevel.PROVINCE:
        return find_province(name, on)
    wanted = _named(name)
    found = _called(wanted, level, on)
    if within is not None:
        found = [u for u in found if within.pk in (u.parent_id, _grandparent_id(u))]
    found = _narrow(found, lambda u: sort_key(u.name) == sort_key(wanted.name))
    if wanted.kinds:
        found = [u for u in found if unit_state(u, on).kind in wanted.kinds]
    return _only(found)


class Trace(NamedTuple):
    """What an address means: None where there is not exactly one."""

    named: AdminUnit | None
    today: AdminUnit | None


class Locator:
    """Finds the commune of day `on` that an address means; for many addresses of one day."""

    def __init__(self, on: dt.date) -> None:
        self._on = on
        self._lineage: dict[int, set[AdminUnit]] = defaultdict(set)
        links = UnitSuccession.objects.filter(old__level=UnitLevel.PROVINCE)
        for link in links.select_related("old", "new"):
            self._lineage[link.old_id] |= {link.old, link.new}
            self._lineage[link.new_id] |= {link.old, link.new}
        self._called_so: dict[str, list[AdminUnit]] = {}
        self._today: dict[int, list[AdminUnit]] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Fetch at once every commune that the addresses may mean; `trace` then asks nothing."""
        names = {fold(part.name) for text in texts for part in _parts(text)}
        new = names - self._called_so.keys()
        self._called_so |= {name: [] for name in new}
        found = AdminUnit.objects.filter(level=UnitLevel.COMMUNE, name_folded__in=new)
        for unit in found.select_related("parent__parent").prefetch_related("states"):
            self._called_so[unit.name_folded].append(unit)
        self._learn_successors([u for name in new for u in self._called_so[name]])

    def _learn_successors(self, units: list[AdminUnit]) -> None:
        self._today |= {u.pk: [u] for u in units if self._on in u.valid}
        gone = [u.pk for u in units if u.valid.upper is not None and u.valid.upper <= self._on]
        self._today |= {pk: [] for pk in gone}
        links = UnitSuccession.objects.filter(old__in=gone, new__valid__contains=self._on)
        for link in links.select_related("new__parent"):
            self._today[link.old_id].append(link.new)

    def _called(self, wanted: Named, on: dt.date) -> list[AdminUnit]:
        known = self._called_so.get(fold(wanted.name))
        if known is None:
            return _called(wanted, UnitLevel.COMMUNE, on)
        return [unit for unit in known if on in unit.valid]

    def _units_today(self, unit: AdminUnit) -> list[AdminUnit]:
        known = self._today.get(unit.pk)
        return units_today(unit, self._on) if known is None else known

    def trace(
        self, text: str, *, province: AdminUnit | None = None, written_on: dt.date | None = None
    ) -> Trace:
        """Return the commune that `text` names and the one of today on its ground.

        "xã Xuất Lễ, huyện Cao Lộc" is looked up among the communes of its time and followed to the
        present one. `province` (of any time) and the rest of the address narrow the search; without
        `written_on` both times are tried and must agree.
        """
        named = self._named(text, province, written_on)
        found = {other.pk: other for unit in named for other in self._units_today(unit)}
        return Trace(_only(named), _only(found.values()))

    def _named(
        self, text: str, province: AdminUnit | None, written_on: dt.date | None
    ) -> list[AdminUnit]:
        parts = _parts(text)
        first = next((i for i, part in enumerate(parts) if part.kinds & COMMUNE_KINDS), None)
        if first is None:
            return []
        commune, above = parts[first], parts[first + 1 :]
        found = []
        for day in _days(written_on):
            called = self._called(commune, day)
            inside = [unit for unit in called if self._lies_in(unit, above, province)]
            found += _meant(inside, commune, above)
        return found

    def _lies_in(self, unit: AdminUnit, above: list[Named], province: AdminUnit | None) -> bool:
        """Tell whether every part of the address above the commune names a unit that holds it."""
        top = province_of(unit)
        lineage = self._lineage.get(top.pk, {top})
        if province is not None and province not in lineage:
            return False
        names = {_province_key(name) for p in lineage for name in (p.name, *p.aliases)}
        if unit.parent is not None and unit.parent != top:
            names.add(_words(unit.parent.name))
        return all(
            _words(part.name) in names or _province_key(part.name) in names for part in above
        )


def locate(
    text: str,
    on: dt.date,
    *,
    province: AdminUnit | None = None,
    written_on: dt.date | None = None,
) -> AdminUnit | None:
    """Return the commune of day `on` that an address means, old or new; None unless it is one."""
    return Locator(on).trace(text, province=province, written_on=written_on).today


def without_kind(name: str) -> str:
    """Return the name without the word for its kind: "Cao Lộc" of "huyện Cao Lộc"."""
    return _named(name).name


def _parts(text: str) -> list[Named]:
    return [_named(part) for part in re.split(r"[,;]", clean(text)) if part.strip()]


def _days(written_on: dt.date | None) -> list[dt.date]:
    if written_on is None:
        return [LAST_OLD_DAY, REORGANISED_ON]
    return [LAST_OLD_DAY if written_on < REORGANISED_ON else REORGANISED_ON]


def _meant(found: list[AdminUnit], commune: Named, above: list[Named]) -> list[AdminUnit]:
    """Return those of the namesakes that fit accents and kinds best.

    A commune may have become a ward or township since the text was written; that is believed only
    when the district was named as well.
    """
    found = _narrow(found, lambda u: sort_key(u.name) == sort_key(commune.name))
    kinds_above = frozenset().union(*(part.kinds for part in above))
    found = _narrow(found, lambda u: u.parent is not None and u.parent.kind in kinds_above)
    of_kind = [u for u in found if _was_ever(u, commune.kinds)]
    return of_kind or [u for u in found if _names_district(u, above)]


def _names_district(unit: AdminUnit, above: list[Named]) -> bool:
    district = unit.parent
    if district is None or district.level != UnitLevel.DISTRICT:
        return False
    return _words(district.name) in {_words(part.name) for part in above}


def _called(wanted: Named, level: UnitLevel, on: dt.date) -> list[AdminUnit]:
    return list(
        units_on(level, on).filter(name_folded=fold(wanted.name)).select_related("parent__parent")
    )


def _was_ever(unit: AdminUnit, kinds: frozenset[UnitKind]) -> bool:
    return unit.kind in kinds or any(state.kind in kinds for state in unit.states.all())


def _grandparent_id(unit: AdminUnit) -> int | None:
    return unit.parent.parent_id if unit.parent is not None else None


def _named(part: str) -> Named:
    text = clean(part)
    word = KIND_WORD.match(text)
    if word is None:
        return Named(text, frozenset())
    said = (word[1] or word[2]).lower()
    return Named(text[word.end() :], KINDS_OF_WORDS[said])


def _narrow(units: list[AdminUnit], is_better: Callable[[AdminUnit], bool]) -> list[AdminUnit]:
    """Return the better ones if there are any, else all."""
    return [u for u in units if is_better(u)] or units


def _only(units: Iterable[AdminUnit]) -> AdminUnit | None:
    found = list(units)
    return found[0] if len(found) == 1 else None


def _province_key(name: str) -> str:
    return _words(PROVINCE_WORD.sub("", fold(name)))


def _words(name: str) -> str:
    """Return what is compared: no accents, spaces or signs ("Phan Rang-Tháp Chàm")."""
    return NOT_A_LETTER.sub("", fold(name))
