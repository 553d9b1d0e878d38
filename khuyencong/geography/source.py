"""Reads the units before and after 2025-07-01 out of the installed package vietnamadminunits.

The package is read as data (its parsers are not imported). Three things are put right, each proven
by the rest of the same data; the tests count them:

* Every commune of today whose origin is certain lies in one old province, and is made of communes
  of few districts. Where the package lists several successors of an old commune only because other
  communes of the same name lie in the merged province, the stray ones are dropped.
* Eight communes stand at the place of a namesake. A mainland commune more than 60 km from the
  communes it was made of is put in their middle.
* The old island communes of a special zone without a place of their own get that of the zone.
"""

import datetime as dt
import json
import math
import sqlite3
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from khuyencong.geography.enums import UnitKind, UnitLevel

PACKAGE = "vietnamadminunits"
REORGANISED_ON = dt.date(2025, 7, 1)  # Nghị quyết 202/2025/QH15
MISPLACED_KM = 60
KM_PER_DEGREE = 111.2
KINDS = {
    "Tỉnh": UnitKind.PROVINCE,
    "Huyện": UnitKind.DISTRICT,
    "Quận": UnitKind.URBAN_DISTRICT,
    "Thị xã": UnitKind.TOWN,
    "Thành phố": UnitKind.PROVINCIAL_CITY,
    "Xã": UnitKind.COMMUNE,
    "Phường": UnitKind.WARD,
    "Thị trấn": UnitKind.TOWNSHIP,
    "Đặc khu": UnitKind.SPECIAL_ZONE,
}
Place = tuple[float, float]


@dataclass(frozen=True)
class UnitRow:
    """A unit as the package knows it; `path` names it and its parents within its time."""

    path: tuple[str, ...]
    is_old: bool
    level: UnitLevel
    kind: UnitKind
    code: str
    name: str
    place: Place | None = None
    area_km2: float | None = None

    @property
    def parent_path(self) -> tuple[str, ...]:
        """Return the path of the unit above, empty for a province."""
        return self.path[:-1]


@dataclass(frozen=True)
class Link:
    """The old unit went to the new one, wholly or in part."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    is_whole: bool


@dataclass(frozen=True)
class Country:
    """All units of both times, parents first, and the links between the times."""

    units: tuple[UnitRow, ...]
    links: tuple[Link, ...]


def package_version() -> str:
    """Return the version of the installed package."""
    return distribution(PACKAGE).version


def read_country() -> Country:
    """Return what the package holds, put right as told above."""
    tables = _read_tables()
    old = {unit.path: unit for unit in _old_units(tables["admin_units_legacy"])}
    new = {unit.path: unit for unit in _new_units(tables["admin_units"])}
    converter = json.loads(_data_file("converter_2025.json").read_text(encoding="utf-8"))
    province_links = [
        Link((old_key,), (new_key,), is_whole=True)
        for new_key, old_keys in converter["DICT_PROVINCE"].items()
        for old_key in old_keys
    ]
    links = _commune_links(converter)
    origins = _origins(links, old)
    placed = [_well_placed(unit, origins.get(unit.path, [])) for unit in new.values()]
    islands = _islands(links, placed)
    olds = [_on_its_island(unit, islands.get(unit.path)) for unit in old.values()]
    return Country((*olds, *placed), (*province_links, *links))


def distance_km(one: Place, other: Place) -> float:
    """Return the distance of two places, exact enough for checking and drawing."""
    north = (one[0] - other[0]) * KM_PER_DEGREE
    east = (one[1] - other[1]) * KM_PER_DEGREE * math.cos(math.radians(one[0]))
    return math.hypot(north, east)


def _data_file(name: str) -> Path:
    return Path(str(distribution(PACKAGE).locate_file(f"{PACKAGE}/data/{name}")))


def _read_tables() -> dict[str, list[sqlite3.Row]]:
    uri = f"{_data_file('dataset.db').as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as database:
        database.row_factory = sqlite3.Row
        return {
            table: database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            for table in ("admin_units_legacy", "admin_units")
        }


def _old_units(rows: Iterable[sqlite3.Row]) -> Iterator[UnitRow]:
    """Yield provinces, districts and communes before the reorganisation, parents first."""
    rows = list(rows)
    provinces = {r["provinceKey"]: r for r in rows}
    districts = {(r["provinceKey"], r["districtKey"]): r for r in rows}
    for key, row in provinces.items():
        yield _province(row, (key,), is_old=True)
    for district, row in districts.items():
        yield _unit(row, "district", district, UnitLevel.DISTRICT, is_old=True)
    for row in rows:
        if row["wardKey"]:
            path = (row["provinceKey"], row["districtKey"], row["wardKey"])
            yield _unit(row, "ward", path, UnitLevel.COMMUNE, is_old=True)


def _new_units(rows: Iterable[sqlite3.Row]) -> Iterator[UnitRow]:
    """Yield provinces and communes since the reorganisation, parents first."""
    rows = list(rows)
    for key, row in {r["provinceKey"]: r for r in rows}.items():
        yield _province(row, (key,), is_old=False)
    for row in rows:
        path = (row["provinceKey"], row["wardKey"])
        unit = _unit(row, "ward", path, UnitLevel.COMMUNE, is_old=False)
        yield replace(unit, area_km2=row["wardAreaKm2"] or None)


def _province(row: sqlite3.Row, path: tuple[str, ...], *, is_old: bool) -> UnitRow:
    is_city = row["province"].startswith("Thành phố ")
    kind = UnitKind.CENTRAL_CITY if is_city else UnitKind.PROVINCE
    place = (row["provinceLat"], row["provinceLon"])
    name = row["provinceShort"]
    return UnitRow(path, is_old, UnitLevel.PROVINCE, kind, row["provinceCode"], name, place)


def _unit(
    row: sqlite3.Row, prefix: str, path: tuple[str, ...], level: UnitLevel, *, is_old: bool
) -> UnitRow:
    latitude, longitude = row[f"{prefix}Lat"], row[f"{prefix}Lon"]
    kind, name = _kind_and_name(row[prefix])
    return UnitRow(
        path=path,
        is_old=is_old,
        level=level,
        kind=kind,
        code=row[f"{prefix}Code"],
        name=name,
        place=None if latitude is None else (latitude, longitude),
    )


def _kind_and_name(full_name: str) -> tuple[UnitKind, str]:
    """Split "Thị xã Buôn Hồ"; the package's own column of kinds is wrong for a few units."""
    word = next(w for w in KINDS if full_name.lower().startswith(f"{w.lower()} "))
    return KINDS[word], full_name[len(word) :].strip()


