"""Doing one thing to many schemes at once, and taking it back."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core.findings import Refusal, refuse
from khuyencong.core.service import Change, change_all, put_back, service
from khuyencong.schemes import events
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.queries.many import held_from_assigning
from khuyencong.schemes.services.amending import remove_from_batch
from khuyencong.schemes.services.batches import named, plan_schemes

STALE = "Có đề án vừa thay đổi, không còn làm được việc này."
UNDO = "hoàn tác việc vừa làm hàng loạt"


@service("schemes.assign_many")
def assign_many(
    rows: Sequence[int], *, officer: User, by: User, on: dt.date, reason: str = ""
) -> list[Change]:
    """Name the officer who answers for many schemes; all of them or none."""
    schemes = _locked(rows)
    if held_from_assigning(schemes, officer=officer, by=by, on=on):
        raise refuse("schemes.stale", STALE, cure="Xem lại danh sách rồi làm lần nữa.")
    changes = change_all(schemes, officer_id=officer.pk)
    _record(events.ASSIGNED_MANY, changes, by, on, reason, officer=officer.full_name)
    return changes


@service("schemes.unassign_many")
def unassign_many(rows: Sequence[Change], *, by: User, on: dt.date) -> dict[int, str]:
    """Give many schemes back to who answered for them, but those assigned anew meanwhile."""
    touched = put_back(Scheme.objects.all(), rows)
    _record(events.ASSIGNED_MANY_UNDONE, [c for c in rows if c.pk not in touched], by, on)
    return dict.fromkeys(touched, "đã giao cho người khác sau đó")


@service("schemes.plan_many")
def plan_many(rows: Sequence[int], *, batch: PlanBatch, by: User, on: dt.date) -> list[Change]:
    """Put many appraised schemes into an open batch; all of them or none."""
    steps = plan_schemes(schemes=list(_locked(rows)), batch=batch, by=by, on=on)
    changes = [
        Change(step.scheme_id, {"state": step.from_state}, {"batch_id": batch.pk}) for step in steps
    ]
    _record(events.PLANNED_MANY, changes, by, on, batch=named(batch))
    return changes


@service("schemes.unplan_many")
def unplan_many(rows: Sequence[Change], *, by: User, on: dt.date) -> dict[int, str]:
    """Take many schemes out of their batch again, but those that moved on meanwhile."""
    batches = {change.pk: change.after["batch_id"] for change in rows}
    left: dict[int, str] = {}
    for scheme in Scheme.objects.filter(pk__in=batches).order_by("pk"):
        if scheme.batch_id != batches[scheme.pk]:
            left[scheme.pk] = "không còn ở đợt đó"
            continue
        try:
            remove_from_batch(scheme=scheme, reason=UNDO, by=by, on=on)
        except Refusal as refusal:
            left[scheme.pk] = refusal.findings[0].message
    _record(events.PLANNED_MANY_UNDONE, [c for c in rows if c.pk not in left], by, on)
    return left


def _locked(keys: Sequence[int]) -> Any:
    """Return the schemes, locked in one order until the transaction ends."""
    schemes = Scheme.objects.filter(pk__in=keys)
    list(schemes.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    return schemes


def _record(
    kind: EventKind,
    changes: Sequence[Change],
    by: User,
    on: dt.date,
    reason: str = "",
    **words: Any,
) -> None:
    """Write one event for all of them; the digest proves which ones they were."""
    schemes = Scheme.objects.filter(pk__in=[change.pk for change in changes]).order_by("pk")
    names = "\n".join(schemes.values_list("public_id", flat=True))
    first = schemes.select_related("organisation__area").first()
    record(
        kind,
        by=by,
        organisation=first.organisation if first else None,
        on=on,
        reason=reason,
        after={"count": len(changes), "sha256": hashlib.sha256(names.encode()).hexdigest()},
        count=len(changes),
        **words,
    )
