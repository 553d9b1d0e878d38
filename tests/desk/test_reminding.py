"""Deadlines that come close are told once at each stage, in one notice a person."""

import datetime as dt

import pytest

from khuyencong.core.clock import frozen_on
from khuyencong.desk.registry import Task, TaskProvider
from khuyencong.desk.services import remind
from khuyencong.jobs import services
from khuyencong.jobs.models import Notice
from tests.accounts.factories import AssignmentFactory
from tests.jobs.factories import run_jobs

TODAY = dt.date(2026, 3, 4)


def task(days, subject="DA-66-2026-0001"):
    due_on = TODAY + dt.timedelta(days=days) if days is not None else None
    return Task(title="Thẩm định đề án", subject=subject, url="/", due_on=due_on)


@pytest.fixture
def waiting(tasks):
    """Let these tasks wait for everybody."""
    found = []
    tasks.register(TaskProvider("tests", lambda user, on: found))
    return found


@pytest.mark.parametrize("days", [None, 30, 4, 2, 1, -2, -30])
def test_between_the_stages_nobody_is_told(user, waiting, days):
    waiting.append(task(days))
    remind(user, TODAY)
    assert not Notice.objects.exists()


def test_one_notice_tells_of_all_that_comes_close(user, waiting):
    waiting += [task(0), task(3, "DA-66-2026-0002"), task(0, "DA-66-2026-0003"), task(-1), task(9)]
    remind(user, TODAY)
    notice = Notice.objects.get()
    assert notice.text == (
        "Việc của bạn: 1 việc còn 3 ngày, 2 việc đến hạn hôm nay, 1 việc quá hạn từ hôm qua."
    )
    assert notice.url == "/"
    assert "- Thẩm định đề án: DA-66-2026-0002 (còn 3 ngày)" in notice.copy_text
    assert "tính đến 04/03/2026" in notice.copy_text
    assert len(notice.copy_text.splitlines()) == 5


def test_the_morning_job_tells_those_who_hold_a_role(user, colleague, waiting):
    waiting.append(task(0))
    AssignmentFactory(user=user)
    with frozen_on(TODAY):
        services.enqueue("desk.remind", params={}, by=None, title="Nhắc")
        run_jobs()
    assert [n.recipient for n in Notice.objects.all()] == [user]
