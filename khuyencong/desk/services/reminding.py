"""Telling people of deadlines: some days before, on the day, and once when it has passed."""

import datetime as dt
from collections.abc import Iterator

from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core.dates import format_date
from khuyencong.core.memory import remembering
from khuyencong.desk.queries import work_of
from khuyencong.desk.registry import Task
from khuyencong.jobs.services import notify

# How many days are left, and how that reads; on other days nobody is told again.
STAGES = {3: "còn 3 ngày", 0: "đến hạn hôm nay", -1: "quá hạn từ hôm qua"}


def remind(person: User, on: dt.date) -> None:
    """Tell `person` in one notice which of their tasks are at one of the STAGES on the day."""
    with remembering():
        work = work_of(person, on)
    by_stage = {
        words: [t for t in work if t.due_on and (t.due_on - on).days == left]
        for left, words in STAGES.items()
    }
    if any(by_stage.values()):
        counts = [f"{len(tasks)} việc {words}" for words, tasks in by_stage.items() if tasks]
        notify(
            to=person,
            kind="desk.deadlines",
            text=f"Việc của bạn: {', '.join(counts)}.",
            url=reverse("desk:my_work"),
            copy_text="\n".join(_lines(by_stage, on)),
        )


def _lines(by_stage: dict[str, list[Task]], on: dt.date) -> Iterator[str]:
    yield f"Việc đến hạn, tính đến {format_date(on)}:"
    for words, tasks in by_stage.items():
        yield from (f"- {task.title}: {task.subject} ({words})" for task in tasks)
