"""What every row of dated law has: its document, validity, certainty, and who stands for it."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from khuyencong.core.dates import format_date
from khuyencong.core.fields import public_id_field, validity_field
from khuyencong.norms.enums import Certainty, Origin
from khuyencong.norms.models.instruments import Instrument

COUNTS = Q(withdrawn_at__isnull=True) & (Q(origin=Origin.SHIPPED) | Q(confirmed_at__isnull=False))
TAKEN = (
    "Mỗi ngày chỉ một dòng có hiệu lực cho cùng một nội dung; đã có dòng khác trong thời gian này."
)


class RowQuerySet(models.QuerySet):
    """Rows of one table of the dated law."""

    def counting(self) -> "RowQuerySet":
        """Return shipped and confirmed rows, without the withdrawn ones."""
        return self.filter(COUNTS)

    def in_force(self, on: dt.date) -> "RowQuerySet":
        """Return what counts on a day, a site's rows before the shipped ones they supersede."""
        return self.counting().filter(valid__contains=on).by_precedence()

    def by_precedence(self) -> "RowQuerySet":
        """Order a site's rows before the shipped ones, and bring the documents along."""
        site_first = models.Case(models.When(origin=Origin.SITE, then=0), default=1)
        return self.select_related("instrument").order_by(site_first, "pk")

    def waiting(self) -> "RowQuerySet":
        """Return rows that one person entered and no second one confirmed yet."""
        return self.filter(origin=Origin.SITE, confirmed_at__isnull=True, withdrawn_at__isnull=True)

    def with_scope_of(self, row: "DatedRow") -> "RowQuerySet":
        """Return the rows about the same thing as `row`, itself included, oldest first."""
        same = {field: getattr(row, field) for field in row.SCOPE}
        return self.filter(**same).order_by("valid", "pk")


class DatedRow(models.Model):
    """One row of the dated law; concrete tables add what it is about and its figures.

    SLUG names the table in addresses. SCOPE names the fields that say what the row is about: on one day at most one shipped and one
    confirmed row of a site stand for the same scope, and the site's goes before the shipped one.
    FIGURES names the fields that the law fixes: they never change once the row is in force.
    """

    SLUG: ClassVar[str]
    SCOPE: ClassVar[tuple[str, ...]]
    FIGURES: ClassVar[tuple[str, ...]]

    public_id = public_id_field()
    instrument = models.ForeignKey(Instrument, models.PROTECT, verbose_name="văn bản")
    article = models.CharField("điều, khoản", max_length=160, blank=True)  # not always read
    certainty = models.CharField("độ chắc chắn", max_length=10, choices=Certainty.choices)
    valid = validity_field()
    note = models.CharField("ghi chú", max_length=600, blank=True)
    source_url = models.URLField("nguồn", max_length=500, blank=True)
    origin = models.CharField("nơi lập", max_length=10, choices=Origin.choices)
    key = models.CharField("tên trong bảng kèm phần mềm", max_length=200, null=True, unique=True)  # noqa: DJ001 - only shipped rows have one
    checksum = models.CharField("mã kiểm của số liệu", max_length=64, blank=True)
    entered_by_id = models.BigIntegerField("người nhập (mã)", null=True)
    entered_by_name = models.CharField("người nhập", max_length=120, blank=True)
    entered_at = models.DateTimeField("nhập lúc", null=True)
    confirmed_by_id = models.BigIntegerField("người xác nhận (mã)", null=True)
    confirmed_by_name = models.CharField("người xác nhận", max_length=120, blank=True)
    confirmed_at = models.DateTimeField("xác nhận lúc", null=True)
    withdrawn_by_name = models.CharField("người rút", max_length=120, blank=True)
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawn_reason = models.CharField("lý do rút", max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="supersedes", verbose_name="được thay bởi"
    )

    objects = RowQuerySet.as_manager()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """Return the row's own page."""
        return reverse("norms:row", args=[self.SLUG, self.public_id])

    @property
    def first_on(self) -> dt.date:
        """First day of validity."""
        return self.valid.lower

    @property
    def last_on(self) -> dt.date | None:
        """Last day of validity, None while open."""
        return self.valid.upper - dt.timedelta(days=1) if self.valid.upper else None

    @property
    def days_text(self) -> str:
        """Validity in words."""
        first = f"từ {format_date(self.first_on)}"
        return f"{first} đến {format_date(self.last_on)}" if self.last_on else first

    @property
    def citation(self) -> str:
        """Article and document, as a paper cites them."""
        return f"{self.article} {self.instrument}".strip()

    @property
    def what(self) -> str:
        """What its table holds, in words."""
        return str(self._meta.verbose_name)

    @property
    def is_verified(self) -> bool:
        """Whether the figure was compared with the text of the law."""
        return self.certainty == Certainty.VERIFIED

    @property
    def state(self) -> str:
        """waiting, counting or withdrawn."""
        if self.withdrawn_at:
            return "withdrawn"
        return "counting" if self.origin == Origin.SHIPPED or self.confirmed_at else "waiting"


def row_constraints(table: str, *scope: Any) -> list[models.BaseConstraint]:
    """Return the promises that every table of dated law makes to the database."""
    nobody = Q(confirmed_by_id__isnull=True, confirmed_at__isnull=True)
    somebody = Q(confirmed_by_id__isnull=False, confirmed_at__isnull=False)
    shipped = nobody & Q(origin=Origin.SHIPPED, key__isnull=False, entered_by_id__isnull=True)
    entered = Q(
        origin=Origin.SITE, key__isnull=True, entered_by_id__isnull=False, entered_at__isnull=False
    )
    return [
        ExclusionConstraint(
            name=f"{table}_once_a_day",
            expressions=[
                ("origin", RangeOperators.EQUAL),
                *((field, RangeOperators.EQUAL) for field in scope),
                ("valid", RangeOperators.OVERLAPS),
            ],
            condition=COUNTS,
            violation_error_message=TAKEN,
        ),
        models.CheckConstraint(
            name=f"{table}_second_person",
            condition=Q(confirmed_by_id__isnull=True) | ~Q(confirmed_by_id=F("entered_by_id")),
            violation_error_message="Người xác nhận phải khác người nhập.",
        ),
        models.CheckConstraint(
            name=f"{table}_stands_for",
            condition=shipped | entered & (nobody | somebody),
            violation_error_message="Dòng của đơn vị phải có người nhập; xác nhận phải đủ người và lúc.",
        ),
        models.CheckConstraint(
            name=f"{table}_has_first_day",
            condition=Q(valid__startswith__isnull=False) & Q(valid__isempty=False),
            violation_error_message="Dòng phải có ngày đầu hiệu lực.",
        ),
    ]


def or_nobody(field: str) -> Coalesce:
    """Return a nullable key in a form that an exclusion constraint compares."""
    return Coalesce(F(field), Value(0))
