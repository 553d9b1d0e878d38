"""Administrative units, dated."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from khuyencong.core.fields import public_id_field, validity_field
from khuyencong.geography.enums import UnitKind, UnitLevel


class AdminUnit(models.Model):
    """A province, an old district or a commune over the period in which it existed.

    The merged Đắk Lắk of 2025 and the old one are two units with the same code; name and kind of
    one unit may change in time (Đồng Nai became a city on 30/04/2026) and are dated states.
    """

    public_id = public_id_field()
    code = models.CharField("mã", max_length=10)
    level = models.CharField("cấp", max_length=10, choices=UnitLevel.choices)
    name = models.CharField("tên", max_length=120)  # the latest name, without its kind
    name_folded = models.CharField("tên không dấu", max_length=120, db_index=True)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)  # the latest kind
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="thuộc"
    )
    valid = validity_field("tồn tại")
    latitude = models.FloatField("vĩ độ", null=True, blank=True)
    longitude = models.FloatField("kinh độ", null=True, blank=True)
    area_km2 = models.FloatField("diện tích (km²)", null=True, blank=True)

    class Meta:
        verbose_name = "đơn vị hành chính"
        ordering = ("name_folded",)
        constraints = [
            ExclusionConstraint(
                name="unit_code_once_a_day",
                expressions=[
                    ("level", RangeOperators.EQUAL),
                    ("code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Mã đơn vị hành chính đã dùng trong thời kỳ này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class UnitState(models.Model):
    """Name and kind of a unit over a period."""

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="states")
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    valid = validity_field()
    citation = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "tên và loại theo thời kỳ"
        constraints = [
            ExclusionConstraint(
                name="unit_state_once_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message="Đơn vị hành chính đã có tên hoặc loại khác trong thời kỳ này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """The territory of an old unit went, wholly or in part, to a new one."""

    old = models.ForeignKey(AdminUnit, models.PROTECT, related_name="successions")
    new = models.ForeignKey(AdminUnit, models.PROTECT, related_name="predecessions")
    on = models.DateField("từ ngày")
    is_whole = models.BooleanField("toàn bộ", default=True)

    class Meta:
        verbose_name = "kế thừa địa giới"
        constraints = [
            models.UniqueConstraint(
                fields=("old", "new"),
                name="succession_once",
                violation_error_message="Quan hệ kế thừa này đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
