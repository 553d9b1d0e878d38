"""What a scheme consists of: estimate lines and machines."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from khuyencong.core.fields import MAX_VND, money_field
from khuyencong.schemes.models.scheme import Scheme


class EstimateLine(models.Model):
    """One line of the estimate (form 01), split by source; what is eligible counts for the rate.

    A deferred trigger keeps the lines of a scheme equal to its sums.
    """

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField("thứ tự")
    item = models.CharField("nội dung chi", max_length=300)
    unit = models.CharField("đơn vị tính", max_length=40)
    quantity = models.DecimalField("số lượng", max_digits=14, decimal_places=3)
    unit_price_vnd = money_field("đơn giá")
    amount_vnd = money_field("thành tiền")
    is_eligible = models.BooleanField("tính vào chi phí được hỗ trợ", default=True)
    support_vnd = money_field("kinh phí khuyến công", default=0)
    counterpart_vnd = money_field("vốn đối ứng", default=0)
    other_vnd = money_field("nguồn khác", default=0)
    price_source = models.CharField("căn cứ đơn giá", max_length=300, blank=True)

    class Meta:
        verbose_name = "dòng dự toán"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(
                fields=("scheme", "position"),
                name="line_position_once",
                violation_error_message="Hai dòng dự toán trùng thứ tự.",
            ),
            models.CheckConstraint(
                name="line_amounts_in_range",
                condition=Q(quantity__gt=0)
                & Q(unit_price_vnd__gte=0, amount_vnd__gte=0, amount_vnd__lte=MAX_VND)
                & Q(support_vnd__gte=0, counterpart_vnd__gte=0, other_vnd__gte=0),
                violation_error_message="Số lượng phải lớn hơn 0, số tiền không âm, không quá lớn.",
            ),
            models.CheckConstraint(
                name="line_split_adds_up",
                condition=Q(amount_vnd=F("support_vnd") + F("counterpart_vnd") + F("other_vnd")),
                violation_error_message="Các nguồn của một dòng phải cộng bằng thành tiền.",
            ),
            models.CheckConstraint(
                name="line_support_is_eligible",
                condition=Q(is_eligible=True) | Q(support_vnd=0),
                violation_error_message="Chi phí không được tính hỗ trợ thì không nhận kinh phí khuyến công.",
            ),
        ]

    def __str__(self) -> str:
        return self.item


class Machine(models.Model):
    """A supported machine; the serial number is read from its plate at acceptance."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="machines")
    position = models.PositiveSmallIntegerField("thứ tự")
    name = models.CharField("tên máy móc, thiết bị", max_length=200)
    model = models.CharField("ký hiệu", max_length=120)
    maker = models.CharField("hãng, nước sản xuất", max_length=200)
    year = models.PositiveSmallIntegerField(
        "năm sản xuất",
        null=True,
        blank=True,
        validators=[MinValueValidator(1950), MaxValueValidator(2100)],
    )
    is_new = models.BooleanField("mới 100 %", default=True)
    capacity = models.CharField("công suất, tính năng", max_length=300, blank=True)
    serial_number = models.CharField("số máy", max_length=120, blank=True)

    class Meta:
        verbose_name = "máy móc, thiết bị"
        ordering = ("position",)
        constraints = [
            models.UniqueConstraint(
                fields=("scheme", "position"),
                name="machine_position_once",
                violation_error_message="Hai máy trùng thứ tự.",
            ),
            models.CheckConstraint(
                name="machine_year_sane",
                condition=Q(year__isnull=True) | Q(year__gte=1950, year__lte=2100),
                violation_error_message="Năm sản xuất phải trong khoảng 1950–2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.model}".strip()
