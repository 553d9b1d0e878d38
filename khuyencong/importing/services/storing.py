"""Rows into the database and out of it: COPY for thousands, no model instances."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from khuyencong.importing.models import StagedRow
from khuyencong.importing.reading.facts import ReadCell
from khuyencong.importing.rules.facts import plain
from khuyencong.importing.services.staged import Staged

TEXTS = (
    *("number", "kind", "text", "is_hidden", "is_fixed", "choice", "codes", "state"),
    *("province_id", "reference", "name_key", "maker_key"),
)
JSONS = ("cells", "group", "findings", "place", "maker", "twin")
as_json = json.JSONEncoder(ensure_ascii=False).encode
OWN_SUMS = "sum.parts"  # judged anew after each answer, by `rules.checks`
EXAMINED = (
    *("findings", "codes", "state", "province_id", "place", "reference", "name_key"),
    *("maker_key", "maker", "twin", "cells", "choice", "is_fixed"),
)


def insert(sheet_id: int, rows: Sequence[Staged]) -> None:
    """Write new rows of a table."""
    known = {field.name: field.column for field in StagedRow._meta.concrete_fields}
    names = [known[_field(name)] for name in (*TEXTS, *JSONS)]
    columns = ", ".join(f'"{name}"' for name in ("sheet_id", *names, "made"))
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY importing_stagedrow ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            plain = [getattr(row, name) for name in TEXTS]
            told = [as_json(getattr(row, name)) for name in JSONS]
            copy.write_row([sheet_id, *plain, *told, "[]"])


def fetch(rows: QuerySet[StagedRow]) -> Iterator[Staged]:
    """Yield rows of the database as they are examined."""
    names = ("pk", *TEXTS, *JSONS)
    for values in rows.values_list(*names):
        yield Staged(**dict(zip(names, values, strict=True)))


def update(rows: Sequence[Staged]) -> None:
    """Write what the examination found for rows that are there."""
    StagedRow.objects.bulk_update(
        [StagedRow(pk=row.pk, **{name: getattr(row, name) for name in EXAMINED}) for row in rows],
        [_field(name) for name in EXAMINED],
        batch_size=500,
    )


def _field(name: str) -> str:
    return name.removesuffix("_id") if name == "province_id" else name


def cell_of(read: ReadCell) -> dict[str, Any]:
    """Return a read cell as the database holds it."""
    cell = {"c": read.cell, "s": _sound(read.stored), "v": _sound(plain(read.value))}
    if read.healed:
        cell["h"] = list(read.healed)
    if read.problems:
        cell["p"] = [
            {"code": p.code, "says": p.sentence, "cure": p.cure, "stops": p.is_blocking}
            for p in read.problems
            if p.code != OWN_SUMS
        ]
    return cell


def _sound(value: Any) -> Any:
    """Return a value that PostgreSQL takes: no zero byte."""
    return value.replace("\0", "") if isinstance(value, str) else value
