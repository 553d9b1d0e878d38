"""Files that somebody attached."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from khuyencong.core.fields import public_id_field
from khuyencong.documents.enums import MAX_BYTES, FileType


class StoredFile(models.Model):
    """One attachment: its bytes lie in the storage under their sha-256, equal bytes once."""

    public_id = public_id_field()
    sha256 = models.CharField("mã băm SHA-256", max_length=64, db_index=True)
    name = models.CharField("tên tệp", max_length=150)
    size = models.PositiveIntegerField("dung lượng (byte)")
    content_type = models.CharField("loại tệp", max_length=100, choices=FileType.choices)
    stored_at = models.DateTimeField("thời điểm tải lên")
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="người tải lên",
    )

    class Meta:
        verbose_name = "tệp"
        constraints = [
            models.CheckConstraint(
                name="file_size_sane",
                condition=Q(size__gte=1, size__lte=MAX_BYTES),
                violation_error_message="Tệp trống hoặc lớn hơn 20 MB.",
            ),
            models.CheckConstraint(
                name="file_hash_sane",
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
                violation_error_message="Mã băm của tệp không hợp lệ.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address that downloads it."""
        return reverse("documents:file", args=[self.public_id])

    @property
    def path(self) -> str:
        """Where its bytes lie in the storage."""
        return path_of(self.sha256)


def path_of(sha256: str) -> str:
    """Return where bytes of this hash lie: two levels of folders keep each one small."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
