"""Schedules run once a slot; what was missed is caught up once; what is old goes."""

import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from khuyencong.core import clock
from khuyencong.core.clock import ZONE, frozen_on
from khuyencong.core.registry import Registry
from khuyencong.jobs import services
from khuyencong.jobs.models import Job, Mail, Notice, ScheduleSlot
from khuyencong.jobs.registry import Daily, Every, Schedule
from khuyencong.jobs.services import schedule as scheduling
from tests.accounts.factories import UserFactory
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 3, 2)


@pytest.fixture
def schedules(monkeypatch):
    registry = Registry(lambda schedule: schedule.kind)
    monkeypatch.setattr(scheduling, "SCHEDULES", registry)
    return registry


def due_on(day):
    with frozen_on(day):
        services.enqueue_due()
    return run_jobs()


def test_a_daily_schedule_runs_once_a_day(schedules):
    schedules.register(Schedule("tests.nothing", "Dọn", Daily(dt.time(8))))
    assert [due_on(MONDAY), due_on(MONDAY)] == [1, 0]
    assert due_on(MONDAY + dt.timedelta(days=1)) == 1


def test_missed_days_are_caught_up_once(schedules):
    schedules.register(Schedule("tests.nothing", "Dọn", Daily(dt.time(8))))
    due_on(MONDAY)
    assert due_on(MONDAY + dt.timedelta(days=9)) == 1


def test_a_schedule_whose_job_is_not_done_yet_waits_for_it(schedules):
    schedules.register(Schedule("tests.nothing", "Dọn", Every(10)))
    services.enqueue("tests.nothing", params={}, by=None, title="Dọn")
    services.enqueue_due()
    assert Job.objects.count() == 1
    assert not ScheduleSlot.objects.exists()


def test_a_schedule_that_is_not_needed_waits(schedules):
    schedules.register(Schedule("tests.nothing", "Dọn", Every(10), lambda: False))
    services.enqueue_due()
    assert not Job.objects.exists()


def test_a_slot_taken_by_another_worker_is_not_run_again(schedules, monkeypatch):
    schedules.register(Schedule("tests.nothing", "Dọn", Daily(dt.time(8))))
    with frozen_on(MONDAY):
        due_at = Daily(dt.time(8)).latest(clock.now())
    slots = ScheduleSlot.objects
    monkeypatch.setattr(Daily, "latest", lambda self, now: taken_meanwhile(slots, due_at))
    assert due_on(MONDAY) == 0


def taken_meanwhile(slots, due_at):
    slots.get_or_create(schedule="tests.nothing", due_at=due_at)
    return due_at


@pytest.mark.parametrize(
    ("when", "now", "due"),
    [
        (Daily(dt.time(7)), "2026-03-02T07:00", "2026-03-02T07:00"),
        (Daily(dt.time(7)), "2026-03-02T06:59", "2026-03-01T07:00"),
        (Every(10), "2026-03-02T07:19", "2026-03-02T07:10"),
        (Every(60), "2026-03-02T07:00", "2026-03-02T07:00"),
    ],
)
def test_when_a_schedule_was_last_due(when, now, due):
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=ZONE)
    assert when.latest(moment) == dt.datetime.fromisoformat(due).replace(tzinfo=ZONE)


def made_old():
    """Put everything that stands in the database 200 days back."""
    then = clock.now() - dt.timedelta(days=200)
    DBTaskResult.objects.update(finished_at=then)
    Job.objects.filter(finished_at__isnull=False).update(finished_at=then)
    ScheduleSlot.objects.update(due_at=then)
    Mail.objects.update(state="sent", sent_at=then)
    Notice.objects.update(read_at=then)


def test_what_is_old_goes_and_the_jobs_of_people_stay(results):
    me = UserFactory()
    job = services.enqueue("tests.count", params={"to": 2}, by=me, title="Đếm")
    services.enqueue("tests.count", params={"to": 2}, by=None, title="Đếm của hệ thống")
    ScheduleSlot.objects.create(schedule="x", due_at=clock.now())
    Mail.objects.create(recipients=[], subject="x", body="x", written_at=clock.now())
    run_jobs()
    made_old()
    open_job = services.enqueue("tests.count", params={"to": 1}, by=me, title="Đếm")
    (results / f"{open_job.public_id}.1.part").touch()
    (results / f"{job.public_id}.1.part").touch()
    assert services.sweep() == 2
    assert [path.name for path in results.iterdir()] == [f"{open_job.public_id}.1.part"]
    assert set(Job.objects.all()) == {job, open_job}
    job.refresh_from_db()
    assert (job.file_name, job.has_file) == ("so.txt", False)
    assert [m for m in (ScheduleSlot, Mail, Notice) if m.objects.exists()] == []


def test_what_is_fresh_stays(results):
    job = services.enqueue("tests.count", params={"to": 2}, by=UserFactory(), title="Đếm")
    sweeping = services.enqueue("jobs.sweep", params={}, by=None, title="Dọn")
    run_jobs()
    sweeping.refresh_from_db()
    assert sweeping.outcome == "Đã xóa 0 tệp kết quả cũ."
    assert (results / job.public_id).exists()
    assert Notice.objects.exists()
