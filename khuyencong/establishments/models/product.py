"""Products of establishments and what they won in the selections (TT 26/2014/TT-BCT)."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khuyencong.core.fields import public_id_field
from khuyencong.core.search import Searchable
from khuyencong.establishments.enums import AwardLevel, AwardStatus, Origin, ProductGroup
from khuyencong.establishments.models.base import Sourced, merged_into_field
from khuyencong.establishments.models.establishment import Establishment
from khuyencong.establishments.models.managers import ProductQuerySet
from khuyencong.geography.models import AdminUnit


class Product(Searchable, Sourced):
    """A product or set of products; published lists do not always name its maker."""

    public_id = public_id_field()
    origin = models.CharField("xuất xứ", max_length=10, choices=Origin.choices, default=Origin.RUN)
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
        verbose_name="cơ sở",
    )
    maker_text = models.CharField("cơ sở theo nguồn", max_length=200, blank=True)
    name = models.CharField("tên sản phẩm", max_length=200)
    group = models.CharField("nhóm sản phẩm", max_length=1, choices=ProductGroup.choices)
    is_group_inferred = models.BooleanField("nhóm suy từ tên", default=False)
    is_set = models.BooleanField("bộ sản phẩm", default=False)
    place_text = models.CharField("nơi sản xuất theo nguồn", max_length=300, blank=True)
    province = models.ForeignKey(
        AdminUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
    )
    old_unit = models.ForeignKey(
        AdminUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị hành chính trước đây",
    )
    merged_into = merged_into_field()
    compared_version = models.PositiveIntegerField(
        "phiên bản đã soát trùng", default=0, db_default=0, editable=False
    )
    version = models.PositiveIntegerField("phiên bản", default=1)

    objects = ProductQuerySet.as_manager()

    class Meta(Searchable.Meta):
        verbose_name = "sản phẩm"
        ordering = ("sort_key", "id")
        indexes = [
            *Searchable.Meta.indexes,
            models.Index(fields=["province", "sort_key", "id"], name="product_in_province"),
            models.Index(
                fields=["id"],
                condition=~Q(compared_version=F("version")),
                name="product_uncompared",
            ),
            models.Index(
                fields=["merged_into"],
                condition=Q(merged_into__isnull=False),
                name="product_absorbed",
            ),
            models.Index(
                fields=["maker_text"], condition=~Q(maker_text=""), name="product_by_maker"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "name_folded"],
                name="product_once_an_establishment",
                condition=Q(merged_into=None),
                violation_error_message="Cơ sở đã có sản phẩm tên này.",
            ),
            models.CheckConstraint(
                name="product_run_has_establishment",
                condition=Q(origin=Origin.RECORDED) | Q(establishment__isnull=False),
                violation_error_message="Sản phẩm phải thuộc một cơ sở.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("establishments:product", args=[self.public_id])


class Award(Sourced):
    """What a product reached in one selection: level, year, decision."""

    public_id = public_id_field()
    reference = models.CharField("mã trong nguồn", max_length=20, blank=True)
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="awards", verbose_name="sản phẩm"
    )
    level = models.CharField("cấp bình chọn", max_length=10, choices=AwardLevel.choices)
    status = models.CharField("kết quả", max_length=12, choices=AwardStatus.choices)
    year = models.PositiveSmallIntegerField("năm", null=True, blank=True)
    decision_no = models.CharField("số quyết định", max_length=60, blank=True)
    decision_on = models.DateField("ngày quyết định", null=True, blank=True)
    region = models.CharField("khu vực", max_length=60, blank=True)
    prize = models.CharField("giải", max_length=60, blank=True)

    class Meta:
        verbose_name = "kết quả bình chọn"
        ordering = ("-year", "-id")
        constraints = [
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="award_reference_once",
                violation_error_message="Mã trong nguồn này đã có ở một kết quả khác.",
            ),
            models.UniqueConstraint(
                fields=["product", "level", "year"],
                condition=Q(reference=""),
                name="award_once_a_level_and_year",
                violation_error_message="Sản phẩm đã có kết quả ở cấp và năm này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.year or ''}".strip()
