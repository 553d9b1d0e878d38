"""What a person is still typing, and how they look at lists."""

from django.conf import settings
from django.db import models

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
