from django.db import models


class JobState(models.TextChoices):
    """Where a job stands."""

    QUEUED = "queued", "đang chờ"
    RUNNING = "running", "đang chạy"
    DONE = "done", "đã xong"
    FAILED = "failed", "chưa làm được"
    CANCELLED = "cancelled", "đã dừng"


TONES = {
    JobState.QUEUED: "wait",
    JobState.RUNNING: "info",
    JobState.DONE: "done",
    JobState.FAILED: "late",
    JobState.CANCELLED: "quiet",
}
OPEN_STATES = frozenset({JobState.QUEUED, JobState.RUNNING})


class MailPace(models.TextChoices):
    """How soon a person wants notices by e-mail."""

    AT_ONCE = "at_once", "Ngay khi có thông báo"
    DAILY = "daily", "Mỗi ngày một thư gom lại"
    NONE = "none", "Không gửi thư"


class MailState(models.TextChoices):
    """Whether a letter has left the house."""

    WAITING = "waiting", "chưa gửi"
    SENT = "sent", "đã gửi"
    REFUSED = "refused", "máy chủ thư từ chối"
