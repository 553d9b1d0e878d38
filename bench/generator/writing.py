"""Writes rows of models in bulk: COPY, with the models' own defaults, indexes built at the end."""

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from psycopg import sql

from khuyencong.core.ids import ALPHABET, LENGTH

CHUNK = 20_000
INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
LEFT JOIN pg_constraint p ON p.conindid = i.indexrelid
WHERE i.indrelid = %s::regclass AND p.oid IS NULL AND NOT i.indisunique
"""


class Table:
    """One model's table: gives keys and public ids, copies rows in."""

    def __init__(self, model: type[models.Model], seed: object) -> None:
        self.model = model
        self.name = model._meta.db_table
        self._random = random.Random(f"{self.name} {seed}")
        self._fields = [f for f in model._meta.local_concrete_fields if not f.generated]
        self._defaults = {f.attname: _default(f) for f in self._fields if f.name != "public_id"}
        self._has_public_id = any(f.name == "public_id" for f in self._fields)
        self._last = self._known_last()

    def row(self, **values: Any) -> dict[str, Any]:
        """Return a whole row with its key; names are those of the columns."""
        self._last += 1
        row = {**self._defaults, "id": self._last, **values}
        if self._has_public_id and "public_id" not in row:
            row["public_id"] = "".join(self._random.choices(ALPHABET, k=LENGTH))
        return row

    def copy(self, rows: Iterable[Mapping[str, Any]], into: str = "") -> int:
        """Copy rows into the table (or another of the same columns); return how many."""
        names = [f.attname for f in self._fields]
        jsons = {f.attname for f in self._fields if isinstance(f, models.JSONField)}
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(into or self.name),
            sql.SQL(", ").join(sql.Identifier(f.column) for f in self._fields),
        )
        count = 0
        with connection.cursor() as cursor, cursor.copy(statement) as copying:
            for count, row in enumerate(rows, start=1):  # noqa: B007 - it is the answer
                copying.write_row([_json(row[n]) if n in jsons else row[n] for n in names])
        self._move_sequence()
        return count

    def _known_last(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{self.name}"')
            return int(cursor.fetchone()[0])

    def _move_sequence(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [self.name, self._last or 1]
            )


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Drop what only speeds up reading, build it again at the end: one pass instead of many."""
    with connection.cursor() as cursor:
        definitions = []
        for table in tables:
            cursor.execute(INDEXES, [table])
            definitions += cursor.fetchall()
        for name, _ in definitions:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        yield
        prove()
        for _, definition in definitions:
            cursor.execute(definition)


def analyze(*tables: str) -> None:
    """Count tables anew: triggers would go on with plans made when they were empty."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))


def prove() -> None:
    """Let every deferred promise of the database be proved now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _default(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return "" if field.empty_strings_allowed and not field.null else None


def _json(value: Any) -> str | None:
    if value is None:
        return None
    return json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder)
