"""Model fields of the house: public id, đồng, validity."""

import datetime as dt

from django.contrib.postgres.fields import DateRangeField
from django.db import models

from khuyencong.core.ids import LENGTH, new_public_id
from khuyencong.core.money import MAX_VND

__all__ = ["MAX_VND", "contains_day", "money_field", "public_id_field", "validity_field"]


def public_id_field() -> models.CharField:
    """Return the field for the random id used in URLs."""
    return models.CharField(
        "mã trong địa chỉ", max_length=LENGTH, default=new_public_id, unique=True, editable=False
    )


def money_field(
    label: str, *, null: bool = False, default: int | None = None
) -> models.BigIntegerField:
    """Return a field of integer đồng; name it `…_vnd` and constrain its sign where it matters."""
    if default is None:
        return models.BigIntegerField(label, null=null, blank=null)
    return models.BigIntegerField(label, default=default)


def validity_field(label: str = "hiệu lực") -> DateRangeField:
    """Return a half-open range of days; an open end means still in force."""
    return DateRangeField(label)


def contains_day(field: str, day: dt.date) -> models.Q:
    """Return the condition that the range `field` holds `day`."""
    return models.Q(**{f"{field}__contains": day})
