"""The verbs of this package."""

from khuyencong.jobs.services.execution import take_up_again
from khuyencong.jobs.services.notices import notify
from khuyencong.jobs.services.queue import cancel, enqueue, retry
from khuyencong.jobs.services.schedule import enqueue_due

__all__ = ["cancel", "enqueue", "enqueue_due", "notify", "retry", "take_up_again"]
