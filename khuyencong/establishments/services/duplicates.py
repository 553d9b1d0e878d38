"""What people decide about two records that may be one: not the same, one, or two after all."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core.clock import now
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.establishments import events
from khuyencong.establishments.enums import Verdict
from khuyencong.establishments.models.pairs import Pair
from khuyencong.establishments.services.guards import require_edit
from khuyencong.establishments.services.merging import FIELDS, absorb, locked, restore

DECIDED = ("verdict", "reason", "decided_by", "decided_at", "undo")


@service("establishments.tell_apart")
def tell_apart(*, pair: Pair, reason: str, by: User | None, on: dt.date) -> Pair:
    """Keep that two records are not one: the pair is not shown again."""
    current, first, second = _opened(pair, by)
    _decide(current, Verdict.DIFFERENT, by=by, reason=reason)
    for subject, other in ((first, second), (second, first)):
        _record(events.TOLD_APART, subject, other, by=by, on=on, reason=reason)
    return current


@service("establishments.merge")
def merge(
    *, pair: Pair, survivor: Any, taken: Collection[str], by: User | None, on: dt.date
) -> Pair:
    """Make one record of two: `survivor` stays, with the values `taken` from the other one."""
    current, first, second = _opened(pair, by)
    kept, gone = (first, second) if survivor.pk == first.pk else (second, first)
    chosen = [name for name in FIELDS[type(kept)] if name in taken]
    undo = absorb(kept, gone, chosen)
    _decide(current, Verdict.MERGED, by=by, undo=undo)
    words = {"by": by, "on": on, "before": undo["before"], "after": undo["after"]}
    _record(events.MERGED, kept, gone, **words)
    _record(events.ABSORBED, gone, kept, by=by, on=on)
    return current


@service("establishments.unmerge")
def unmerge(*, pair: Pair, reason: str, by: User | None, on: dt.date) -> tuple[Pair, list[str]]:
    """Make two records again of a merged one; return also the fields changed since, which stay."""
    current = type(pair)._default_manager.select_for_update(of=("self",)).get(pk=pair.pk)
    if current.verdict != Verdict.MERGED:
        raise refuse("establishments.not_merged", "Cặp này hiện không gộp; có thể đã được gỡ.")
    for side in current.records:
        require_edit(by, side.province)
    undo, model = current.undo, type(current.records[0])
    kept = restore(undo, model)
    _decide(current, Verdict.OPEN, by=by, reason=reason)
    survivor, absorbed = locked(model, undo["survivor"], undo["absorbed"])
    for subject, other in ((survivor, absorbed), (absorbed, survivor)):
        _record(events.UNMERGED, subject, other, by=by, on=on, reason=reason)
    return current, kept


def _opened(pair: Pair, by: User | None) -> tuple[Any, Any, Any]:
    """Return the pair and its records, locked, that the person may decide about."""
    current: Any = type(pair)._default_manager.select_for_update(of=("self",)).get(pk=pair.pk)
    model = type(current.first)
    first, second = locked(model, current.first_id, current.second_id)
    for side in (first, second):
        require_edit(by, side.province)
        if side.merged_into_id:
            raise refuse(
                "establishments.already_merged",
                f"“{side}” đã được gộp vào bản ghi khác.",
                cure="Mở bản ghi còn lại để xem.",
            )
    return current, first, second


def _decide(
    pair: Any, verdict: Verdict, *, by: User | None, reason: str = "", undo: Any = None
) -> None:
    pair.verdict, pair.reason, pair.undo = verdict, reason, undo or {}
    pair.decided_by, pair.decided_at = by, now()
    pair.save(update_fields=DECIDED)


def _record(kind: EventKind, subject: Any, other: Any, **words: Any) -> None:
    record(kind, subject=subject, area=subject.province, other=str(other), **words)
