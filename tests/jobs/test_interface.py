"""A job asked for, run, seen."""

import pytest

from khuyencong.jobs import services
from khuyencong.jobs.models import Notice
from khuyencong.jobs.registry import JOBS, Outcome, job
from tests.accounts.factories import UserFactory
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db

if "tests.count" not in JOBS:

    @job("tests.count", label="Đếm")
    def count(run, *, to):
        run.total(to)
        with run.file("so.txt") as file:
            for _ in range(to):
                file.write(b"x")
                run.advance()
        return Outcome(f"Đã đếm đến {to}.")


def test_a_job_runs_and_tells(client_of):
    me = UserFactory()
    job_ = services.enqueue("tests.count", params={"to": 3}, by=me, title="Đếm thử")
    assert run_jobs() == 1
    job_.refresh_from_db()
    assert (job_.state, job_.percent, job_.outcome) == ("done", 100, "Đã đếm đến 3.")
    assert Notice.objects.get().recipient == me
    client = client_of(me)
    assert "Đã đếm đến 3." in client.get(job_.get_absolute_url()).content.decode()
    assert client.get("/cong-viec-nen/").status_code == 200
    answer = client.get(f"{job_.get_absolute_url()}tep/")
    assert b"".join(answer.streaming_content) == b"xxx"
    assert client_of(UserFactory()).get(job_.get_absolute_url()).status_code == 404


def test_a_waiting_job_is_stopped_and_tried_again():
    me = UserFactory()
    job_ = services.enqueue("tests.count", params={"to": 3}, by=me, title="Đếm thử")
    assert services.cancel(job=job_, by=me).state == "cancelled"
    assert run_jobs() == 1
    assert services.retry(job=job_, by=me).state == "queued"
    assert run_jobs() == 1
    job_.refresh_from_db()
    assert job_.state == "done"
