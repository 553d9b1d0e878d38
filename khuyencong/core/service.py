"""The one way to change data: one verb, one function, one transaction."""

import functools
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import Case, JSONField, Model, Q, QuerySet, Value, When
from psycopg import sql
from psycopg.types.json import Jsonb

from khuyencong.core.findings import Refusal, refuse

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

_depth: ContextVar[int] = ContextVar("service_depth", default=0)
# Promises held by triggers instead of model constraints: name -> Vietnamese sentence.
CONSTRAINT_MESSAGES: dict[str, str] = {}
# What else the transaction may write was not done by the service.
_DEFER_AND_FORGET = "SET CONSTRAINTS ALL DEFERRED;" + "".join(
    f"SET LOCAL kc.{name} TO DEFAULT;" for name in ("actor", "action", "reason", "act")
)

_KEYS = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"


def service(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a service named `action` ("<package>.<verb>").

    It runs in one transaction, tells the database who acts and why (row triggers read the settings
    `kc.actor`, `kc.action`, `kc.reason` and `kc.act`, which tells one call from the next), proves
    deferred constraints before it returns and turns a broken promise of the database into a Refusal.
    Services take keywords only: `by=` (a user or None for the system), mostly `on=` (the legal day)
    and `reason=`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
            with _as_refusal(), transaction.atomic(), _outermost() as is_outermost:
                if is_outermost:
                    _announce(action, kwargs)
                result = function(*args, **kwargs)
                if is_outermost:
                    _prove()
                return result

        wrapper.action = action  # type: ignore[attr-defined]
        return wrapper

    return decorate


@contextmanager
def _outermost() -> Iterator[bool]:
    depth = _depth.get()
    token = _depth.set(depth + 1)
    try:
        yield depth == 0
    finally:
        _depth.reset(token)


def insert_all(rows: Sequence[Model]) -> None:
    """Insert new rows of one model by COPY, many times faster than bulk_create; give them keys."""
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not field.generated]
    packed = [index for index, field in enumerate(fields) if isinstance(field, JSONField)]
    columns: list[sql.Composable] = [sql.Identifier(field.attname) for field in fields]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(meta.db_table), sql.SQL(", ").join(columns)
    )
    with connection.cursor() as cursor:
        cursor.execute(_KEYS, [meta.db_table, len(rows)])
        keys = [key for (key,) in cursor.fetchall()]
        with connection.wrap_database_errors, cursor.copy(statement) as copy:
            for row, key in zip(rows, keys, strict=True):
                row.pk = key
                values = [getattr(row, field.attname) for field in fields]
                for index in packed:
                    values[index] = Jsonb(values[index])
                copy.write_row(values)
                row._state.adding, row._state.db = False, connection.alias


@dataclass(frozen=True)
class Change:
    """What a set service changed in one row: values as JSON keeps them, enough to put it back."""

    pk: int
    before: dict[str, Any]
    after: dict[str, Any]


def change_all(rows: QuerySet[Any], **values: Any) -> list[Change]:
    """Set columns of all `rows`, which the caller has locked and checked, and tell what they were."""
    before = list(rows.order_by("pk").values("pk", *values))
    rows.order_by().update(**values)
    return [Change(row.pop("pk"), row, values) for row in before]


def put_back(rows: QuerySet[Any], changes: Sequence[Change]) -> list[int]:
    """Give the rows their old values, but those that no longer hold what was set; return these."""
    if not changes:
        return []
    rows = rows.order_by("pk").filter(pk__in=[change.pk for change in changes])
    held = {row.pop("pk"): row for row in rows.select_for_update().values("pk", *changes[0].after)}
    by_value: dict[tuple[tuple[str, Any], ...], list[int]] = {}
    touched = []
    for change in changes:
        if held.get(change.pk) == change.after:
            by_value.setdefault(tuple(change.before.items()), []).append(change.pk)
        else:
            touched.append(change.pk)
    for values, keys in by_value.items():
        rows.model._default_manager.filter(pk__in=keys).update(**dict(values))
    return touched


def held_back(rows: QuerySet[Any], obstacles: Sequence[tuple[Q, str]]) -> dict[int, str]:
    """Return by key the first obstacle that a row meets; rows without one are not named."""
    reasons = Case(*(When(condition, then=Value(why)) for condition, why in obstacles))
    found = rows.order_by().annotate(held_back_by=reasons).filter(held_back_by__isnull=False)
    return dict(found.values_list("pk", "held_back_by"))


def _announce(action: str, kwargs: dict[str, Any]) -> None:
    actor, act = getattr(kwargs.get("by"), "pk", None), str(uuid4())
    logger.info("service", extra={"action": action, "act": act})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('kc.actor', %s, true), set_config('kc.action', %s, true),"
            " set_config('kc.reason', %s, true), set_config('kc.act', %s, true)",
            [str(actor or "system"), action, str(kwargs.get("reason", "")), act],
        )


def _prove() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(_DEFER_AND_FORGET)


@contextmanager
def _as_refusal() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        message = _message_of(name)
        if message is None:
            raise
        raise refuse(name, message) from error


def _message_of(constraint: str) -> str | None:
    if constraint in CONSTRAINT_MESSAGES:
        return CONSTRAINT_MESSAGES[constraint]
    for model in apps.get_models():
        for known in model._meta.constraints:
            if known.name == constraint:
                return str(known.violation_error_message)
    return None


__all__ = [
    "CONSTRAINT_MESSAGES",
    "Change",
    "Refusal",
    "change_all",
    "held_back",
    "insert_all",
    "put_back",
    "service",
]
