"""Plan batches: put together, submitted, decided."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import Max, QuerySet

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.permissions import require_permission
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core.clock import ZONE, today
from khuyencong.core.dates import format_date
from khuyencong.core.findings import Refusal, refuse, require
from khuyencong.core.service import service
from khuyencong.schemes import events
from khuyencong.schemes.enums import BatchState, State
from khuyencong.schemes.models import PlanBatch, Scheme, Step
from khuyencong.schemes.permissions import PLAN, may_plan
from khuyencong.schemes.queries.facts import ceiling_of
from khuyencong.schemes.queries.parties import approver_of_batch
from khuyencong.schemes.rules.day import memo
from khuyencong.schemes.services.engine import (
    Entry,
    Ready,
    make_ready,
    prepare,
    require_clear,
    take_step,
)
from khuyencong.schemes.services.texts import clean_values


@service("schemes.open_batch")
def open_batch(
    *, organisation: Organisation, year: int, fund: str, by: User, on: dt.date
) -> PlanBatch:
    """Begin the next batch of a department's plan year."""
    require_permission(by, PLAN, organisation=organisation)
    if organisation.area is None:
        raise refuse("batch.no_province", "Cơ quan này không phụ trách một tỉnh.")
    before = PlanBatch.objects.filter(organisation=organisation, year=year, fund=fund)
    last = before.aggregate(last=Max("number"))["last"] or 0
    batch = PlanBatch.objects.create(
        organisation=organisation,
        province=organisation.area,
        year=year,
        fund=fund,
        number=last + 1,
    )
    _record(events.BATCH_OPENED, batch, by, on)
    return batch


@service("schemes.plan")
def add_to_batch(*, scheme: Scheme, batch: PlanBatch, by: User, on: dt.date) -> Step:
    """Put an appraised scheme into an open batch of its department, year and fund."""
    locked = _lock(batch.pk)
    _require_open(locked)
    entry = Entry(by=by, on=on)
    ready = make_ready(scheme, "plan", entry)
    ours = (locked.organisation_id, locked.year, locked.fund)
    if ours != (ready.scheme.department_id, ready.scheme.year, ready.scheme.fund):
        raise refuse(
            "batch.foreign",
            f"{locked} không cùng cơ quan, năm hoặc nguồn với đề án.",
            field="batch",
        )
    return take_step(ready, entry, changes={"batch_id": locked.pk}, batch=named(locked))


@service("schemes.plan_several")
def plan_schemes(
    *, schemes: Sequence[Scheme], batch: PlanBatch | None, by: User, on: dt.date
) -> list[Step]:
    """Put schemes into an open batch, all or none; without one, into the next batch of their year."""
    first = schemes[0]
    if batch is None and first.department and first.year:
        department, fund = first.department, first.fund
        batch = open_batch(organisation=department, year=first.year, fund=fund, by=by, on=on)
    if batch is None:
        raise refuse("batch.no_year", "Đề án chưa có cơ quan thẩm định hoặc năm kế hoạch.")
    return [add_to_batch(scheme=scheme, batch=batch, by=by, on=on) for scheme in schemes]


@service("schemes.submit_batch")
def submit_batch(*, batch: PlanBatch, memo_no: str, by: User, on: dt.date) -> PlanBatch:
    """Submit a batch to its approver with the memo; from then on it holds still."""
    locked = _lock(batch.pk)
    _require_plan(locked, by)
    _require_open(locked)
    schemes = list(_planned(locked))
    if not schemes:
        raise refuse("batch.empty", f"{locked} chưa có đề án nào để trình.")
    steps = Step.objects.filter(scheme__in=schemes, taken_back_at=None)
    latest = steps.aggregate(latest=Max("on"))["latest"]
    number = clean_values({"memo_no": memo_no}, PlanBatch)["memo_no"]
    require(memo(number, on=on, today=today(), latest=latest))
    approver = approver_of_batch(locked, on)
    if approver is None:
        raise refuse(
            "schemes.no_approver",
            f"Chưa biết cơ quan phê duyệt của {locked.province} vào ngày {format_date(on)}.",
            cure="Nhập trình tự của tỉnh tại Định mức rồi làm lại.",
        )
    locked.state, locked.memo_no, locked.memo_on = BatchState.SUBMITTED, number, on
    locked.save()
    _hand_to(schemes, approver, on)
    paper = f" theo tờ trình số {locked.memo_no} ngày {format_date(on)}"
    _record(events.BATCH_SUBMITTED, locked, by, on, paper=paper)
    return locked


@service("schemes.take_back_batch")
def take_back_batch(*, batch: PlanBatch, reason: str, by: User, on: dt.date) -> PlanBatch:
    """Take a wrongly entered memo back while nothing of the batch was decided."""
    locked = _lock(batch.pk)
    _require_plan(locked, by)
    schemes = list(_planned(locked))
    is_touched = locked.schemes.count() != len(schemes) or not schemes
    if locked.state != BatchState.SUBMITTED or is_touched or not reason.strip():
        raise refuse(
            "batch.decided",
            "Chỉ rút lại tờ trình khi đợt đã trình, chưa đề án nào được quyết định, và phải nêu lý do.",
            field="reason",
        )
    before = {"memo_no": locked.memo_no, "memo_on": str(locked.memo_on)}
    locked.state, locked.memo_no, locked.memo_on = BatchState.OPEN, "", None
    locked.save()
    _hand_to(schemes, locked.organisation, on)
    _record(events.BATCH_TAKEN_BACK, locked, by, on, before=before, reason=reason)
    return locked


