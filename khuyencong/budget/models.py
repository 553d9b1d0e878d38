"""Appropriations, their accounts, and the journal that only grows."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khuyencong.accounts.models import Organisation
from khuyencong.budget.enums import APPROPRIATED, POOLS, Source, Stage
from khuyencong.core.fields import MAX_VND, money_field, public_id_field


class Appropriation(models.Model):
    """The money of one source allotted to one organisation for one year.

    How much it is stands in the accounts; each decision that gave, raised or lowered it is a
    journal of its own.
    """

    public_id = public_id_field()
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="appropriations", verbose_name="tổ chức"
    )
    year = models.PositiveSmallIntegerField("năm ngân sách")
    source = models.CharField("nguồn kinh phí", max_length=12, choices=Source.choices)

    class Meta:
        verbose_name = "dự toán"
        ordering = ("-year", "organisation_id", "source")
        constraints = [
            models.UniqueConstraint(
                fields=("organisation", "year", "source"),
                name="appropriation_once_a_year",
                violation_error_message="Dự toán của nguồn này trong năm đã có.",
            ),
            models.CheckConstraint(
                name="appropriation_year_sane",
                condition=Q(year__gte=2000, year__lte=2100),
                violation_error_message="Năm ngân sách phải trong khoảng 2000–2100.",
            ),
            models.CheckConstraint(
                name="appropriation_of_allotted_source",
                condition=Q(source__in=APPROPRIATED),
                violation_error_message="Vốn đối ứng do cơ sở bỏ ra, không giao dự toán.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label[0].upper()}{self.label[1:]}"

    def get_absolute_url(self) -> str:
        """Return the page of this appropriation."""
        return reverse("budget:appropriation", args=[self.public_id])

    @property
    def label(self) -> str:
        """How it is called inside a sentence."""
        return f"nguồn {self.get_source_display().removeprefix('nguồn ')} năm {self.year}"


class Account(models.Model):
    """One stage of an appropriation, for one subject or, if a pool, for all.

    `balance_vnd` is kept by the database from the entries alone: a trigger adds, CHECKs bound.
    """

    appropriation = models.ForeignKey(Appropriation, models.PROTECT, related_name="accounts")
    stage = models.CharField("giai đoạn", max_length=14, choices=Stage.choices)
    subject = models.CharField("đối tượng", max_length=40, blank=True, db_index=True)
    balance_vnd = money_field("số dư", default=0)

    class Meta:
        verbose_name = "tài khoản"
        constraints = [
            models.UniqueConstraint(
                fields=("appropriation", "stage", "subject"),
                name="account_once",
                violation_error_message="Tài khoản này đã có.",
            ),
            models.CheckConstraint(
                name="account_subject_unless_pool",
                condition=(Q(stage__in=POOLS, subject="") | (~Q(stage__in=POOLS) & ~Q(subject=""))),
                violation_error_message="Tiền đã phân bổ phải ghi cho một đối tượng cụ thể.",
            ),
            models.CheckConstraint(
                name="account_within_limits",
                condition=(
                    Q(stage=Stage.APPROPRIATION, balance_vnd__gte=-MAX_VND, balance_vnd__lte=0)
                    | (
                        ~Q(stage=Stage.APPROPRIATION)
                        & Q(balance_vnd__gte=0, balance_vnd__lte=MAX_VND)
                    )
                ),
                violation_error_message="Không đủ tiền: số dư không được âm.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} {self.subject}".strip()


class Journal(models.Model):
    """One movement of money with its voucher; what is booked stays, a mistake is reversed."""

    public_id = public_id_field()
    appropriation = models.ForeignKey(
        Appropriation, models.PROTECT, related_name="journals", verbose_name="dự toán"
    )
    subject = models.CharField("đối tượng", max_length=40, blank=True, db_index=True)
    voucher_no = models.CharField("số chứng từ", max_length=100)
    voucher_on = models.DateField("ngày chứng từ")
    booked_on = models.DateField("ngày ghi sổ")
    booked_at = models.DateTimeField("thời điểm ghi")
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người ghi",
    )
    memo = models.TextField("nội dung")
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reversals", verbose_name="đảo bút toán"
    )

    class Meta:
        verbose_name = "bút toán"
        ordering = ("-booked_on", "-pk")
        indexes = [models.Index(fields=("-booked_on", "-id"), name="journal_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=("reverses",),
                name="journal_reversed_once",
                violation_error_message="Bút toán này đã được đảo rồi.",
            ),
            models.CheckConstraint(
                name="journal_has_voucher",
                condition=~Q(voucher_no="") & ~Q(memo=""),
                violation_error_message="Bút toán phải có số chứng từ và nội dung.",
            ),
            models.CheckConstraint(
                name="journal_after_voucher",
                condition=Q(voucher_on__lte=F("booked_on")),
                violation_error_message="Ngày chứng từ không được sau ngày ghi sổ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.memo} ({self.voucher_no})"

    def get_absolute_url(self) -> str:
        """Return the page of this journal."""
        return reverse("budget:journal", args=[self.public_id])


class Entry(models.Model):
    """One line of a journal: đồng into (+) or out of (−) an account."""

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries")
    amount_vnd = money_field("số tiền")

    class Meta:
        verbose_name = "dòng bút toán"
        constraints = [
            models.UniqueConstraint(
                fields=("journal", "account"),
                name="entry_once_an_account",
                violation_error_message="Một bút toán chỉ có một dòng cho mỗi tài khoản.",
            ),
            models.CheckConstraint(
                name="entry_amount_sane",
                condition=(
                    Q(amount_vnd__gte=-MAX_VND, amount_vnd__lte=-1)
                    | Q(amount_vnd__gte=1, amount_vnd__lte=MAX_VND)
                ),
                violation_error_message="Số tiền của dòng bút toán không hợp lý.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.amount_vnd:+d}"
