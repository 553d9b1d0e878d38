"""Plan batches (đợt kế hoạch) and the counters of scheme codes."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from khuyencong.accounts.models import Organisation
from khuyencong.core.fields import public_id_field
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import Fund
from khuyencong.schemes.enums import BATCH_TONES, BatchState
from khuyencong.schemes.models.checks import number_with_day
from khuyencong.schemes.models.querysets import BatchQuerySet


class PlanBatch(models.Model):
    """Schemes of one department, year and fund that go to approval together."""

    public_id = public_id_field()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="cơ quan lập"
    )
    province = models.ForeignKey(
        AdminUnit, models.PROTECT, related_name="+", verbose_name="tỉnh, thành phố"
    )
    fund = models.CharField("nguồn kinh phí", max_length=10, choices=Fund.choices)
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    number = models.PositiveSmallIntegerField("đợt")
    state = models.CharField(
        "trạng thái", max_length=10, choices=BatchState.choices, default=BatchState.OPEN
    )
    memo_no = models.CharField("số tờ trình", max_length=100, blank=True)
    memo_on = models.DateField("ngày tờ trình", null=True, blank=True)
    decision_no = models.CharField("số quyết định", max_length=100, blank=True)
    decision_on = models.DateField("ngày quyết định", null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt kế hoạch"
        ordering = ("-year", "-number", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "year", "fund", "number"),
                name="batch_number_once",
                violation_error_message="Đợt này của năm đã có.",
            ),
            models.CheckConstraint(
                name="batch_year_sane",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message="Năm kế hoạch phải trong khoảng 2000–2100.",
            ),
            number_with_day("batch_memo_pair", "memo_no", "memo_on"),
            number_with_day("batch_decision_pair", "decision_no", "decision_on"),
            models.CheckConstraint(
                name="batch_state_has_memo",
                condition=Q(state=BatchState.OPEN, memo_no="")
                | (~Q(state=BatchState.OPEN) & ~Q(memo_no="")),
                violation_error_message="Đợt đã trình phải có số, ngày tờ trình.",
            ),
        ]

    def __str__(self) -> str:
        return f"Đợt {self.number}/{self.year}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("schemes:batch", args=[self.public_id])

    @property
    def tone(self) -> str:
        """Colour of the state's badge."""
        return BATCH_TONES[BatchState(self.state)].value


class CodeCounter(models.Model):
    """The last number given to a scheme of a province in a year; locked when the next is taken."""

    province_code = models.CharField("mã tỉnh", max_length=10)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        verbose_name = "bộ đếm mã đề án"
        constraints = [
            models.UniqueConstraint(
                fields=("province_code", "year"),
                name="code_counter_once",
                violation_error_message="Bộ đếm này đã có.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.province_code}-{self.year}: {self.last}"
