"""The evidence locker: papers of an establishment, kept once and used again and again."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from khuyencong.accounts.models import User
from khuyencong.core.fields import public_id_field
from khuyencong.documents.models import StoredFile
from khuyencong.establishments.enums import EvidenceKind
from khuyencong.establishments.models.establishment import Establishment
from khuyencong.establishments.models.product import Product
from khuyencong.establishments.rules.evidence import SOON


class EvidenceQuerySet(models.QuerySet):
    """Papers that were not taken out."""

    def standing(self) -> "EvidenceQuerySet":
        """Return those that count."""
        return self.filter(removed_at=None)

    def visible_to(self, user: User) -> "EvidenceQuerySet":
        """Return the papers of the establishments that the person may see."""
        seen = Establishment.objects.visible_to(user)
        return self.standing().filter(establishment__in=seen.order_by().values("pk"))

    def ending(self, on: dt.date) -> "EvidenceQuerySet":
        """Return those that end within the next 60 days."""
        return self.filter(expires_on__gte=on, expires_on__lte=on + SOON)

    def ended(self, on: dt.date) -> "EvidenceQuerySet":
        """Return those whose last day is over."""
        return self.filter(expires_on__lt=on)


class Evidence(models.Model):
    """One paper: a licence, a certificate, a trademark; all of a file or some pages of a scan."""

    public_id = public_id_field()
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="evidence", verbose_name="cơ sở"
    )
    product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="evidence",
        verbose_name="sản phẩm",
    )
    kind = models.CharField("loại giấy tờ", max_length=20, choices=EvidenceKind.choices)
    title = models.CharField("tên giấy tờ", max_length=200)
    number = models.CharField("số", max_length=100, blank=True)
    issuer = models.CharField("nơi cấp", max_length=200, blank=True)
    issued_on = models.DateField("ngày cấp", null=True, blank=True)
    expires_on = models.DateField("có giá trị đến hết ngày", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    first_page = models.PositiveSmallIntegerField("từ trang", null=True, blank=True)
    last_page = models.PositiveSmallIntegerField("đến trang", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    at = models.DateTimeField("cất lúc")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người cất",
    )
    removed_at = models.DateTimeField("rút ra lúc", null=True, blank=True)
    removed_reason = models.CharField("lý do rút ra", max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "giấy tờ của cơ sở"
        ordering = ("kind", "-issued_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="evidence_days_forward",
                condition=Q(issued_on__isnull=True)
                | Q(expires_on__isnull=True)
                | Q(expires_on__gte=F("issued_on")),
                violation_error_message="Ngày hết hạn không thể trước ngày cấp.",
            ),
            models.CheckConstraint(
                name="evidence_pages_forward",
                condition=Q(first_page__isnull=True, last_page__isnull=True)
                | Q(
                    first_page__isnull=False,
                    last_page__isnull=False,
                    first_page__gte=1,
                    last_page__gte=F("first_page"),
                ),
                violation_error_message="Trang đầu từ 1, trang cuối không trước trang đầu.",
            ),
            models.CheckConstraint(
                name="evidence_removed_why",
                condition=Q(removed_at__isnull=True) | ~Q(removed_reason=""),
                violation_error_message="Rút giấy tờ ra phải nêu lý do.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} số {self.number}" if self.number else self.title

    def get_absolute_url(self) -> str:
        """Return the address of the file, of its own pages where it is part of a scan."""
        address = self.file.get_absolute_url()
        if self.first_page is None:
            return address
        return f"{address}?trang={self.first_page}-{self.last_page}"
