"""Doing one thing to many establishments at once, and taking it back."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from khuyencong.accounts.models import User
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core.findings import refuse
from khuyencong.core.service import Change, change_all, put_back, service
from khuyencong.establishments import events
from khuyencong.establishments.enums import Trade
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.queries.many import held_from_commune, held_from_trade
from khuyencong.establishments.services.search import refresh_establishments
from khuyencong.geography.models import AdminUnit


@service("establishments.set_trade")
def set_trade(rows: Sequence[int], *, trade: str, by: User, on: dt.date) -> list[Change]:
    """Give many establishments one trade; all of them or none."""
    locked = _locked(rows)
    _require_none(held_from_trade(locked, trade=trade, by=by, on=on))
    changes = change_all(locked, trade=trade)
    _follow(changes)
    _record(events.TRADE_SET, changes, by, on, value=Trade(trade).label)
    return changes


@service("establishments.set_commune")
def set_commune(rows: Sequence[int], *, unit: AdminUnit, by: User, on: dt.date) -> list[Change]:
    """Place many establishments whose commune is not known in one; all of them or none."""
    locked = _locked(rows)
    _require_none(held_from_commune(locked, unit=unit, by=by, on=on))
    changes = change_all(locked, unit_id=unit.pk)
    _follow(changes)
    _record(events.COMMUNE_SET, changes, by, on, unit.parent, value=str(unit))
    return changes


@service("establishments.restore_many")
def restore_many(rows: Sequence[Change], *, by: User, on: dt.date) -> dict[int, str]:
    """Give many establishments back what they had, but those that were changed meanwhile."""
    touched = put_back(Establishment.objects.all(), rows)
    restored = [change for change in rows if change.pk not in touched]
    _follow(restored)
    _record(events.MANY_RESTORED, restored, by, on)
    return dict.fromkeys(touched, "đã được sửa sau đó")


def _locked(keys: Sequence[int]) -> QuerySet[Establishment]:
    """Return the establishments, locked in one order until the transaction ends."""
    rows = Establishment.objects.filter(pk__in=keys)
    list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    return rows


def _require_none(held: Mapping[int, str]) -> None:
    if held:
        raise refuse(
            "establishments.stale",
            "Có cơ sở vừa thay đổi, không còn làm được việc này.",
            cure="Xem lại danh sách rồi làm lần nữa.",
        )


def _follow(changes: Sequence[Change]) -> None:
    """Let open forms notice the change, and the search find the rows by it."""
    keys = [change.pk for change in changes]
    Establishment.objects.filter(pk__in=keys).update(version=F("version") + 1)
    refresh_establishments(keys)


def _record(
    kind: EventKind,
    changes: Sequence[Change],
    by: User,
    on: dt.date,
    area: Any = None,
    **words: Any,
) -> None:
    """Write one event for all of them; the digest proves which ones they were."""
    found = Establishment.objects.filter(pk__in=[change.pk for change in changes]).order_by("pk")
    names = "\n".join(found.values_list("public_id", flat=True))
    first = found.select_related("province").first()
    record(
        kind,
        by=by,
        area=area or (first.province if first else None),
        on=on,
        after={"count": len(changes), "sha256": hashlib.sha256(names.encode()).hexdigest()},
        count=len(changes),
        **words,
    )
