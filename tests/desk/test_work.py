"""My work: what, for whom, by when, why, in three parts by urgency."""

import datetime as dt

import pytest

from khuyencong.core.clock import frozen_on
from khuyencong.desk.queries import work_of
from khuyencong.desk.registry import Task, TaskProvider
from khuyencong.desk.templatetags.desk import due_words

WEDNESDAY = dt.date(2026, 11, 18)


def task(due_on, subject="Đề án sấy mắc ca"):
    return Task(
        title="Thẩm định",
        subject=subject,
        url="/de-an/x/",
        due_on=due_on,
        why="Đủ hồ sơ từ 10/11",
        citation="Điều 9",
        action="Mở hồ sơ",
        group="Đề án",
    )


@pytest.mark.parametrize(
    ("due_on", "part"),
    [
        (dt.date(2026, 11, 17), "late"),
        (dt.date(2026, 11, 18), "this_week"),
        (dt.date(2026, 11, 22), "this_week"),
        (dt.date(2026, 11, 23), "later"),
        (None, "this_week"),
    ],
)
def test_tasks_stand_by_urgency(tasks, user, due_on, part):
    tasks.register(TaskProvider("schemes", lambda user, on: [task(due_on)]))
    assert len(getattr(work_of(user, WEDNESDAY), part)) == 1


def test_each_part_is_in_order_of_its_deadlines_undated_last(tasks, user):
    days = [None, dt.date(2026, 11, 20), dt.date(2026, 11, 19)]
    tasks.register(TaskProvider("a", lambda user, on: [task(day) for day in days]))
    assert [t.due_on for t in work_of(user, WEDNESDAY).this_week] == [*reversed(days[1:]), None]


def test_tasks_of_several_packages_come_together(tasks, user):
    tasks.register(TaskProvider("a", lambda user, on: [task(None)]))
    tasks.register(TaskProvider("b", lambda user, on: [task(WEDNESDAY)]))
    assert len(work_of(user, WEDNESDAY)) == 2


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (dt.date(2026, 11, 9), "trễ 9 ngày · 09/11/2026"),
        (WEDNESDAY, "hạn hôm nay · 18/11/2026"),
        (dt.date(2026, 11, 19), "hạn ngày mai · 19/11/2026"),
        (dt.date(2026, 11, 21), "còn 3 ngày · 21/11/2026"),
        (None, "chưa ghi hạn"),
    ],
)
def test_deadlines_are_said_as_people_do(due_on, words):
    assert due_words(task(due_on), WEDNESDAY) == words


def test_card_tells_what_for_whom_why_and_by_which_article(tasks, browser):
    tasks.register(TaskProvider("a", lambda user, on: [task(dt.date(2026, 11, 9))]))
    with frozen_on(WEDNESDAY):
        page = browser.get("/").content.decode()
    for words in ("Thẩm định", "Đề án sấy mắc ca", "Đủ hồ sơ từ 10/11", "(Điều 9)", "Mở hồ sơ"):
        assert words in page
    assert "Không có việc nào trễ." not in page
    assert "Chưa có việc cho những tuần sau." in page


def test_empty_desk_teaches_what_will_come(tasks, browser):
    assert "Hôm nay chưa có việc nào chờ bạn" in browser.get("/").content.decode()


@pytest.mark.parametrize(("days", "shown"), [([-1, -2, 3], "2"), ([3], "")])
def test_mark_in_the_rail_counts_late_tasks(tasks, browser, days, shown):
    found = [task(WEDNESDAY + dt.timedelta(days=number)) for number in days]
    tasks.register(TaskProvider("a", lambda user, on: found))
    with frozen_on(WEDNESDAY):
        response = browser.get("/viec-cua-toi/so-viec-tre/")
    assert response.content.decode() == shown
    assert "private" in response["Cache-Control"]
