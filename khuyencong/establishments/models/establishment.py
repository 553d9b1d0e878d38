"""Establishments, the people who answer for them, craft villages, support received."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khuyencong.core.fields import MAX_VND, money_field, public_id_field, validity_field
from khuyencong.core.search import Searchable
from khuyencong.establishments.enums import LegalForm, Origin, SupportSource, Trade
from khuyencong.establishments.models.base import Sourced, merged_into_field
from khuyencong.establishments.models.managers import EstablishmentQuerySet, StandingSupportManager
from khuyencong.geography.models import AdminUnit


def _not_negative(name: str, field: str, message: str) -> models.CheckConstraint:
    in_range = Q(**{f"{field}__gte": 0, f"{field}__lte": MAX_VND})
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__isnull": True}) | in_range,
        violation_error_message=message,
    )


class CraftVillage(models.Model):
    """A craft village recognised by the provincial People's Committee (NĐ 52/2018 Điều 5, 6)."""

    public_id = public_id_field()
    name = models.CharField("tên làng nghề", max_length=200)
    unit = models.ForeignKey(
        AdminUnit, models.PROTECT, related_name="+", verbose_name="xã, phường, đặc khu"
    )
    decision_no = models.CharField("số quyết định công nhận", max_length=60)
    recognised = validity_field("thời gian được công nhận")

    class Meta:
        verbose_name = "làng nghề (được công nhận)"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("establishments:craft_village", args=[self.public_id])


class Establishment(Searchable, Sourced):
    """A rural industrial establishment (cơ sở công nghiệp nông thôn).

    The address stands as it was published; `unit` and `province` are the units of today that hold
    it, `old_unit` is the unit the published address names, so that a rule can ask for any day.
    """

    public_id = public_id_field()
    reference = models.CharField("mã trong nguồn", max_length=20, blank=True)
    origin = models.CharField("xuất xứ", max_length=10, choices=Origin.choices, default=Origin.RUN)
    name = models.CharField("tên cơ sở", max_length=200)
    legal_form = models.CharField("loại hình", max_length=20, choices=LegalForm.choices)
    trade = models.CharField("ngành nghề", max_length=20, choices=Trade.choices)
    trade_text = models.CharField("sản phẩm, nghề cụ thể", max_length=300, blank=True)
    tax_code = models.CharField("mã số thuế", max_length=14, blank=True)
    employees = models.IntegerField("số lao động", null=True, blank=True)
    revenue_vnd = money_field("doanh thu năm trước", null=True)
    capital_vnd = money_field("tổng nguồn vốn", null=True)
    address_text = models.CharField("địa chỉ", max_length=300, blank=True)
    province = models.ForeignKey(
        AdminUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
    )
    unit = models.ForeignKey(
        AdminUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="xã, phường, đặc khu",
    )
    old_unit = models.ForeignKey(
        AdminUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị hành chính trước đây",
    )
    craft_village = models.ForeignKey(
        CraftVillage,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="establishments",
        verbose_name="làng nghề (được công nhận)",
    )
    owner_name = models.CharField("chủ cơ sở, người đại diện", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=20, blank=True)
    is_woman_owned = models.BooleanField("chủ là nữ", default=False)
    is_minority_owned = models.BooleanField("chủ là người dân tộc thiểu số", default=False)
    possible_duplicate_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="possible_duplicates",
        verbose_name="có thể trùng với",
    )
    merged_into = merged_into_field()
    name_core = models.CharField(
        "tên không kể loại hình", max_length=300, editable=False, default="", db_default=""
    )
    compared_version = models.PositiveIntegerField(
        "phiên bản đã soát trùng", default=0, db_default=0, editable=False
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    objects = EstablishmentQuerySet.as_manager()

    class Meta(Searchable.Meta):
        verbose_name = "cơ sở công nghiệp nông thôn"
        ordering = ("sort_key", "id")
        indexes = [
            *Searchable.Meta.indexes,
            models.Index(fields=["province", "sort_key", "id"], name="establishment_in_province"),
            models.Index(
                fields=["sort_key", "id"],
                name="establishment_by_name",
                condition=Q(merged_into__isnull=True),
            ),
            GistIndex(
                F("province"),
                OpClass("name_core", name="gist_trgm_ops(siglen=64)"),
                name="establishment_alike",
            ),
            models.Index(
                fields=["id"],
                condition=~Q(compared_version=F("version")),
                name="establishment_uncompared",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="establishment_absorbed",
            ),
            models.Index(fields=["phone"], condition=~Q(phone=""), name="establishment_by_phone"),
            models.Index(
                fields=["owner_name", "province"],
                condition=~Q(owner_name=""),
                name="establishment_by_owner",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="establishment_reference_once",
                violation_error_message="Mã trong nguồn này đã có ở một cơ sở khác.",
            ),
            models.UniqueConstraint(
                fields=["tax_code"],
                condition=~Q(tax_code="") & Q(merged_into=None),
                name="establishment_tax_code_once",
                violation_error_message="Mã số thuế này đã có ở một cơ sở khác.",
            ),
            models.CheckConstraint(
                name="establishment_run_has_province",
                condition=Q(origin=Origin.RECORDED) | Q(province__isnull=False),
                violation_error_message="Hãy chọn tỉnh, thành phố của cơ sở.",
            ),
            models.CheckConstraint(
                name="establishment_employees_not_negative",
                condition=Q(employees__isnull=True) | Q(employees__gte=0),
                violation_error_message="Số lao động không thể âm.",
            ),
            _not_negative(
                "establishment_revenue_in_range", "revenue_vnd", "Doanh thu phải từ 0 đồng trở lên."
            ),
            _not_negative(
                "establishment_capital_in_range", "capital_vnd", "Nguồn vốn phải từ 0 đồng trở lên."
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("establishments:detail", args=[self.public_id])


class Membership(models.Model):
    """A person answers for an establishment over a period; such a person sees it as their own."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name="người"
    )
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="memberships", verbose_name="cơ sở"
    )
    valid = validity_field("thời gian")

    class Meta:
        verbose_name = "người của cơ sở"
        constraints = [
            ExclusionConstraint(
                name="membership_once",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("establishment", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Người này đã là người của cơ sở trong thời gian đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.establishment_id}"


class SupportReceived(models.Model):
    """State money an establishment received for one item: what a double support is found by.

    What was taken back with the settlement that paid it stays on file and out of every list.
    """

    public_id = public_id_field()
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="supports", verbose_name="cơ sở"
    )
    source = models.CharField("nguồn hỗ trợ", max_length=10, choices=SupportSource.choices)
    item = models.CharField("nội dung chi được hỗ trợ", max_length=300)
    amount_vnd = money_field("số tiền")
    received_on = models.DateField("ngày nhận")
    voucher = models.CharField("chứng từ", max_length=100, blank=True)
    scheme_code = models.CharField("mã đề án", max_length=40, blank=True)
    withdrawn_at = models.DateTimeField("rút lại lúc", null=True, blank=True)

    objects = StandingSupportManager()

    class Meta:
        verbose_name = "hỗ trợ đã nhận"
        ordering = ("-received_on", "-id")
        constraints = [
            models.CheckConstraint(
                name="support_amount_positive",
                condition=Q(amount_vnd__gt=0, amount_vnd__lte=MAX_VND),
                violation_error_message="Số tiền hỗ trợ phải lớn hơn 0 đồng.",
            )
        ]

    def __str__(self) -> str:
        return self.item
