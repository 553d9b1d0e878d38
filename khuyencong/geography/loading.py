"""Brings the units of the installed package and our dated tables into the database.

Runs after every `migrate`; does nothing while package, tables and this code are unchanged. Rows are
matched by (level, code, first day), so references to them stay valid when the data are loaded anew.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.core.service import insert_all
from khuyencong.core.text import fold, sort_key
from khuyencong.geography import source
from khuyencong.geography.enums import AreaKind, UnitKind, UnitLevel
from khuyencong.geography.models import (
    AdminUnit,
    AreaList,
    AreaListEntry,
    LoadedData,
    UnitState,
    UnitSuccession,
)
from khuyencong.geography.source import REORGANISED_ON, Country, UnitRow

TABLES = Path(__file__).parent / "tables"
OLD = DateRange(None, REORGANISED_ON)
NEW = DateRange(REORGANISED_ON, None)
BATCH = 2000
UNIT_FIELDS = [
    *("name", "name_folded", "sort_key", "aliases", "kind"),
    *("parent_id", "latitude", "longitude", "area_km2", "valid"),
]
Key = tuple[str, str, dt.date | None]
Units = dict[tuple[bool, tuple[str, ...]], AdminUnit]


def load(plan: Iterable[tuple[object, bool]] = (), **_: object) -> None:
    """Bring the reference data up to date (post_migrate handler; `plan` tells what ran)."""
    if any(is_backwards for _, is_backwards in plan):
        return  # the tables may be gone
    wanted = fingerprint()
    if LoadedData.objects.filter(name="units", fingerprint=wanted).exists():
        return
    with transaction.atomic():
        country = source.read_country()
        units = _load_units(country)
        _load_links(country, units)
        _load_changes(_table("changes.yaml"))
        _load_areas(_table("areas.yaml"))
        LoadedData.objects.update_or_create(name="units", defaults={"fingerprint": wanted})


def fingerprint() -> str:
    """Return a digest of all that decides what is loaded."""
    digest = hashlib.sha256(source.package_version().encode())
    for path in (Path(__file__), Path(source.__file__), *sorted(TABLES.glob("*.yaml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _table(name: str) -> Any:
    return yaml.safe_load((TABLES / name).read_text(encoding="utf-8"))


def _load_units(country: Country) -> Units:
    aliases = _table("names.yaml")
    existing = {_key(unit): unit for unit in AdminUnit.objects.all()}
    units: Units = {}
    for level in UnitLevel:
        rows = [row for row in country.units if row.level is level]
        fresh, changed = [], []
        for row in rows:
            parent = units.get((row.is_old, row.parent_path))
            wanted = _wanted(row, parent, aliases)
            unit = existing.get(_key(wanted))
            if unit is None:
                fresh.append(wanted)
            elif _take_over(unit, wanted):
                changed.append(unit)
            units[row.is_old, row.path] = unit or wanted
        insert_all(fresh)
        AdminUnit.objects.bulk_update(changed, UNIT_FIELDS, batch_size=BATCH)
    return units


def _key(unit: AdminUnit) -> Key:
    return unit.level, unit.code, unit.valid.lower


def _wanted(row: UnitRow, parent: AdminUnit | None, aliases: dict[str, list[str]]) -> AdminUnit:
    latitude, longitude = row.place or (None, None)
    is_province = row.level is UnitLevel.PROVINCE
    return AdminUnit(
        code=row.code,
        level=row.level,
        name=row.name,
        name_folded=fold(row.name),
        sort_key=sort_key(row.name),
        aliases=aliases.get(row.name, []) if is_province else [],
        kind=row.kind,
        parent_id=parent.pk if parent else None,
        valid=OLD if row.is_old else NEW,
        latitude=latitude,
        longitude=longitude,
        area_km2=row.area_km2,
    )


def _take_over(unit: AdminUnit, wanted: AdminUnit) -> bool:
    """Give the stored unit the wanted values; return whether one differed."""
    different = [f for f in UNIT_FIELDS if getattr(unit, f) != getattr(wanted, f)]
    for field in different:
        setattr(unit, field, getattr(wanted, field))
    return bool(different)


def _load_links(country: Country, units: Units) -> None:
    UnitSuccession.objects.all().delete()
    successions = [
        UnitSuccession(
            old=units[True, link.old],
            new=units[False, link.new],
            on=REORGANISED_ON,
            is_whole=link.is_whole,
        )
        for link in country.links
    ]
    insert_all(successions)


def _load_changes(changes: Iterable[dict[str, Any]]) -> None:
    """Cut the life of the named units into states; the unit itself carries the last one."""
    UnitState.objects.all().delete()
    for change in sorted(changes, key=lambda c: c["day"]):
        day = change["day"]
        found = AdminUnit.objects.filter(
            level=change["level"], code__in=change["codes"], valid__contains=day
        )
        units = list(found)
        if len(units) != len(change["codes"]):
            raise ValueError(f"changes.yaml, {day}: a code is unknown on that day")
        for unit in units:
            _change(unit, change)


def _change(unit: AdminUnit, change: dict[str, Any]) -> None:
    day = change["day"]
    last = unit.states.order_by("valid").last()
    before = last or UnitState(unit=unit, name=unit.name, kind=unit.kind, valid=unit.valid)
    before.name = change["before"].get("name", before.name)
    before.kind = UnitKind(change["before"]["kind"])
    before.valid = DateRange(before.valid.lower, day)
    before.save()
    unit.name = change["after"].get("name", unit.name)
    unit.kind = UnitKind(change["after"]["kind"])
    unit.name_folded = fold(unit.name)
    unit.sort_key = sort_key(unit.name)
    unit.save()
    UnitState.objects.create(
        unit=unit,
        name=unit.name,
        kind=unit.kind,
        valid=DateRange(day, unit.valid.upper),
        citation=change["citation"],
    )


def _load_areas(tables: Iterable[dict[str, Any]]) -> None:
    AreaList.objects.filter(area=None).delete()
    for table in tables:
        first, end = table["first"], table["end"]
        provinces = AdminUnit.objects.filter(level=UnitLevel.PROVINCE, valid__contains=first)
        by_name = {name: unit for unit in provinces for name in (unit.name, *unit.aliases)}
        for name, members in table["lists"].items():
            area_list = AreaList.objects.create(
                kind=AreaKind(table["kind"]),
                name=name,
                citation=table["citation"],
                valid=DateRange(first, end),
            )
            AreaListEntry.objects.bulk_create(
                AreaListEntry(area_list=area_list, unit=by_name[member]) for member in members
            )
