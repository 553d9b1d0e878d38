"""The one place that knows what day it is."""

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_frozen: ContextVar[dt.datetime | None] = ContextVar("frozen", default=None)


def now() -> dt.datetime:
    """Return this moment in Vietnam, aware."""
    frozen = _frozen.get()
    if frozen is not None:
        return frozen
    fixed = os.environ.get("KC_TODAY")  # the demo's and the browser tests' own day
    if fixed:
        moment = dt.datetime.now(ZONE)
        return dt.datetime.combine(dt.date.fromisoformat(fixed), moment.timetz())
    return dt.datetime.now(ZONE)


def today() -> dt.date:
    """Return this day in Vietnam."""
    return now().date()


@contextmanager
def frozen_on(day: dt.date) -> Iterator[None]:
    """Let the block believe that it is nine in the morning of `day`."""
    token = _frozen.set(dt.datetime.combine(day, dt.time(9), ZONE))
    try:
        yield
    finally:
        _frozen.reset(token)