@service("schemes.approve")
def approve_batch(
    *,
    batch: PlanBatch,
    decision_no: str,
    by: User,
    on: dt.date,
    schemes: Sequence[Scheme] | None = None,
) -> list[Step]:
    """Approve a submitted batch, or some schemes of it, by one decision; all of them or none.

    The law is that of the decision's day; the norm of that day is pinned to each scheme.
    """
    locked = _lock(batch.pk)
    wanted = sorted(schemes, key=lambda s: s.pk) if schemes is not None else list(_planned(locked))
    if not wanted:
        raise _nothing_left(locked)
    entry = Entry(by=by, on=on, paper_no=decision_no)
    readies = [prepare(scheme, "approve", entry) for scheme in wanted]
    if any(ready.scheme.batch_id != locked.pk for ready in readies):
        raise refuse("batch.foreign", f"Có đề án không thuộc {locked}.")
    require_clear(readies)
    steps = [_approve(ready, entry) for ready in readies]
    locked.decision_no, locked.decision_on = readies[0].act.paper_no, on
    locked.save()
    close_if_decided(locked)
    paper = f" theo quyết định số {locked.decision_no} ngày {format_date(on)}"
    _record(events.BATCH_APPROVED, locked, by, on, count=str(len(steps)), paper=paper)
    return steps


def locked_batch(pk: int | None) -> PlanBatch | None:
    """Return a scheme's batch, locked before the scheme itself: always in this order."""
    return _lock(pk) if pk else None


def close_if_decided(batch: PlanBatch | None) -> None:
    """Note that nothing of a submitted batch waits any more."""
    if batch and batch.state == BatchState.SUBMITTED and not _planned(batch).exists():
        batch.state = BatchState.DECIDED
        batch.save(update_fields=["state"])


def reopen(batch: PlanBatch) -> None:
    """Let a decided batch wait again for a scheme whose approval was taken back."""
    batch.state = BatchState.SUBMITTED
    if not batch.schemes.exclude(state=State.PLANNED).exists():
        batch.decision_no, batch.decision_on = "", None
    batch.save()


def _approve(ready: Ready, entry: Entry) -> Step:
    level = ceiling_of(ready.scheme, entry.on)
    pinned = {"decision_no": ready.act.paper_no, "norm_id": level.norm_id if level else None}
    return take_step(ready, entry, changes=pinned)


def _nothing_left(batch: PlanBatch) -> Refusal:
    done = Step.objects.filter(scheme__batch=batch, transition="approve", taken_back_at=None)
    step = done.select_related("by").order_by("at").last()
    if step is None:
        return refuse("batch.empty", f"{batch} không có đề án nào chờ phê duyệt.")
    moment = step.at.astimezone(ZONE)
    return refuse(
        "schemes.stale",
        f"{batch} đã được {step.by.full_name} phê duyệt lúc {moment:%H:%M} ngày"
        f" {format_date(moment.date())}.",
        cure="Tải lại trang để xem tình hình mới nhất.",
    )


def _lock(pk: int) -> PlanBatch:
    return (
        PlanBatch.objects.select_for_update(of=("self",))
        .select_related("organisation", "province")
        .get(pk=pk)
    )


def _planned(batch: PlanBatch) -> QuerySet[Scheme]:
    return batch.schemes.filter(state=State.PLANNED).order_by("pk")


def _require_open(batch: PlanBatch) -> None:
    if batch.state != BatchState.OPEN:
        raise refuse(
            "batch.not_open", f"{batch} đã trình theo tờ trình số {batch.memo_no}.", field="batch"
        )


def _require_plan(batch: PlanBatch, by: User) -> None:
    if not may_plan(by, batch):
        raise refuse("schemes.not_permitted", f"Đợt kế hoạch do {batch.organisation} lập.")


def _hand_to(schemes: list[Scheme], organisation: Organisation, on: dt.date) -> None:
    """Let an organisation hold the schemes of a batch."""
    Scheme.objects.filter(pk__in=[s.pk for s in schemes]).exclude(holder=organisation).update(
        holder=organisation, held_since=on
    )


def named(batch: PlanBatch) -> str:
    """Return the batch inside a sentence."""
    return f"đợt {batch.number}/{batch.year}"


def _record(
    kind: EventKind,
    batch: PlanBatch,
    by: User,
    on: dt.date,
    *,
    before: dict[str, str] | None = None,
    reason: str = "",
    **words: Any,
) -> None:
    record(
        kind,
        by=by,
        subject=batch,
        organisation=batch.organisation,
        on=on,
        before=before,
        reason=reason,
        **words,
    )
