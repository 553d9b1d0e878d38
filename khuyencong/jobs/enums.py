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
