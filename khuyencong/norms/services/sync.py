"""Brings the shipped tables into the database after every migrate; nothing happens when unchanged.

A row in force is frozen: its figures, scope and first day may not differ from what was synced, and
it may not vanish. New law is a new dated row; the old one then gets its last day.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.service import service
from khuyencong.geography.models import AdminUnit, LoadedData
from khuyencong.geography.queries import ProvinceFinder
from khuyencong.norms import events
from khuyencong.norms.enums import Origin
from khuyencong.norms.models import DatedRow, Instrument
from khuyencong.norms.tables import FOLDER, load_tables
from khuyencong.norms.tables.schema import Row, Tables

NOT_COLUMNS = {"rows", "province"}
NOT_ROW_COLUMNS = {"first", "last", "by", "unknown"}


class FrozenRowChangedError(Exception):
    """Somebody changed law that is already in force instead of adding a dated row."""

    def __init__(self, key: str, what: str) -> None:
        super().__init__(f"{key}: {what}. Law in force is frozen: add a row with a new first day.")


def load(plan: Iterable[tuple[object, bool]] = (), **_: object) -> None:
    """Bring the database up to the shipped tables (post_migrate handler; `plan` is what ran)."""
    if any(is_backwards for _, is_backwards in plan):
        return  # the tables may be gone
    wanted = fingerprint()
    if LoadedData.objects.filter(name="norms", fingerprint=wanted).exists():
        return
    sync(tables=load_tables(), on=clock.today(), by=None)
    LoadedData.objects.update_or_create(name="norms", defaults={"fingerprint": wanted})


def fingerprint() -> str:
    """Return a digest of all shipped tables."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.yaml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@service("norms.sync")
def sync(*, tables: Tables, on: dt.date, by: AbstractBaseUser | None) -> tuple[int, int]:
    """Write new and re-worded shipped rows; return how many were added and how many changed.

    Raises FrozenRowChangedError where a row in force on `on` differs in what may not change.
    """
    is_new = not Instrument.objects.filter(origin=Origin.SHIPPED).exists()
    find = _Provinces()
    documents = _sync_instruments(tables, find)
    wanted: dict[type[DatedRow], dict[str, DatedRow]] = {}
    for table, row in _rows(tables, find, documents):
        wanted.setdefault(table, {})[str(row.key)] = row
    added = changed = 0
    for table, rows in wanted.items():
        fresh, different = _compare(table, rows, on)
        changed += len(different)
        added += len(fresh)
        for row in different:  # first, so that an ended row makes room for its successor
            row.save()
        table._default_manager.bulk_create(fresh)
    if (added or changed) and not is_new:  # what an installation begins with is no act
        record(events.SYNCED, by=by, on=on, added=added, changed=changed)
    return added, changed


class _Provinces:
    """Finds provinces of many days, each day with one query."""

    def __init__(self) -> None:
        self._finders: dict[dt.date, ProvinceFinder] = {}

    def __call__(self, name: str, on: dt.date) -> AdminUnit:
        finder = self._finders.setdefault(on, ProvinceFinder(on))
        province = finder.find(name)
        if province is None:
            raise ValueError(f"no province is called {name!r} on {on}")
        return province


def _sync_instruments(tables: Tables, find: _Provinces) -> dict[str, Instrument]:
    shipped = Instrument.objects.filter(origin=Origin.SHIPPED).select_related("province")
    stored = {document.key: document for document in shipped}
    documents = {}
    for entry in tables.instrument:
        values = entry.model_dump(exclude={"province", "known_on"})
        place = find(entry.province, entry.province_on) if entry.province_on else None
        values |= {"province": place, "origin": Origin.SHIPPED}
        document = stored.get(entry.key) or Instrument()
        if any(getattr(document, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(document, name, value)
            document.save()
        documents[entry.key] = document
    return documents


def _rows(
    tables: Tables, find: _Provinces, documents: dict[str, Instrument]
) -> Iterator[tuple[type[DatedRow], DatedRow]]:
    for name, track in tables.tracks():
        table: Any = apps.get_model("norms", name)
        shared = {k: v for k, v in track.scope.items() if k not in NOT_COLUMNS}
        scope = [str(track.scope[k]) for k in table.SCOPE]
        for row in track.rows:
            values = shared | row.model_dump(exclude=NOT_ROW_COLUMNS)
            if province := track.scope.get("province"):
                values["province"] = find(province, row.first)
            key = ":".join([name, *scope, str(row.first)])
            yield (
                table,
                table(
                    **values,
                    key=key,
                    instrument=documents[row.by],
                    valid=_days(row),
                    origin=Origin.SHIPPED,
                    checksum=checksum(key, [values.get(f) for f in table.FIGURES]),
                ),
            )


def _days(row: Row) -> DateRange:
    return DateRange(row.first, row.last + dt.timedelta(days=1) if row.last else None)


def checksum(key: str, figures: list[Any]) -> str:
    """Return the digest of what the law fixes: scope, first day and figures."""
    plain = [str(f.normalize()) if isinstance(f, Decimal) else str(f) for f in figures]
    return hashlib.sha256(json.dumps([key, *plain]).encode()).hexdigest()


def _compare(
    table: type[DatedRow], wanted: dict[str, DatedRow], on: dt.date
) -> tuple[list[DatedRow], list[DatedRow]]:
    """Return the new rows of a table and the stored ones with what may change set anew."""
    fresh, different = [], []
    stored = {row.key: row for row in table._default_manager.filter(origin=Origin.SHIPPED)}
    for key, row in wanted.items():
        known = stored.pop(key, None)
        if known is None:
            fresh.append(row)
        elif _take_over(known, row, on):
            different.append(known)
    if stored:
        raise FrozenRowChangedError(", ".join(map(str, stored)), "gone from the tables")
    return fresh, different


def _take_over(known: DatedRow, row: DatedRow, on: dt.date) -> bool:
    """Give the stored row the wanted values; return whether one differed."""
    if known.first_on <= on:
        if known.checksum != row.checksum:
            raise FrozenRowChangedError(str(known.key), "figures differ")
        if known.last_on != row.last_on and known.last_on is not None and known.last_on < on:
            raise FrozenRowChangedError(str(known.key), "its past last day differs")
    kept = {"id", "public_id"}
    names = [f.attname for f in known._meta.concrete_fields if f.attname not in kept]
    changed = [name for name in names if getattr(known, name) != getattr(row, name)]
    for name in changed:
        setattr(known, name, getattr(row, name))
    return bool(changed)
