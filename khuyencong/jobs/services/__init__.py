"""The verbs of this package."""

from khuyencong.jobs.services.notices import notify
from khuyencong.jobs.services.queue import cancel, enqueue, retry

__all__ = ["cancel", "enqueue", "notify", "retry"]
