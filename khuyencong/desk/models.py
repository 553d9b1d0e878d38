"""What a person is still typing."""

from django.conf import settings
from django.db import models


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
