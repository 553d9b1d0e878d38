"""Legal documents and their scans."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse

from khuyencong.core.fields import public_id_field
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import Certainty, InstrumentKind, Origin


class Instrument(models.Model):
    """A legal document: national, or of one province.

    Many local documents are known by number only: they exist, and somebody has to read the figures
    out of them into rows.
    """

    public_id = public_id_field()
    kind = models.CharField("loại", max_length=20, choices=InstrumentKind.choices)
    number = models.CharField("số, ký hiệu", max_length=160)
    title = models.CharField("trích yếu", max_length=400)
    issuer = models.CharField("cơ quan ban hành", max_length=160)
    province = models.ForeignKey(
        AdminUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tỉnh"
    )
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    in_force_on = models.DateField("có hiệu lực từ", null=True, blank=True)
    ended_on = models.DateField("hết hiệu lực từ", null=True, blank=True)
    amends = models.CharField("sửa đổi, thay thế", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=600, blank=True)
    source_url = models.URLField("nguồn", max_length=500, blank=True)
    certainty = models.CharField("độ chắc chắn", max_length=10, choices=Certainty.choices)
    origin = models.CharField("nơi lập", max_length=10, choices=Origin.choices)
    key = models.CharField("tên trong bảng kèm phần mềm", max_length=120, null=True, unique=True)  # noqa: DJ001 - only shipped documents have one
    entered_by_id = models.BigIntegerField("người nhập (mã)", null=True)
    entered_by_name = models.CharField("người nhập", max_length=120, blank=True)
    entered_at = models.DateTimeField("nhập lúc", null=True)

    class Meta:
        verbose_name = "văn bản pháp luật"
        ordering = ("-issued_on", "number")
        constraints = [
            models.CheckConstraint(
                name="instrument_stands_for",
                condition=Q(origin=Origin.SHIPPED, key__isnull=False, entered_by_id__isnull=True)
                | Q(origin=Origin.SITE, key__isnull=True, entered_by_id__isnull=False),
                violation_error_message="Văn bản của đơn vị phải có người nhập.",
            ),
            models.UniqueConstraint(
                fields=("number", "issuer", "issued_on"),
                name="instrument_once",
                nulls_distinct=False,
                violation_error_message="Văn bản này đã có trong danh sách.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    def get_absolute_url(self) -> str:
        """Return the document's own page."""
        return reverse("norms:instrument", args=[self.public_id])

    def is_in_force(self, on: dt.date) -> bool | None:
        """Whether it is in force on a day; None when its first day is not known."""
        if self.in_force_on is None:
            return None
        return self.in_force_on <= on and (self.ended_on is None or on < self.ended_on)


class Scan(models.Model):
    """A scanned document; the bytes lie in the storage under their own digest."""

    public_id = public_id_field()
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="scans")
    sha256 = models.CharField("mã kiểm", max_length=64)
    name = models.CharField("tên tệp", max_length=160)
    content_type = models.CharField("kiểu tệp", max_length=60)
    size = models.BigIntegerField("dung lượng")
    added_by_id = models.BigIntegerField("người tải lên (mã)")
    added_by_name = models.CharField("người tải lên", max_length=120)
    added_at = models.DateTimeField("tải lên lúc")

    class Meta:
        verbose_name = "bản chụp văn bản"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("instrument", "sha256"),
                name="scan_once",
                violation_error_message="Tệp này đã được tải lên cho văn bản.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """Where the storage keeps the bytes."""
        return f"norms/{self.sha256[:2]}/{self.sha256[2:4]}/{self.sha256}"
