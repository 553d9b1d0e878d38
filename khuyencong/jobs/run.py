"""What a running job holds in its hands: progress, checkpoint, result file, and when to stop."""

import copy
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction

from khuyencong.accounts.models import User
from khuyencong.jobs.models import Job

# Set in a process that is told to end: its job goes back to the queue.
STOPPING = threading.Event()
# Progress is written for people to see: more often than this helps nobody.
SECONDS_BETWEEN_WRITES = 0.4


@dataclass(frozen=True)
class Outcome:
    """What a job tells at its end, and where its result is to be seen."""

    text: str
    url: str = ""


# Like asyncio's, these pass through `except Exception`: a job must not take them for a bad row.
class Cancelled(BaseException):
    """Somebody asked to stop the job."""


class Superseded(BaseException):
    """Another attempt at the job has begun: this one may not commit anything any more."""


class HandedBack(BaseException):
    """The worker is being stopped: the job goes back to the queue and continues later."""


class Run:
    """One attempt at a job."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.checkpoint: dict[str, Any] = copy.deepcopy(job.checkpoint)
        self.result: BinaryIO | None = None
        self._written_at = 0.0
        self._in_step = False

    @property
    def by(self) -> User | None:
        """Who asked for the job, None for the system."""
        return self.job.requested_by

    def total(self, count: int) -> None:
        """Say how many parts there are in all; progress is told in these parts."""
        self.job.total = count
        self._write()

    def advance(self, n: int = 1, note: str = "") -> None:
        """Say that `n` more parts are done; raises Cancelled when somebody asked to stop."""
        self.job.advanced += n
        self.job.note = note[:200]
        if time.monotonic() - self._written_at >= SECONDS_BETWEEN_WRITES:
            self._write()

    @contextmanager
    def step(self) -> Iterator[dict[str, Any]]:
        """Commit the work of the block and the changed checkpoint together, or neither.

        Killed before the commit, the job finds the old checkpoint; killed after it, the new one.
        """
        before, advanced = copy.deepcopy(self.checkpoint), self.job.advanced
        self._in_step = True
        try:
            with transaction.atomic():
                yield self.checkpoint
                own_row(self.job)
                Job.objects.filter(pk=self.job.pk).update(
                    checkpoint=self.checkpoint,
                    advanced=self.job.advanced,
                    advanced_kept=self.job.advanced,
                    deaths=0,
                )
        except BaseException:
            self.checkpoint, self.job.advanced = before, advanced
            raise
        finally:
            self._in_step = False
        self.stop_if_asked()

    def file(self, name: str) -> BinaryIO:
        """Open the result file, which its requester may download once the job is done."""
        self.job.file_name = name
        path = part_path(self.job)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.result = path.open("w+b")
        return self.result

    def stop_if_asked(self) -> None:
        """Raise what ends this attempt before its time."""
        known = Job.objects.values_list("attempt", "cancel_asked_at").get(pk=self.job.pk)
        if known[0] != self.job.attempt:
            raise Superseded
        if known[1]:
            raise Cancelled
        if STOPPING.is_set():
            raise HandedBack

    def _write(self) -> None:
        """Show the progress; inside a step it would keep the row locked, so the step writes it."""
        if not self._in_step:
            Job.objects.filter(pk=self.job.pk, attempt=self.job.attempt).update(
                total=self.job.total, advanced=self.job.advanced, note=self.job.note
            )
        self._written_at = time.monotonic()
        self.stop_if_asked()


def own_row(job: Job) -> Job:
    """Lock the row of the job; raises Superseded if it is at another attempt by now."""
    row = Job.objects.select_for_update().get(pk=job.pk)
    if row.attempt != job.attempt:
        raise Superseded
    return row


def result_path(job: Job) -> Path:
    """Return where the result file of a finished job lies."""
    return Path(settings.KC_RESULTS_DIR) / job.public_id


def part_path(job: Job) -> Path:
    """Return where an attempt writes its result file."""
    return Path(settings.KC_RESULTS_DIR) / f"{job.public_id}.{job.attempt}.part"
