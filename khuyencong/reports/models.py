"""Figures published before the records begin; they stand in for records, marked as declared."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khuyencong.core.fields import public_id_field
from khuyencong.geography.models import AdminUnit
from khuyencong.reports.enums import GeoLevel, PeriodKind


class DeclaredFigure(models.Model):
    """One published figure with its source; `value` in the source's `unit` (triệu đồng for money).

    `first_on`–`last_on` are inclusive days, empty where the source gives none; `area` is the unit
    at the period's end, empty for the country and for places that are not known.
    """

    public_id = public_id_field()
    reference = models.CharField("mã dòng nguồn", max_length=30, unique=True)
    indicator = models.CharField("chỉ tiêu", max_length=60, db_index=True)
    label = models.CharField("cách gọi của nguồn", max_length=400)
    value = models.DecimalField("giá trị", max_digits=18, decimal_places=3, null=True, blank=True)
    value_text = models.CharField("giá trị như nguồn viết", max_length=120, blank=True)
    unit = models.CharField("đơn vị tính", max_length=60, blank=True)
    qualifier = models.CharField("mức chính xác", max_length=60, blank=True)
    geo_level = models.CharField("cấp", max_length=10, choices=GeoLevel.choices)
    area = models.ForeignKey(
        AdminUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="địa bàn"
    )
    place_text = models.CharField("địa bàn như nguồn viết", max_length=200)
    period_kind = models.CharField("loại kỳ", max_length=20, choices=PeriodKind.choices)
    period_text = models.CharField("kỳ như nguồn viết", max_length=80)
    first_on = models.DateField("từ ngày", null=True, blank=True)
    last_on = models.DateField("đến ngày", null=True, blank=True)
    is_plan = models.BooleanField("số kế hoạch", default=False)
    is_uncertain = models.BooleanField("kỳ chưa chắc chắn", default=False)
    topic = models.CharField("chủ đề", max_length=80, blank=True)
    note = models.TextField("ghi chú", blank=True)
    source_url = models.CharField("địa chỉ nguồn", max_length=600, blank=True)
    source_title = models.CharField("tên nguồn", max_length=400)
    retrieved_on = models.DateField("ngày lấy", null=True, blank=True)

    class Meta:
        verbose_name = "số liệu công bố"
        ordering = ("first_on", "last_on", "reference")
        constraints = [
            models.CheckConstraint(
                name="declared_figure_period_in_order",
                condition=Q(first_on__isnull=True) | Q(last_on__gte=F("first_on")),
                violation_error_message="Ngày cuối kỳ phải sau ngày đầu kỳ.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.value_text}"

    def get_absolute_url(self) -> str:
        """Return the page of this figure with its source."""
        return reverse("reports:figure", args=[self.public_id])
