"""A job asked for, run, stopped, failed, tried again."""

from contextlib import suppress

import pytest
from django.db import OperationalError, connection, transaction

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.jobs import services
from khuyencong.jobs.models import Job, Notice
from khuyencong.jobs.run import STOPPING, Run, Superseded
from khuyencong.jobs.services.execution import MOST_DEATHS, deliver
from tests.accounts.factories import UserFactory
from tests.jobs.factories import run_jobs
from tests.jobs.kinds import effects

pytestmark = pytest.mark.django_db


@pytest.fixture
def me():
    return UserFactory()


def asked(kind, by, **params):
    return services.enqueue(f"tests.{kind}", params=params, by=by, title="Việc thử")


def ran(kind, by, **params):
    job = asked(kind, by, **params)
    run_jobs()
    job.refresh_from_db()
    return job


def test_a_job_runs_and_tells_whoever_asked(me, results):
    job = ran("count", me, to=3)
    assert (job.state, job.percent, job.outcome) == ("done", 100, "Đã đếm đến 3.")
    assert (job.file_name, job.file_size, job.note) == ("so.txt", 3, "")
    notice = Notice.objects.get()
    assert (notice.recipient, notice.kind, notice.url) == (me, "jobs.done", job.get_absolute_url())
    assert [path.name for path in results.iterdir()] == [job.public_id]


def test_a_job_of_the_system_tells_nobody():
    assert ran("count", None, to=1).state == "done"
    assert not Notice.objects.exists()


def test_a_job_wanted_in_a_transaction_that_failed_was_never_asked_for(me):
    with suppress(ZeroDivisionError), transaction.atomic():
        asked("book", me, parts=1)
        raise ZeroDivisionError
    assert run_jobs() == 0
    assert not Job.objects.exists()


def test_an_ended_job_cannot_be_stopped(me):
    with pytest.raises(Refusal):
        services.cancel(job=ran("count", me, to=1), by=me)
    assert not Event.objects.filter(kind="jobs.cancelled").exists()


def test_a_waiting_job_is_stopped_at_once_and_may_be_tried_again(me):
    job = asked("book", me, parts=2)
    assert services.cancel(job=job, by=me).state == "cancelled"
    assert run_jobs() == 1  # its ticket is void
    assert effects() == []
    assert services.retry(job=job, by=me).state == "queued"
    run_jobs()
    assert effects() == ["0", "1"]
    kinds = Event.objects.filter(subject_id=job.public_id).order_by("pk")
    assert [e.kind for e in kinds] == ["jobs.cancelled", "jobs.retried"]


def test_a_running_job_stops_at_the_end_of_its_part(me):
    job = asked("book", me, parts=3)
    Job.objects.update(state="running")
    asked_to = services.cancel(job=job, by=me)
    assert asked_to.state == "running"
    assert asked_to.cancel_asked_at == services.cancel(job=job, by=me).cancel_asked_at
    Job.objects.update(state="queued")
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.outcome) == ("cancelled", "Đã dừng theo yêu cầu.")
    assert effects() == []


def test_a_job_that_catches_every_error_is_stopped_all_the_same(me):
    assert ran("catch", me).state == "cancelled"
    assert effects() == []


def test_a_failed_job_says_so_in_words_and_keeps_the_trace(me):
    job = ran("break", me)
    assert job.state == "failed"
    assert job.public_id in job.outcome
    assert "ZeroDivisionError" in job.trace
    assert "ZeroDivisionError" not in job.outcome
    assert effects() == []


def test_a_refusal_is_told_as_it_stands(me):
    job = ran("refuse", me)
    assert (job.state, job.trace) == ("failed", "")
    assert job.outcome == "Danh sách trống. Hãy bỏ bớt điều kiện lọc."
    assert Notice.objects.get().text == f"Việc thử: chưa làm được. {job.outcome}"


def test_only_what_failed_or_was_stopped_is_tried_again(me):
    for job in (asked("count", me, to=1), ran("count", me, to=1)):
        with pytest.raises(Refusal):
            services.retry(job=job, by=me)


def test_an_attempt_that_was_overtaken_commits_nothing(me):
    job = asked("book", me, parts=1)
    run = Run(job)
    Job.objects.update(attempt=2)
    with pytest.raises(Superseded), run.step():
        services.notify(to=me, kind="jobs.done", text="muộn")
    deliver.call(job.pk, 1)
    assert effects() == []


def test_a_job_that_keeps_killing_its_workers_is_given_up(me):
    job = asked("book", me, parts=1)
    for attempt in range(1, MOST_DEATHS + 1):
        Job.objects.update(state="running")
        services.take_up_again(job.pk, attempt)
    services.take_up_again(job.pk, MOST_DEATHS)  # an ended job stays as it is
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("failed", MOST_DEATHS)
    assert "đứt quãng" in job.outcome
    assert run_jobs() == MOST_DEATHS
    assert effects() == []


def test_a_job_whose_worker_is_told_to_end_goes_back_into_the_queue(me, monkeypatch):
    job = asked("book", me, parts=2)
    STOPPING.set()
    monkeypatch.setattr("khuyencong.jobs.services.execution.issue_ticket", lambda job: None)
    try:
        run_jobs()
    finally:
        STOPPING.clear()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("queued", 2)
    assert effects() == []


def test_a_job_that_lost_the_database_is_left_to_the_next_worker(me, monkeypatch):
    job = asked("lose", me)
    monkeypatch.setattr(connection, "is_usable", lambda: False)
    with pytest.raises(OperationalError):
        run_jobs()
    job.refresh_from_db()
    assert job.state == "running"


def test_a_database_error_with_a_living_connection_is_a_failure(me):
    assert ran("lose", me).state == "failed"


def test_a_result_left_open_is_closed_and_one_of_a_failed_job_is_dropped(me, results):
    job = ran("open", me, fails=False)
    assert (job.state, job.file_size) == ("done", 4)
    failed = ran("open", me, fails=True)
    assert (failed.state, failed.has_file) == ("failed", False)
    assert [path.name for path in results.iterdir()] == [job.public_id]
