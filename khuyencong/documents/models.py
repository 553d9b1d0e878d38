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
    pages = models.PositiveSmallIntegerField("số trang", null=True, blank=True)  # of a PDF
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


class Photo(models.Model):
    """What belongs to an image: the original stays sealed, people look at the clean copy.

    Time and place are what the camera wrote; the database refuses every change.
    """

    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="photo")
    copy_sha256 = models.CharField("mã băm bản hiển thị", max_length=64, db_index=True)
    width = models.PositiveIntegerField("rộng (điểm)")
    height = models.PositiveIntegerField("cao (điểm)")
    taken_at = models.DateTimeField("chụp lúc", null=True)
    latitude = models.DecimalField("vĩ độ", max_digits=9, decimal_places=6, null=True)
    longitude = models.DecimalField("kinh độ", max_digits=9, decimal_places=6, null=True)

    class Meta:
        verbose_name = "ảnh"
        constraints = [
            models.CheckConstraint(
                name="photo_place_pair",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Vị trí phải có cả vĩ độ và kinh độ.",
            )
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def copy_path(self) -> str:
        """Where the bytes of the clean copy lie in the storage."""
        return path_of(self.copy_sha256)


def path_of(sha256: str) -> str:
    """Return where bytes of this hash lie: two levels of folders keep each one small."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
