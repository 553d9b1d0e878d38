"""Taking a wrong step or event back while nothing stands on it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.core.clock import now
from khuyencong.core.dates import format_date
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.establishments.services import withdraw_support
from khuyencong.schemes import events
from khuyencong.schemes.enums import BatchState, State
from khuyencong.schemes.models import PlanBatch, Scheme, SchemeEvent, Step
from khuyencong.schemes.queries.facts import live_steps, step_after
from khuyencong.schemes.queries.parties import may_act
from khuyencong.schemes.services.batches import locked_batch, named, reopen
from khuyencong.schemes.services.engine import apply_changes, lock
from khuyencong.schemes.services.ledger import reverse_money
from khuyencong.schemes.services.logging import not_permitted, record_act
from khuyencong.schemes.services.taking_over import MEMO


@service("schemes.take_back")
def take_back(*, step: Step, reason: str, by: User, on: dt.date) -> Step:
    """Undo the latest step: state, fields and money as before; the step stays as taken back."""
    batch = _batch_of(step)
    scheme = lock(step.scheme)
    known = _removable(scheme, step, reason, by)
    apply_changes(scheme, _restored(known.undo))
    scheme.save()
    opening = _opening(known)
    money = [*known.journals.all(), *(event.journal for event in opening if event.journal)]
    reverse_money(money, by=by, on=on, reason=reason)
    for event in opening:
        _mark(event, reason, by)
    if known.transition == "settle":
        withdraw_support(scheme_code=scheme.code, by=by, on=on, reason=reason)
    if batch and scheme.state == State.PLANNED and batch.state == BatchState.DECIDED:
        reopen(batch)
    _mark(known, reason, by)
    if known.transition == "plan" and batch:
        record_act(events.REMOVED_FROM_BATCH, scheme, by, on, reason, batch=named(batch))
    else:
        record_act(events.TAKEN_BACK, scheme, by, on, reason, step=known.label)
    return known


@service("schemes.remove_from_batch")
def remove_from_batch(*, scheme: Scheme, reason: str, by: User, on: dt.date) -> Step:
    """Take a scheme out of a batch that was not submitted yet."""
    step = live_steps(scheme).filter(transition="plan").order_by("seq").last()
    if step is None or scheme.state != State.PLANNED:
        raise refuse("batch.not_in", "Đề án không nằm trong đợt kế hoạch nào.")
    return take_back(step=step, reason=reason, by=by, on=on)


@service("schemes.take_back_event")
def take_back_event(*, event: SchemeEvent, reason: str, by: User, on: dt.date) -> SchemeEvent:
    """Undo a wrongly entered progress, advance or payment while no later step stands on it."""
    scheme = lock(event.scheme)
    known = SchemeEvent.objects.select_for_update(of=("self",)).get(pk=event.pk)
    later = step_after(scheme, known.step)
    if not may_act(by, known.action, scheme.organisation):
        raise not_permitted()
    _require_free(known, reason, f"bước “{later.label}”" if later else "")
    if known.journal:
        reverse_money([known.journal], by=by, on=on, reason=reason)
    _mark(known, reason, by)
    record_act(events.TAKEN_BACK, scheme, by, on, reason, step=known.label)
    return known


def _batch_of(step: Step) -> PlanBatch | None:
    """Return the batch the scheme is in or comes back to, locked before the scheme itself."""
    known = step.undo.get("batch_id") or step.scheme.batch_id
    return locked_batch(known)


def _removable(scheme: Scheme, step: Step, reason: str, by: User) -> Step:
    """Return the step as it stands, or say what stands on it."""
    known = scheme.steps.select_related("organisation").get(pk=step.pk)
    if not may_act(by, known.action, known.organisation):
        raise not_permitted()
    _require_free(known, reason, _standing_on(scheme, known))
    return known


def _standing_on(scheme: Scheme, step: Step) -> str:
    """Return what was done or issued on the ground of a step, "" if nothing."""
    later = step_after(scheme, step)
    if later:
        return f"bước “{later.label}”"
    opening = {event.pk for event in _opening(step)}
    live = scheme.events.filter(taken_back_at=None, step=step).exclude(pk__in=opening)
    if event := live.order_by("pk").first():
        return f"{event.label.lower()} ngày {format_date(event.on)}"
    issued = scheme.documents.filter(removed_at=None, step=step).exclude(paper_no="")
    paper = issued.exclude(paper_no=step.paper_no).order_by("pk").first()
    if paper:
        return f"văn bản số {paper.paper_no}"
    batch = scheme.batch
    if step.transition == "plan" and batch and batch.state != BatchState.OPEN:
        return f"tờ trình số {batch.memo_no}"
    return ""


def _opening(step: Step) -> list[SchemeEvent]:
    """Return the vouchers that came with the step when a scheme was taken over."""
    if step.transition != "take_over":
        return []
    found = SchemeEvent.objects.filter(step=step, taken_back_at=None, journal__memo=MEMO)
    return list(found.select_related("journal"))


def _require_free(happening: Step | SchemeEvent, reason: str, obstacle: str) -> None:
    """Refuse to take back what was taken back already, what something stands on, or without reason."""
    if not happening.is_live:
        raise refuse("schemes.taken_back", "Việc này đã được rút lại.")
    if obstacle:
        raise refuse(
            "schemes.stands",
            f"Không rút lại được vì đã có {obstacle} dựa trên việc này.",
            cure="Rút lại việc sau trước, theo thứ tự ngược.",
        )
    if not reason.strip():
        raise refuse("schemes.reason", "Nêu lý do rút lại.", field="reason")


def _restored(undo: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored values as their fields hold them (days come back as days)."""
    by_attname = {field.attname: field for field in Scheme._meta.concrete_fields}
    return {name: by_attname[name].to_python(value) for name, value in undo.items()}


def _mark(happening: Step | SchemeEvent, reason: str, by: User) -> None:
    happening.taken_back_at, happening.taken_back_by = now(), by
    happening.taken_back_reason = reason.strip()[:500]
    happening.save(update_fields=["taken_back_at", "taken_back_by", "taken_back_reason"])
