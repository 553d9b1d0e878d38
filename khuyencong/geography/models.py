"""Administrative units, dated, and dated lists of areas."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from khuyencong.core.fields import public_id_field, validity_field
from khuyencong.geography.enums import AreaKind, UnitKind, UnitLevel


class AdminUnit(models.Model):
    """A province, an old district or a commune over the period in which it existed.

    The merged Đắk Lắk of 2025 and the old one are two units with the same code; name and kind of
    one unit may change in time (Đồng Nai became a city on 30/04/2026) and are dated states. Units
    that never changed have no state rows: their own name and kind hold on every day.
    """

    public_id = public_id_field()
    code = models.CharField("mã", max_length=10)
    level = models.CharField("cấp", max_length=10, choices=UnitLevel.choices)
    name = models.CharField("tên", max_length=120)  # the latest name, without its kind
    name_folded = models.CharField("tên không dấu", max_length=120, db_index=True)
    sort_key = models.CharField("khóa xếp thứ tự", max_length=260, blank=True)
    aliases = ArrayField(
        models.CharField(max_length=120), verbose_name="tên gọi khác", default=list, blank=True
    )
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
        ordering = ("sort_key", "id")
        indexes = [
            GinIndex(fields=["name_folded"], opclasses=["gin_trgm_ops"], name="unit_name_trigrams")
        ]
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

    def get_absolute_url(self) -> str:
        """Return the page of the unit."""
        return reverse("geography:unit", args=[self.public_id])


class UnitState(models.Model):
    """Name and kind of a unit over a period; a unit with states has one on each of its days."""

    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="states")
    name = models.CharField("tên", max_length=120)
    kind = models.CharField("loại", max_length=20, choices=UnitKind.choices)
    valid = validity_field()
    citation = models.CharField("căn cứ", max_length=200, blank=True)

    class Meta:
        verbose_name = "tên và loại theo thời kỳ"
        ordering = ("unit_id", "valid")
        constraints = [
            ExclusionConstraint(
                name="unit_state_once_a_day",
                expressions=[("unit", RangeOperators.EQUAL), ("valid", RangeOperators.OVERLAPS)],
                violation_error_message="Đơn vị hành chính đã có tên hoặc loại khác trong thời kỳ này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


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


class AreaList(models.Model):
    """A dated, cited list of units: difficult areas, selection regions, class-1 cities.

    It speaks for `area` (None: the whole country): a unit of that area which is not on it is not
    such a place, while a unit that no list speaks for is unknown. Lists without `area` ship with
    the software; those of a province come from rows that two persons stand for (package norms).
    """

    public_id = public_id_field()
    kind = models.CharField("loại danh mục", max_length=20, choices=AreaKind.choices)
    name = models.CharField("tên danh mục", max_length=200)
    area = models.ForeignKey(
        AdminUnit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="áp dụng ở"
    )
    citation = models.CharField("căn cứ", max_length=300)
    valid = validity_field()

    class Meta:
        verbose_name = "danh mục địa bàn"
        ordering = ("kind", "name", "id")
        constraints = [
            ExclusionConstraint(
                name="area_list_once_a_day",
                expressions=[
                    ("kind", RangeOperators.EQUAL),
                    ("area", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Đã có danh mục cùng loại cho địa bàn này trong thời kỳ này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AreaListEntry(models.Model):
    """One unit on a list."""

    area_list = models.ForeignKey(AreaList, models.CASCADE, related_name="entries")
    unit = models.ForeignKey(AdminUnit, models.PROTECT, related_name="+")
    note = models.CharField("ghi chú", max_length=200, blank=True)

    class Meta:
        verbose_name = "địa bàn trong danh mục"
        constraints = [
            models.UniqueConstraint(
                fields=("area_list", "unit"),
                name="area_once_in_list",
                violation_error_message="Địa bàn này đã có trong danh mục.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} – {self.area_list_id}"


class LoadedData(models.Model):
    """The fingerprint of the reference data last loaded, so that `migrate` skips what is there."""

    name = models.CharField("bộ dữ liệu", max_length=40, unique=True)
    fingerprint = models.CharField("dấu vết", max_length=64)

    class Meta:
        verbose_name = "bộ dữ liệu đã nạp"

    def __str__(self) -> str:
        return self.name
