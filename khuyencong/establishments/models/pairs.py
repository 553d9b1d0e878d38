"""Two records that may be one: what speaks for it, what people decided, how a merge is undone."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core.fields import public_id_field
from khuyencong.establishments.enums import Verdict
from khuyencong.establishments.models.establishment import Establishment
from khuyencong.establishments.models.product import Product

TONES = {Verdict.OPEN: "wait", Verdict.DIFFERENT: "quiet", Verdict.MERGED: "done"}


class PairQuerySet(models.QuerySet):
    """Pairs; one sees those of which one sees both."""

    def visible_to(self, user: User) -> Self:
        """Return the pairs whose records `user` may both see, those merged away included."""
        model: Any = self.model._meta.get_field("first").related_model
        records = model.objects.reachable_by(user)
        return self.filter(first__in=records, second__in=records)

    def telling(self) -> Self:
        """Return the pairs that were decided, and the open ones whose records both stand."""
        return self.filter(
            ~Q(verdict=Verdict.OPEN) | Q(first__merged_into=None, second__merged_into=None)
        )

    def open(self) -> Self:
        """Return the pairs that wait for a decision."""
        return self.filter(verdict=Verdict.OPEN, first__merged_into=None, second__merged_into=None)


class Pair(models.Model):
    """What two records of a kind have in common; `first` was entered before `second`.

    `undo` is what a merge changed: enough to take it back exactly.
    """

    public_id = public_id_field()
    score = models.PositiveSmallIntegerField("mức giống nhau")
    reasons = models.JSONField("căn cứ", default=list)
    verdict = models.CharField(
        "kết luận", max_length=10, choices=Verdict.choices, default=Verdict.OPEN
    )
    reason = models.CharField("lý do kết luận", max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người kết luận",
    )
    decided_at = models.DateTimeField("kết luận lúc", null=True, blank=True)
    undo = models.JSONField("để gỡ gộp", default=dict, blank=True)

    objects = PairQuerySet.as_manager()
    prefix = ""  # of the names of its addresses

    class Meta:
        abstract = True
        ordering = ("-score", "pk")
        constraints = [
            models.CheckConstraint(
                name="%(class)s_in_order",
                condition=Q(first__lt=F("second")),
                violation_error_message="Hai bản ghi của một cặp phải khác nhau.",
            ),
            models.UniqueConstraint(
                name="%(class)s_once",
                fields=["first", "second"],
                violation_error_message="Cặp này đã có trong danh sách.",
            ),
            models.CheckConstraint(
                name="%(class)s_decided_by_somebody",
                condition=Q(verdict=Verdict.OPEN) | Q(decided_at__isnull=False),
                violation_error_message="Kết luận phải có thời điểm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}"  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """Return the page on which the two stand side by side."""
        return reverse(f"establishments:{self.prefix}pair", args=[self.public_id])

    @property
    def is_merged(self) -> bool:
        """Whether the two are one now."""
        return self.verdict == Verdict.MERGED

    @property
    def tone(self) -> str:
        """Colour of the verdict's badge."""
        return TONES[Verdict(self.verdict)]

    @property
    def records(self) -> tuple[Any, Any]:
        """Return the two records."""
        return self.first, self.second  # type: ignore[attr-defined]


class EstablishmentPair(Pair):
    """Two establishments that may be one."""

    first = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở ghi trước"
    )
    second = models.ForeignKey(
        Establishment, models.PROTECT, related_name="+", verbose_name="cơ sở ghi sau"
    )

    class Meta(Pair.Meta):
        verbose_name = "cặp cơ sở có thể trùng"


class ProductPair(Pair):
    """Two products of one maker that may be one."""

    first = models.ForeignKey(
        Product, models.PROTECT, related_name="+", verbose_name="sản phẩm ghi trước"
    )
    second = models.ForeignKey(
        Product, models.PROTECT, related_name="+", verbose_name="sản phẩm ghi sau"
    )
    prefix = "product_"

    class Meta(Pair.Meta):
        verbose_name = "cặp sản phẩm có thể trùng"
