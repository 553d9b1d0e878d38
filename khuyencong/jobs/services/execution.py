"""Running one attempt at a job, and what follows from how it ended."""

import logging
import os
import traceback
from contextlib import suppress
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django_tasks import task

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.jobs.enums import JobState
from khuyencong.jobs.models import Job
from khuyencong.jobs.registry import JOBS
from khuyencong.jobs.run import (
    Cancelled,
    HandedBack,
    Outcome,
    Run,
    Superseded,
    own_row,
    part_path,
    result_path,
)
from khuyencong.jobs.services.notices import notify

logger = logging.getLogger(__name__)

STOPPED = "Đã dừng theo yêu cầu."
BROKEN = (
    "Việc này chưa làm được vì phần mềm gặp lỗi; phần đang làm dở không được ghi. "
    "Hãy thử lại. Nếu vẫn vậy, hãy báo quản trị kèm mã việc {code}."
)
DEADLY = (
    "Việc này đã bị đứt quãng {count} lần liền mà chưa qua được phần nào, nên không tự chạy lại nữa. "
    "Hãy báo quản trị kèm mã việc {code}."
)
MOST_DEATHS = 10  # in a row, without one finished step


@task()
def deliver(job_id: int, attempt: int) -> None:
    """Run the attempt that a ticket asks for, unless it is void by now."""
    job = _begin(job_id, attempt)
    if job is None:
        return
    run = Run(job)
    try:
        with suppress(Superseded):
            _attempt(run)
    finally:
        _drop_part(run)


def issue_ticket(job: Job) -> None:
    """Put the present attempt at `job` into the queue, in the running transaction."""
    deliver.enqueue(job.pk, job.attempt)


def next_attempt(job: Job, **changes: Any) -> None:
    """Void the present attempt at `job` and queue the next one; it goes on from the checkpoint."""
    with transaction.atomic():
        own_row(job)
        Job.objects.filter(pk=job.pk).update(
            state=JobState.QUEUED,
            attempt=job.attempt + 1,
            advanced=F("advanced_kept"),
            finished_at=None,
            outcome="",
            trace="",
            **changes,
        )
        job.refresh_from_db()
        issue_ticket(job)


def take_up_again(job_id: int, attempt: int) -> None:
    """Queue a job anew whose worker died; one that keeps killing workers is given up."""
    job = Job.objects.get(pk=job_id)
    if job.attempt != attempt or not job.is_open:
        return
    if job.deaths + 1 >= MOST_DEATHS:
        end(job, JobState.FAILED, Outcome(DEADLY.format(count=MOST_DEATHS, code=job.public_id)))
    else:
        next_attempt(job, deaths=job.deaths + 1)


def end(job: Job, state: JobState, outcome: Outcome, *, trace: str = "") -> None:
    """Write how the job ended and tell whoever asked for it."""
    with transaction.atomic():
        row = own_row(job)
        if state is JobState.DONE and job.file_name:
            part_path(job).replace(result_path(job))
            row.file_name, row.file_size = job.file_name, result_path(job).stat().st_size
        row.state, row.outcome, row.outcome_url = state, outcome.text, outcome.url
        row.trace, row.note, row.advanced, row.total = trace, "", job.advanced, job.total
        row.finished_at = clock.now()
        row.save()
        _tell(row)


def _begin(job_id: int, attempt: int) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job_id)
        if job.attempt != attempt or job.state != JobState.QUEUED:
            return None
        job.state = JobState.RUNNING
        job.started_at = clock.now()
        job.save(update_fields=["state", "started_at"])
    return job


def _attempt(run: Run) -> None:
    job = run.job
    try:
        run.stop_if_asked()
        outcome = JOBS[job.kind].function(run, **job.params)
        _close_file(run)
        end(job, JobState.DONE, outcome)
    except HandedBack:
        next_attempt(job)
    except Cancelled:
        end(job, JobState.CANCELLED, Outcome(STOPPED))
    except Refusal as refusal:
        end(job, JobState.FAILED, Outcome(_sentences(refusal)))
    except Exception as error:
        if _lost_database(error):
            raise  # the worker ends with it, the next one takes the job up again
        logger.exception("job %s failed", job.public_id)
        text = BROKEN.format(code=job.public_id)
        end(job, JobState.FAILED, Outcome(text), trace=traceback.format_exc())


def _lost_database(error: Exception) -> bool:
    return isinstance(error, OperationalError | InterfaceError) and not connection.is_usable()


def _sentences(refusal: Refusal) -> str:
    return " ".join(f"{f.message} {f.cure}".strip() for f in refusal.findings)


def _close_file(run: Run) -> None:
    if run.result and not run.result.closed:
        run.result.flush()
        os.fsync(run.result.fileno())
        run.result.close()


def _drop_part(run: Run) -> None:
    if run.result:
        run.result.close()
        part_path(run.job).unlink(missing_ok=True)


def _tell(job: Job) -> None:
    if job.requested_by is None or not JOBS[job.kind].tells or job.state == JobState.CANCELLED:
        return
    kind = "jobs.done" if job.state == JobState.DONE else "jobs.failed"
    text = f"{job.title}: {job.get_state_display()}. {job.outcome}".strip()
    notify(to=job.requested_by, kind=kind, text=text, url=job.get_absolute_url())
