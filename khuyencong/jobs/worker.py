"""The process that works off the queue, its sign of life, and taking up what a dead one left."""

import logging
import secrets
import time

from django.db import close_old_connections, connection, transaction
from django_tasks_db.models import DBTaskResult

from khuyencong.jobs.run import STOPPING
from khuyencong.jobs.services import enqueue_due, take_up_again

logger = logging.getLogger(__name__)

LIFE = 7201  # first number of the advisory locks that say "this worker lives"
PAUSE = 0.5
SECONDS_BETWEEN_ROUNDS = 5


class WorkerDied(Exception):  # noqa: N818 - what became of a ticket, not an error of ours
    """The worker that had claimed a ticket ended without a word."""


class Life:
    """A worker's sign of life: a lock that the database drops when the process is gone.

    It is held on a connection of its own, because the working one is renewed now and then.
    """

    def __init__(self) -> None:
        self.number = secrets.randbelow(2**31)
        self._connection = connection.copy()
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", [LIFE, self.number])

    def prove(self) -> None:
        """Raise OperationalError if the database has closed the connection, and with it the lock."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def end(self) -> None:
        """Give the lock back."""
        self._connection.close()


def work(*, until_empty: bool = False) -> None:
    """Run jobs and schedules until the process is told to stop, or the queue is empty."""
    life, next_round = Life(), 0.0
    try:
        while not STOPPING.is_set():
            if time.monotonic() >= next_round:
                life.prove()
                make_round()
                next_round = time.monotonic() + SECONDS_BETWEEN_ROUNDS
            if not run_next(life.number):
                if until_empty:
                    return
                STOPPING.wait(PAUSE)
            close_old_connections()
    finally:
        life.end()


def make_round() -> None:
    """Queue what the clock asks for, and once more what dead workers had begun."""
    for ticket in DBTaskResult.objects.running():
        release(ticket)
    enqueue_due()


def run_next(worker: int) -> bool:
    """Claim the next ticket for `worker` and run it; return whether there was one."""
    with transaction.atomic():
        ticket = DBTaskResult.objects.ready().get_locked()
        if ticket is None:
            return False
        ticket.claim(str(worker))
    job_id, attempt = ticket.args_kwargs["args"]
    ticket.task.call(job_id, attempt)
    ticket.set_successful(None)
    return True


def release(ticket: DBTaskResult) -> None:
    """Close a claimed ticket whose worker is dead, and queue its job anew."""
    with transaction.atomic():
        row = DBTaskResult.objects.select_for_update(skip_locked=True).running()
        found = row.filter(pk=ticket.pk).first()
        if found is None or is_alive(int(found.worker_ids[-1])):
            return
        found.set_failed(WorkerDied())
        job_id, attempt = found.args_kwargs["args"]
        logger.warning("job %s: the worker of attempt %s died", job_id, attempt)
        take_up_again(job_id, attempt)


def is_alive(worker: int) -> bool:
    """Return whether the worker holds its lock; for the moment of asking, we take a free one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LIFE, worker])
        return not cursor.fetchone()[0]
