"""What a person is still typing, how they look at lists, what they did to many rows at once."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from khuyencong.accounts.models import Organisation
from khuyencong.core.fields import public_id_field


class FormDraft(models.Model):
    """The last typing of one person in one form, before it is sent; it may go at any time.

    `version` is the record's version when the typing began: a newer record means that somebody
    saved in between, and the difference is shown before anything is overwritten.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    form = models.CharField("biểu mẫu", max_length=60)
    object_id = models.CharField("mã hồ sơ", max_length=20, blank=True)
    version = models.CharField("phiên bản hồ sơ", max_length=20, blank=True)
    values = models.JSONField("nội dung đang gõ")
    saved_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản đang soạn"
        constraints = [
            models.UniqueConstraint(
                name="form_draft_once",
                fields=("user", "form", "object_id"),
                violation_error_message="Biểu mẫu này đã có một bản đang soạn.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.object_id}".strip()


class SavedView(models.Model):
    """A list under a name, as its address asks for it: conditions, order, columns.

    The one without a name keeps the columns that its owner chose last. `organisation` is whose
    people see it too; each of them sees the rows that they may see.
    """

    public_id = public_id_field()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người lưu"
    )
    list_code = models.CharField("danh sách", max_length=40)  # a code of ui.lists.LISTS
    name = models.CharField("tên khung nhìn", max_length=80, blank=True)
    query = models.TextField("địa chỉ")
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chia sẻ với",
    )

    class Meta:
        verbose_name = "khung nhìn"
        constraints = [
            models.UniqueConstraint(
                name="saved_view_once",
                fields=("user", "list_code", "name"),
                violation_error_message="Bạn đã có một khung nhìn mang tên này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BulkRun(models.Model):
    """One thing done to many rows of a list at once, with what is needed to take it back.

    `changes` holds for each row what it was and what it became; `digest` names the rows that were
    shown before, so that nothing else is touched.
    """

    public_id = public_id_field()
    list_code = models.CharField("danh sách", max_length=40)  # a code of ui.lists.LISTS
    action = models.CharField("việc", max_length=40)  # a code among the list's bulk actions
    title = models.CharField("tên việc", max_length=300)
    query = models.TextField("địa chỉ")
    given = models.TextField("đã nhập", blank=True)
    digest = models.CharField("mã băm của các dòng", max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người làm"
    )
    asked_at = models.DateTimeField("yêu cầu lúc")
    done_at = models.DateTimeField("xong lúc", null=True, blank=True)
    changes = models.JSONField("thay đổi", default=list)
    undone_at = models.DateTimeField("hoàn tác lúc", null=True, blank=True)
    left = models.JSONField("không hoàn tác được", default=list)

    class Meta:
        verbose_name = "lượt làm hàng loạt"
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="bulk_run_undone_after_done",
                condition=Q(undone_at__isnull=True) | Q(done_at__isnull=False),
                violation_error_message="Chỉ hoàn tác được việc đã làm xong.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page that tells what it did."""
        return reverse("desk:bulk_run", args=[self.public_id])

    @property
    def count(self) -> int:
        """How many rows it changed."""
        return len(self.changes)

    @property
    def undo_until(self) -> dt.datetime | None:
        """Until when it may be taken back, None before it was done."""
        window = dt.timedelta(minutes=settings.KC_UNDO_MINUTES)
        return self.done_at + window if self.done_at else None
