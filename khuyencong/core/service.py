"""The one way to change data: one verb, one function, one transaction."""

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar
from uuid import uuid4

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from khuyencong.core.findings import Refusal, refuse

P = ParamSpec("P")
R = TypeVar("R")

_depth: ContextVar[int] = ContextVar("service_depth", default=0)
# Promises held by triggers instead of model constraints: name -> Vietnamese sentence.
CONSTRAINT_MESSAGES: dict[str, str] = {}
# What else the transaction may write was not done by the service.
_DEFER_AND_FORGET = "SET CONSTRAINTS ALL DEFERRED;" + "".join(
    f"SET LOCAL kc.{name} TO DEFAULT;" for name in ("actor", "action", "reason", "act")
)


def service(action: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a service named `action` ("<package>.<verb>").

    It runs in one transaction, tells the database who acts and why (row triggers read the settings
    `kc.actor`, `kc.action`, `kc.reason` and `kc.act`, which tells one call from the next), proves
    deferred constraints before it returns and turns a broken promise of the database into a Refusal. Services take keywords only: `by=` (a user or
    None for the system), mostly `on=` (the legal day) and `reason=`.
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


def _announce(action: str, kwargs: dict[str, Any]) -> None:
    actor = getattr(kwargs.get("by"), "pk", None)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('kc.actor', %s, true), set_config('kc.action', %s, true),"
            " set_config('kc.reason', %s, true), set_config('kc.act', %s, true)",
            [str(actor or "system"), action, str(kwargs.get("reason", "")), str(uuid4())],
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


__all__ = ["CONSTRAINT_MESSAGES", "Refusal", "service"]
