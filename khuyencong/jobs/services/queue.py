"""Asking for a job, stopping it, asking once more."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.jobs.enums import JobState
from khuyencong.jobs.events import CANCELLED, RETRIED
from khuyencong.jobs.models import Job
from khuyencong.jobs.registry import JOBS
from khuyencong.jobs.run import Outcome
from khuyencong.jobs.services.execution import STOPPED, end, issue_ticket, next_attempt


def enqueue(kind: str, *, params: Mapping[str, Any], by: User | None, title: str) -> Job:
    """Ask for a job of `kind`; it starts once the running transaction has committed.

    The caller has checked that `by` may have it: the job's function acts for them.
    """
    with transaction.atomic():
        job = Job.objects.create(
            kind=JOBS[kind].code,
            title=title[:200],
            params=dict(params),
            requested_by=by,
            requested_at=clock.now(),
        )
        issue_ticket(job)
    return job


@service("jobs.cancel")
def cancel(*, job: Job, by: User) -> Job:
    """Stop `job`: at once while it waits, else at the end of the part it is working on."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    if not row.is_open:
        raise refuse("jobs.ended", "Việc này đã kết thúc, không còn gì để dừng.")
    record(CANCELLED, by=by, subject=row)
    if row.state == JobState.QUEUED:
        end(row, JobState.CANCELLED, Outcome(STOPPED))
    elif row.cancel_asked_at is None:
        row.cancel_asked_at = clock.now()
        row.save(update_fields=["cancel_asked_at"])
    row.refresh_from_db()
    return row


@service("jobs.retry")
def retry(*, job: Job, by: User) -> Job:
    """Let a job that failed or was stopped go on from its last finished step."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    if row.is_open or row.state == JobState.DONE:
        raise refuse("jobs.not_failed", "Chỉ chạy lại được việc chưa làm được hoặc đã dừng.")
    next_attempt(row, cancel_asked_at=None, deaths=0)
    record(RETRIED, by=by, subject=row)
    return row