def _commune_links(converter: dict[str, Any]) -> list[Link]:
    """Return the successors of every old commune without those that only share a name."""
    certain: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            certain[province, ward] = [_old_path(key) for key in olds]
    links = [Link(old, new, is_whole=True) for new, olds in certain.items() for old in olds]
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, wards in divided.items():
            old = _old_path(key)
            candidates = [(province, ward["newWardKey"]) for ward in wards]
            news = [new for new in candidates if not _is_stray(old, certain.get(new, []))]
            links += [Link(old, new, is_whole=len(news) == 1) for new in news]
    return links


def _old_path(key: str) -> tuple[str, ...]:
    """Return the path of an old unit; an island district without communes stands for itself."""
    return tuple(part for part in key.split("_") if part)


def _is_stray(old: tuple[str, ...], origins: list[tuple[str, ...]]) -> bool:
    """Tell whether a successor with these certain origins only shares a name with the old unit."""
    if not origins:
        return False
    if old[0] not in {origin[0] for origin in origins}:
        return True
    is_namesake = any(origin[-1] == old[-1] for origin in origins)
    return is_namesake and old[:2] not in {origin[:2] for origin in origins}


def _origins(
    links: Iterable[Link], old: dict[tuple[str, ...], UnitRow]
) -> dict[tuple[str, ...], list[Place]]:
    places = defaultdict(list)
    for link in links:
        if place := old[link.old].place:
            places[link.new].append(place)
    return places


def _well_placed(unit: UnitRow, origins: list[Place]) -> UnitRow:
    is_mainland = unit.kind in (UnitKind.COMMUNE, UnitKind.WARD)
    if not (is_mainland and origins and unit.place):
        return unit
    middle = (
        statistics.median(latitude for latitude, _ in origins),
        statistics.median(longitude for _, longitude in origins),
    )
    return replace(unit, place=middle) if distance_km(unit.place, middle) > MISPLACED_KM else unit


def _islands(links: Iterable[Link], units: Iterable[UnitRow]) -> dict[tuple[str, ...], Place]:
    """Return the place of the special zone for the old communes and districts that became it."""
    zones = {u.path: u.place for u in units if u.kind is UnitKind.SPECIAL_ZONE and u.place}
    became = defaultdict(set)
    for link in links:
        became[link.old].add(link.new)
        became[link.old[:2]].add(link.new)
    return {
        old: zones[new]
        for old, news in became.items()
        for new in news
        if news <= zones.keys() and len(news) == 1
    }


def _on_its_island(unit: UnitRow, zone: Place | None) -> UnitRow:
    if zone and (unit.place is None or distance_km(unit.place, zone) > MISPLACED_KM):
        return replace(unit, place=zone)
    return unit
