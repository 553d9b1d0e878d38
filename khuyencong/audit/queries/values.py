"""Values as the database keeps them, written as people read them."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from khuyencong.core.clock import ZONE
from khuyencong.core.dates import format_date
from khuyencong.core.money import format_vnd

NOTHING = "—"
Names = Mapping[tuple[type[models.Model], Any], str]


@dataclass(frozen=True)
class Change:
    """One value before and after, as shown."""

    label: str
    before: str
    after: str


def shown(field: Any, name: str, value: Any, names: Names | None = None) -> str:
    """Return a value of JSON as pages show it; `names` tells the records that keys lead to."""
    if value in (None, "", [], {}):
        return NOTHING
    if isinstance(value, bool):
        return "có" if value else "không"
    if names is not None and field is not None and field.many_to_one:
        return names.get((field.related_model, value), f"bản ghi số {value}")
    if name.endswith("_vnd"):
        return f"{format_vnd(value)} đồng"
    return _day_or_text(field, name, value)


def _day_or_text(field: Any, name: str, value: Any) -> str:
    if isinstance(field, models.DateTimeField):
        return f"{dt.datetime.fromisoformat(value).astimezone(ZONE):%H:%M ngày %d/%m/%Y}"
    if name.endswith("_on") or isinstance(field, models.DateField):
        return format_date(dt.date.fromisoformat(value))
    if isinstance(field, DateRangeField):
        return _period(value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return str(dict(getattr(field, "flatchoices", ())).get(value, value))


def _period(text: str) -> str:
    """Write a range of days, as PostgreSQL spells it, by its first and last day."""
    if text == "empty":
        return "không ngày nào"
    first, _, end = text.strip("[]()").partition(",")
    parts = []
    if first:
        parts.append(f"từ {format_date(dt.date.fromisoformat(first))}")
    if end:
        last = dt.date.fromisoformat(end) - dt.timedelta(days=1)
        parts.append(f"đến {format_date(last)}")
    return " ".join(parts) or "mọi ngày"
