"""The tables of the dated law."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from khuyencong.core.fields import money_field
from khuyencong.core.money import format_million, format_number
from khuyencong.geography.enums import AreaKind
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import (
    Approver,
    BusinessSize,
    DeadlineStep,
    Fund,
    LegalForm,
    Origin,
    PlaceTest,
    SupportKind,
)
from khuyencong.norms.models.base import DatedRow, or_nobody, row_constraints


def percent_field(label: str) -> models.DecimalField:
    """Return a field of a percentage that may be unknown."""
    return models.DecimalField(label, max_digits=5, decimal_places=2, null=True, blank=True)


def province_field(*, null: bool = False) -> models.ForeignKey:
    """Return the province that a row binds."""
    return models.ForeignKey(
        AdminUnit, models.PROTECT, null=null, blank=null, related_name="+", verbose_name="tỉnh"
    )


class Norm(DatedRow):
    """The most that may be paid for one kind of support: a rate, a cap, or both.

    A national row without either says that the figure is not known. `variant` tells apart levels
    that one document sets for different cases (three kinds of district in Thanh Hóa).
    """

    SLUG = "muc-ho-tro"
    SCOPE = ("kind", "fund", "province", "variant")
    FIGURES = ("rate_percent", "cap_vnd", "unit")

    kind = models.CharField("nội dung hỗ trợ", max_length=40, choices=SupportKind.choices)
    fund = models.CharField("nguồn", max_length=10, choices=Fund.choices)
    province = province_field(null=True)
    variant = models.CharField("trường hợp", max_length=120, blank=True)
    rate_percent = percent_field("tỷ lệ tối đa (%)")
    cap_vnd = money_field("mức tối đa", null=True)
    unit = models.CharField("tính cho", max_length=60, blank=True)
    condition = models.CharField("điều kiện", max_length=600, blank=True)

    class Meta:
        verbose_name = "mức hỗ trợ tối đa"
        constraints = [
            *row_constraints("norm", "kind", "fund", or_nobody("province"), "variant"),
            models.CheckConstraint(
                name="norm_figures",
                condition=Q(cap_vnd__isnull=True) | Q(cap_vnd__gt=0),
                violation_error_message="Mức tối đa phải lớn hơn 0 đồng.",
            ),
            models.CheckConstraint(
                name="norm_rate",
                condition=Q(rate_percent__isnull=True)
                | Q(rate_percent__gt=0, rate_percent__lte=150),
                violation_error_message="Tỷ lệ phải lớn hơn 0 % và không quá 150 %.",
            ),
            models.CheckConstraint(
                name="norm_place",
                condition=Q(fund=Fund.NATIONAL, province__isnull=True)
                | Q(fund=Fund.LOCAL, province__isnull=False),
                violation_error_message="Mức của khuyến công địa phương phải ghi rõ tỉnh.",
            ),
            models.CheckConstraint(
                name="norm_site_knows",
                condition=Q(origin=Origin.SHIPPED)
                | Q(rate_percent__isnull=False)
                | Q(cap_vnd__isnull=False),
                violation_error_message="Phải nhập tỷ lệ hoặc mức tiền tối đa.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.figure_text}"

    @property
    def is_unknown(self) -> bool:
        """Whether nobody has read the figure yet."""
        return self.rate_percent is None and self.cap_vnd is None

    @property
    def figure_text(self) -> str:
        """The level as an officer says it."""
        if self.is_unknown:
            return "chưa rõ"
        rate = f"{format_number(self.rate_percent)} %" if self.rate_percent is not None else ""
        cap = f"tối đa {format_million(self.cap_vnd)} triệu đồng" if self.cap_vnd else ""
        known = ", ".join(part for part in (rate, cap) if part)
        return f"{known} ({self.unit})" if self.unit else known


class AdvanceRule(DatedRow):
    """How much of national money may be paid in advance (TT 36/2013 Điều 13)."""

    SLUG = "tam-ung"
    SCOPE = ("kind",)
    FIGURES = ("advance_percent", "min_invested_percent")

    kind = models.CharField("nội dung hỗ trợ", max_length=40, choices=SupportKind.choices)
    advance_percent = percent_field("tạm ứng tối đa (%)")
    min_invested_percent = percent_field("đã thực hiện ít nhất (%)")
    condition = models.CharField("hồ sơ kèm theo", max_length=600, blank=True)

    class Meta:
        verbose_name = "mức tạm ứng"
        constraints = row_constraints("advance_rule", "kind")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.figure_text}"

    @property
    def figure_text(self) -> str:
        """The ratio as an officer says it."""
        return advance_text(self.advance_percent, self.min_invested_percent)


class Procedure(DatedRow):
    """How a province runs its local fund: who approves a plan, what may be advanced and when."""

    SLUG = "thu-tuc"
    SCOPE = ("province",)
    FIGURES = ("approver", "advance_percent", "min_invested_percent")

    province = province_field()
    approver = models.CharField("nơi phê duyệt kế hoạch", max_length=20, choices=Approver.choices)
    advance_percent = percent_field("tạm ứng tối đa (%)")
    min_invested_percent = percent_field("đã đầu tư ít nhất (%)")
    condition = models.CharField("điều kiện tạm ứng", max_length=600, blank=True)

    class Meta:
        verbose_name = "thủ tục của tỉnh"
        constraints = [
            *row_constraints("procedure", "province"),
            models.CheckConstraint(
                name="procedure_percents",
                condition=(Q(advance_percent__isnull=True) | Q(advance_percent__range=(0, 100)))
                & (Q(min_invested_percent__isnull=True) | Q(min_invested_percent__range=(0, 100))),
                violation_error_message="Tỷ lệ phải từ 0 % đến 100 %.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province}: {self.figure_text}"

    @property
    def figure_text(self) -> str:
        """Approver and advance as an officer says them."""
        advance = advance_text(self.advance_percent, self.min_invested_percent)
        return f"{self.get_approver_display()} phê duyệt; {advance}"


class DeadlineRule(DatedRow):
    """The term of one step: so many days after its event, or a fixed day of the calendar.

    With `month` the step is due on that day of the year (the next year with `is_next_year`);
    with `day_of_month` alone on that day of every month.
    """

    SLUG = "thoi-han"
    SCOPE = ("step", "fund", "province")
    FIGURES = ("days", "is_working", "month", "day_of_month", "is_next_year")

    step = models.CharField("bước", max_length=20, choices=DeadlineStep.choices)
    fund = models.CharField("nguồn", max_length=10, choices=Fund.choices)
    province = province_field(null=True)
    days = models.PositiveSmallIntegerField(
        "số ngày", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    is_working = models.BooleanField("ngày làm việc", default=False)
    month = models.PositiveSmallIntegerField("tháng", null=True, blank=True)
    day_of_month = models.PositiveSmallIntegerField("ngày trong tháng", null=True, blank=True)
    is_next_year = models.BooleanField("của năm sau", default=False)
    counted_from = models.CharField("tính từ", max_length=200, blank=True)

    class Meta:
        verbose_name = "thời hạn"
        constraints = [
            *row_constraints("deadline_rule", "step", "fund", or_nobody("province")),
            models.CheckConstraint(
                name="deadline_rule_one_term",
                condition=Q(days__gte=1, month__isnull=True, day_of_month__isnull=True)
                | Q(days__isnull=True, day_of_month__range=(1, 31)),
                violation_error_message="Thời hạn là số ngày sau bước trước, hoặc một ngày cố định.",
            ),
            models.CheckConstraint(
                name="deadline_rule_place",
                condition=Q(fund=Fund.NATIONAL, province__isnull=True)
                | Q(fund=Fund.LOCAL, province__isnull=False),
                violation_error_message="Thời hạn của khuyến công địa phương phải ghi rõ tỉnh.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.figure_text}"

    @property
    def figure_text(self) -> str:
        """The term as an officer says it."""
        if self.days:
            days = f"{self.days} ngày {'làm việc' if self.is_working else ''}".strip()
            return f"{days} {self.counted_from}".strip()
        if self.month is None:
            return f"trước ngày {self.day_of_month} hằng tháng"
        year = "năm sau" if self.is_next_year else "hằng năm"
        return f"ngày {self.day_of_month:02}/{self.month:02} {year}"


class FormRule(DatedRow):
    """A legal form whose holders may benefit."""

    SLUG = "doi-tuong"
    SCOPE = ("form",)
    FIGURES = ()

    form = models.CharField("loại hình", max_length=30, choices=LegalForm.choices)

    class Meta:
        verbose_name = "đối tượng thụ hưởng"
        constraints = row_constraints("form_rule", "form")

    def __str__(self) -> str:
        return self.get_form_display()

    @property
    def figure_text(self) -> str:
        """What the row says."""
        return "được hỗ trợ"


class TradeRule(DatedRow):
    """A trade that is supported (NĐ 45/2012 Điều 5)."""

    SLUG = "nganh-nghe"
    SCOPE = ("trade",)
    FIGURES = ("is_difficult_area_only",)

    trade = models.CharField("mã ngành nghề", max_length=30)
    label = models.CharField("ngành nghề", max_length=300)
    is_difficult_area_only = models.BooleanField("chỉ ở địa bàn khó khăn", default=False)

    class Meta:
        verbose_name = "ngành nghề được hỗ trợ"
        constraints = row_constraints("trade_rule", "trade")

    def __str__(self) -> str:
        return f"{self.label} ({self.figure_text})" if self.is_difficult_area_only else self.label

    @property
    def figure_text(self) -> str:
        """What the row says."""
        if self.is_difficult_area_only:
            return "chỉ ở địa bàn khó khăn, đặc biệt khó khăn"
        return "được hỗ trợ"


class PlaceRule(DatedRow):
    """Which places lie outside the programme in a period."""

    SLUG = "dia-ban"
    SCOPE = ()
    FIGURES = ("outside", "counts_craft_village")

    outside = models.CharField("ngoài chương trình", max_length=30, choices=PlaceTest.choices)
    counts_craft_village = models.BooleanField("làng nghề được công nhận vẫn được hưởng")

    class Meta:
        verbose_name = "quy định về địa bàn"
        constraints = row_constraints("place_rule")

    def __str__(self) -> str:
        return self.figure_text

    @property
    def figure_text(self) -> str:
        """What the row says."""
        village = ", trừ làng nghề được UBND tỉnh công nhận" if self.counts_craft_village else ""
        return f"Không gồm {self.get_outside_display()}{village}"


class SizeLimit(DatedRow):
    """The most that an enterprise of one size may have: staff, and revenue or capital."""

    SLUG = "quy-mo"
    SCOPE = ("size",)
    FIGURES = ("employees_max", "revenue_max_vnd", "capital_max_vnd", "is_either")

    size = models.CharField("quy mô", max_length=10, choices=BusinessSize.choices)
    employees_max = models.PositiveIntegerField("lao động tối đa")
    revenue_max_vnd = money_field("doanh thu tối đa", null=True)
    capital_max_vnd = money_field("vốn tối đa", null=True)
    is_either = models.BooleanField("chỉ cần đạt một tiêu chí", default=False)

    class Meta:
        verbose_name = "quy mô doanh nghiệp"
        constraints = row_constraints("size_limit", "size")

    def __str__(self) -> str:
        return f"Doanh nghiệp {self.get_size_display()}: {self.figure_text}"

    @property
    def figure_text(self) -> str:
        """The limits as an officer says them."""
        limits = (("doanh thu", self.revenue_max_vnd), ("vốn", self.capital_max_vnd))
        money = " hoặc ".join(
            f"{what} ≤ {format_million(vnd)} triệu đồng" for what, vnd in limits if vnd
        )
        staff = f"≤ {self.employees_max} lao động"
        return f"{staff} {'hoặc' if self.is_either else 'và'} {money}" if money else staff


class HolidayList(DatedRow):
    """All days off of one calendar year that fall on Monday to Friday.

    Its validity is that year: which days of a year are free is a fact of the year itself.
    """

    SLUG = "ngay-nghi"
    SCOPE = ("year",)
    FIGURES = ("days",)

    year = models.PositiveSmallIntegerField("năm")
    days = ArrayField(models.DateField(), verbose_name="các ngày nghỉ")

    class Meta:
        verbose_name = "ngày nghỉ trong năm"
        constraints = row_constraints("holiday_list", "year")

    def __str__(self) -> str:
        return f"Ngày nghỉ năm {self.year}"

    @property
    def figure_text(self) -> str:
        """How many days, and which."""
        return f"{len(self.days)} ngày: " + ", ".join(f"{day:%d/%m}" for day in self.days)


class AreaListing(DatedRow):
    """Communes of a province on one list of the law; on confirmation geography learns them."""

    SLUG = "danh-muc-dia-ban"
    SCOPE = ("province", "list_kind")
    FIGURES = ("unit_codes",)

    province = province_field()
    list_kind = models.CharField("danh mục", max_length=30, choices=AreaKind.choices)
    unit_codes = ArrayField(models.CharField(max_length=10), verbose_name="mã xã, phường, đặc khu")

    class Meta:
        verbose_name = "danh mục địa bàn"
        constraints = row_constraints("area_listing", "province", "list_kind")

    def __str__(self) -> str:
        return f"{self.get_list_kind_display()} của {self.province}"

    @property
    def figure_text(self) -> str:
        """How many communes."""
        return f"{len(self.unit_codes)} xã, phường, đặc khu"


def advance_text(percent: object, min_invested: object) -> str:
    """Return an advance and its condition in words."""
    if percent is None:
        return "tỷ lệ tạm ứng chưa rõ"
    ratio = f"tạm ứng tối đa {format_number(percent)} %"  # type: ignore[arg-type]
    if min_invested is None:
        return ratio
    return f"{ratio} khi đã thực hiện ít nhất {format_number(min_invested)} %"  # type: ignore[arg-type]
