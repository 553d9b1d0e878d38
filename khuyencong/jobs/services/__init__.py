"""The verbs of this package."""

from khuyencong.jobs.services.execution import take_up_again
from khuyencong.jobs.services.letters import post, send_again, write_letter
from khuyencong.jobs.services.notices import choose_mail, notify, read_notices, send_digest
from khuyencong.jobs.services.queue import cancel, enqueue, retry
from khuyencong.jobs.services.schedule import enqueue_due
from khuyencong.jobs.services.sweeping import sweep

__all__ = [
    "cancel",
    "choose_mail",
    "enqueue",
    "enqueue_due",
    "notify",
    "post",
    "read_notices",
    "retry",
    "send_again",
    "send_digest",
    "sweep",
    "take_up_again",
    "write_letter",
]
