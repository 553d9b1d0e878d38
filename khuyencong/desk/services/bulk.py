"""Doing one thing to many rows at once, and taking it back."""

import dataclasses
import datetime as dt

from django.http import QueryDict

from khuyencong.accounts.models import User
from khuyencong.core import clock
from khuyencong.core.clock import ZONE
from khuyencong.core.findings import refuse
from khuyencong.core.service import Change, service
from khuyencong.desk.models import BulkRun
from khuyencong.desk.queries import action_of, asked_of, sort_out
from khuyencong.jobs.models import Job
from khuyencong.jobs.services import enqueue

AT_ONCE = 200  # rows; more of them are changed by a job


@service("desk.start_bulk")
def start_bulk(
    *, list_code: str, action: str, query: str, given: str, digest: str, by: User, on: dt.date
) -> BulkRun | Job:
    """Do a bulk action to the rows that were shown under `digest`; a job does it to many.

    `given` is what was typed, as an address writes it.
    """
    asked = asked_of(by, list_code, query)
    run = BulkRun.objects.create(
        list_code=list_code,
        action=action,
        title=f"{action_of(asked, action).label}: {asked.sentence or asked.definition.title}"[:300],
        query=query,
        given=given,
        digest=digest,
        by=by,
        asked_at=clock.now(),
    )
    if not asked.is_longer_than(AT_ONCE):
        return act_on_many(run=run, by=by, on=on)
    return enqueue("desk.bulk", params={"public_id": run.public_id}, by=by, title=run.title)


@service("desk.act_on_many")
def act_on_many(*, run: BulkRun, by: User, on: dt.date) -> BulkRun:
    """Do what was asked for in one transaction, once, to exactly the rows that were shown."""
    locked = BulkRun.objects.select_for_update().get(pk=run.pk)
    if locked.done_at:
        return locked
    found = sort_out(
        asked_of(by, locked.list_code, locked.query), locked.action, QueryDict(locked.given), on
    )
    if found.digest != locked.digest or not found.ready:
        raise refuse(
            "desk.set_stale",
            "Danh sách hoặc điều đã nhập khác với lúc xem trước, nên chưa làm gì.",
            cure="Xem lại rồi xác nhận lần nữa.",
        )
    changes = found.action.act(found.ready, **found.form.given, by=by, on=on)
    locked.changes = [dataclasses.asdict(change) for change in changes]
    locked.done_at = clock.now()
    locked.save()
    return locked


@service("desk.start_undo")
def start_undo(*, run: BulkRun, by: User, on: dt.date) -> BulkRun | Job:
    """Take a bulk action back within its window; of many rows by a job."""
    locked = BulkRun.objects.select_for_update().get(pk=run.pk)
    if locked.by_id != by.pk or locked.undo_until is None or locked.undone_at:
        raise refuse("desk.no_undo", "Chỉ người đã làm mới hoàn tác được, và chỉ một lần.")
    if clock.now() > locked.undo_until:
        raise refuse(
            "desk.undo_late",
            f"Đã quá {locked.undo_until.astimezone(ZONE):%H:%M}, không còn hoàn tác được nữa.",
            cure="Sửa từng hồ sơ, hoặc làm hàng loạt lần nữa với giá trị cũ.",
        )
    if locked.count <= AT_ONCE:
        return undo_many(run=locked, by=by, on=on)
    title = f"Hoàn tác: {locked.title}"[:200]
    return enqueue("desk.undo", params={"public_id": locked.public_id}, by=by, title=title)


@service("desk.undo_many")
def undo_many(*, run: BulkRun, by: User, on: dt.date) -> BulkRun:
    """Put every row back that nobody changed since; say which ones stay and why."""
    locked = BulkRun.objects.select_for_update().get(pk=run.pk)
    if locked.undone_at:
        return locked
    asked = asked_of(by, locked.list_code, locked.query)
    changes = [Change(**change) for change in locked.changes]
    left = action_of(asked, locked.action).undo(changes, by=by, on=on)
    names = {row.pk: str(row) for row in asked.everything.filter(pk__in=left)}
    locked.left = [{"text": names.get(pk, "—"), "why": why} for pk, why in left.items()]
    locked.undone_at = clock.now()
    locked.save()
    return locked
