"""What nobody needs any more goes: old results, tickets, slots, letters, read notices."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from khuyencong.core import clock
from khuyencong.jobs.enums import OPEN_STATES, MailState
from khuyencong.jobs.models import Job, Mail, Notice, ScheduleSlot
from khuyencong.jobs.run import result_path

RESULT_DAYS = 7
HOUSEKEEPING_DAYS = 30
NOTICE_DAYS = 180


def sweep() -> int:
    """Delete what is too old; return how many result files went."""
    now = clock.now()
    count = _sweep_results(now - dt.timedelta(days=RESULT_DAYS))
    month_ago = now - dt.timedelta(days=HOUSEKEEPING_DAYS)
    DBTaskResult.objects.finished().filter(finished_at__lt=month_ago).delete()
    ScheduleSlot.objects.filter(due_at__lt=month_ago).delete()
    Job.objects.filter(requested_by=None, finished_at__lt=month_ago).delete()
    Mail.objects.filter(state=MailState.SENT, sent_at__lt=month_ago).delete()
    Notice.objects.filter(read_at__lt=now - dt.timedelta(days=NOTICE_DAYS)).delete()
    return count


def _sweep_results(before: dt.datetime) -> int:
    """Delete the files of jobs ended before, and the parts that a killed worker left."""
    old = Job.objects.filter(finished_at__lt=before, file_size__gt=0)
    for job in old:
        result_path(job).unlink(missing_ok=True)
    count = old.update(file_size=0)
    known = set(Job.objects.filter(state__in=OPEN_STATES).values_list("public_id", flat=True))
    for part in Path(settings.KC_RESULTS_DIR).glob("*.part"):
        if part.name.split(".")[0] not in known:
            part.unlink(missing_ok=True)
    return count
