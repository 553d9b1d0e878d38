"""What can become of a row."""

from django.db.models import TextChoices


class Operation(TextChoices):
    """As the database calls it."""

    INSERT = "INSERT", "thêm"
    UPDATE = "UPDATE", "sửa"
    DELETE = "DELETE", "xóa"
