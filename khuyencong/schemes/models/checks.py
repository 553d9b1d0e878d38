"""Shapes of constraints that several models here share."""

from typing import TypeVar

from django.db.models import CheckConstraint, Q

from khuyencong.core.fields import MAX_VND
from khuyencong.schemes.enums import Origin

T = TypeVar("T")


def known(value: T | None) -> T:
    """Return what every run scheme has, though a recorded one may leave it open."""
    if value is None:
        raise ValueError("only schemes that are run here have this")
    return value


def amount_in_range(name: str, field: str) -> CheckConstraint:
    """Bound an optional amount: not negative, not beyond any sum of the programme."""
    return CheckConstraint(
        name=f"{name}_in_range",
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": 0, f"{field}__lte": MAX_VND}),
        violation_error_message="Số tiền không được âm hoặc quá lớn.",
    )


def binds_run(name: str, condition: Q, message: str) -> CheckConstraint:
    """Promise something of what is run here; recorded rows keep what their source left open."""
    return CheckConstraint(
        name=name,
        condition=Q(origin=Origin.RECORDED) | condition,
        violation_error_message=message,
    )


def both_or_neither(name: str, one: str, other: str, message: str) -> CheckConstraint:
    """Keep two nullable fields together."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{one}__isnull": True, f"{other}__isnull": True})
        | Q(**{f"{one}__isnull": False, f"{other}__isnull": False}),
        violation_error_message=message,
    )


def number_with_day(name: str, number: str, day: str) -> CheckConstraint:
    """Keep a paper's number and date together."""
    return CheckConstraint(
        name=name,
        condition=Q(**{number: "", f"{day}__isnull": True})
        | (~Q(**{number: ""}) & Q(**{f"{day}__isnull": False})),
        violation_error_message="Văn bản phải có cả số và ngày.",
    )
