"""Work that takes its time: files of whole lists, the reminders of the morning."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from khuyencong.accounts.queries import people_at_work
from khuyencong.core.clock import today
from khuyencong.core.money import format_number
from khuyencong.desk.models import BulkRun
from khuyencong.desk.queries import asked_of
from khuyencong.desk.services import act_on_many, remind, undo_many
from khuyencong.jobs.registry import SCHEDULES, Daily, Outcome, Run, Schedule, job
from khuyencong.ui.export import Rows, file_name, write_file

ROWS_PER_PART = 500


@job("desk.export", label="Xuất danh sách")
def export(run: Run, *, list_code: str, query: str, file_format: str) -> Outcome:
    """Write the whole filtered set of a list into the result file."""
    asked = asked_of(run.by, list_code, query)
    run.total(asked.count())
    file = run.file(file_name(asked, file_format))
    count = write_file(asked, file_format, file, lambda rows: _watched(run, rows))
    return Outcome(f"Tệp có {format_number(count)} dòng.")


@job("desk.remind", label="Nhắc việc sắp đến hạn")
def remind_people(run: Run) -> Outcome:
    """Tell each person whose deadlines come close, the ones told before a restart left out."""
    people = people_at_work(today())
    run.total(people.count())
    for person in people.filter(pk__gt=run.checkpoint.get("told", 0)):
        with run.step() as checkpoint:
            remind(person, today())
            checkpoint["told"] = person.pk
            run.advance()
    return Outcome("Đã nhắc xong.")


SCHEDULES.register(Schedule("desk.remind", "Nhắc việc sắp đến hạn", Daily(dt.time(6, 30))))


def _watched(run: Run, rows: Rows) -> Iterator[tuple[Any, ...]]:
    for number, row in enumerate(rows, start=1):
        yield row
        if number % ROWS_PER_PART == 0:
            run.advance(ROWS_PER_PART, f"Đã ghi {format_number(number)} dòng")


@job("desk.bulk", label="Làm hàng loạt")
def act(run: Run, *, public_id: str) -> Outcome:
    """Do a bulk action in one transaction; a second attempt finds it done."""
    asked = BulkRun.objects.select_related("by").get(public_id=public_id)
    done = act_on_many(run=asked, by=asked.by, on=today())
    return Outcome(f"Đã làm cho {format_number(done.count)} dòng.", done.get_absolute_url())


@job("desk.undo", label="Hoàn tác việc làm hàng loạt")
def undo(run: Run, *, public_id: str) -> Outcome:
    """Take a bulk action back in one transaction."""
    asked = BulkRun.objects.select_related("by").get(public_id=public_id)
    done = undo_many(run=asked, by=asked.by, on=today())
    count = format_number(done.count - len(done.left))
    return Outcome(f"Đã hoàn tác {count} dòng.", done.get_absolute_url())
