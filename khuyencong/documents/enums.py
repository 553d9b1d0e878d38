"""Kinds of file that may be attached."""

from django.db import models

MAX_BYTES = 20 * 1024 * 1024


class FileType(models.TextChoices):
    """What an attachment may be, told by its content."""

    PDF = "application/pdf", "PDF"
    JPEG = "image/jpeg", "ảnh JPEG"
    PNG = "image/png", "ảnh PNG"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"
    DOC = "application/msword", "Word 97–2003"
    XLS = "application/vnd.ms-excel", "Excel 97–2003"


IMAGES = frozenset({FileType.JPEG, FileType.PNG})
ENDINGS = {
    FileType.PDF: ".pdf",
    FileType.JPEG: ".jpg",
    FileType.PNG: ".png",
    FileType.DOCX: ".docx",
    FileType.XLSX: ".xlsx",
    FileType.DOC: ".doc",
    FileType.XLS: ".xls",
}
