"""Worker processes: killed, side by side, told to stop."""

import os
import random
import signal
import time

import psutil
import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from khuyencong.jobs import services, worker
from khuyencong.jobs.models import Job, Notice
from khuyencong.jobs.worker import Life, make_round, work
from tests.accounts.factories import UserFactory
from tests.jobs.kinds import effects
from tests.jobs.process import Nursery, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = 90


@pytest.fixture(autouse=True)
def no_schedules(monkeypatch):
    monkeypatch.setattr(worker, "enqueue_due", lambda: None)


@pytest.fixture(scope="module")
def nursery(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        made = Nursery()
    yield made
    made.close()


def kept():
    return Job.objects.values_list("advanced_kept", flat=True).get()


def all_done():
    return not Job.objects.exclude(state="done").exists()


def test_a_job_killed_ten_times_happens_exactly_once(nursery):
    job = services.enqueue(
        "tests.book", params={"parts": PARTS, "seconds": 0.01}, by=UserFactory(), title="Ghi sổ"
    )
    for _ in range(10):
        before = kept()
        with nursery.worker():
            wait_until(lambda before=before: kept() > before)
            time.sleep(random.uniform(0, 0.03))  # noqa: S311 - any moment will do
    assert kept() < PARTS
    with nursery.worker():
        wait_until(all_done)
    job.refresh_from_db()
    assert (job.state, job.attempt, job.advanced) == ("done", 11, PARTS)
    assert effects() == [str(number) for number in range(PARTS)]
    assert Notice.objects.filter(url=job.get_absolute_url()).count() == 1


def test_two_workers_never_run_the_same_job(nursery):
    me = UserFactory()
    for number in range(30):
        services.enqueue("tests.book", params={"parts": 1}, by=me, title=f"Việc {number}")
    with nursery.worker(), nursery.worker():
        wait_until(all_done)
    assert effects() == ["0"] * 30
    assert set(Job.objects.values_list("attempt", flat=True)) == {1}


def test_a_worker_told_to_stop_hands_its_job_back(nursery):
    job = services.enqueue(
        "tests.book", params={"parts": 900, "seconds": 0.01}, by=UserFactory(), title="Ghi sổ"
    )
    with nursery.worker() as number:
        wait_until(lambda: kept() > 2)
        os.kill(number, signal.SIGTERM)
        wait_until(lambda: not psutil.pid_exists(number))
    job.refresh_from_db()
    assert (job.state, job.attempt, job.deaths) == ("queued", 2, 0)
    assert 2 < job.advanced == job.checkpoint["next"] == len(effects()) < 900


def test_a_running_job_is_stopped_and_leaves_no_half_effect(nursery):
    me = UserFactory()
    job = services.enqueue(
        "tests.book", params={"parts": 900, "seconds": 0.01}, by=me, title="Ghi sổ"
    )
    with nursery.worker():
        wait_until(lambda: kept() > 2)
        services.cancel(job=job, by=me)
        wait_until(lambda: Job.objects.filter(state="cancelled").exists())
    job.refresh_from_db()
    assert 2 < job.advanced == job.checkpoint["next"] == len(effects()) < 900


def test_a_worker_works_off_the_queue_and_takes_up_what_a_dead_one_left():
    me = UserFactory()
    job = services.enqueue("tests.book", params={"parts": 2}, by=me, title="Ghi sổ")
    living, dead = Life(), Life()
    claimed_by(living)
    make_round()
    assert Job.objects.get(pk=job.pk).attempt == 1
    claimed_by(dead)
    dead.end()
    make_round()
    living.end()
    assert Job.objects.get(pk=job.pk).attempt == 2
    work(until_empty=True)
    assert effects() == ["0", "1"]


def claimed_by(life):
    DBTaskResult.objects.update(status="RUNNING", worker_ids=[str(life.number)])


def test_a_worker_that_lost_its_sign_of_life_ends(monkeypatch):
    monkeypatch.setattr(worker, "Life", Lost)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    with pytest.raises(CommandError, match="database was lost"):
        call_command("work", until_empty=True)


class Lost(Life):
    """A sign of life whose connection the database has closed."""

    def prove(self):
        self._connection.connection.close()
        super().prove()
