"""Jobs that run by the clock."""

from django.db import transaction
from django.db.models import Max

from khuyencong.core import clock
from khuyencong.jobs.enums import OPEN_STATES
from khuyencong.jobs.models import Job, ScheduleSlot
from khuyencong.jobs.registry import SCHEDULES
from khuyencong.jobs.services.queue import enqueue


def enqueue_due() -> None:
    """Queue each schedule that was due since it last ran, once however many slots were missed.

    Several workers may do so at the same moment: the slot is unique.
    """
    now = clock.now()
    latest = dict(
        ScheduleSlot.objects.order_by().values_list("schedule").annotate(latest=Max("due_at"))
    )
    running = set(Job.objects.filter(state__in=OPEN_STATES).values_list("kind", flat=True))
    for schedule in SCHEDULES:
        due_at = schedule.when.latest(now)
        is_done = schedule.kind in latest and latest[schedule.kind] >= due_at
        if is_done or schedule.kind in running or not schedule.is_needed():
            continue
        with transaction.atomic():
            _, is_new = ScheduleSlot.objects.get_or_create(schedule=schedule.kind, due_at=due_at)
            if is_new:
                enqueue(schedule.kind, params={}, by=None, title=schedule.title)
