"""Reading the log and proving that nobody changed it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.db.models import Max, Model, Q, QuerySet

from khuyencong.audit.models import ChainHead, Event
from khuyencong.audit.queries.values import Change, shown
from khuyencong.audit.registry import READERS
from khuyencong.core.clock import ZONE
from khuyencong.core.text import search_terms

# Streams along the index on seq; rows without a number come last.
_FIRST_BROKEN = """
SELECT seq, expected, at, sentence FROM (
    SELECT e.seq, e.at, e.sentence, e.digest,
           coalesce(lag(e.seq) OVER chain, 0) + 1 AS expected,
           audit_digest(coalesce(lag(e.digest) OVER chain, ''), e) AS wanted
    FROM audit_event e WINDOW chain AS (ORDER BY e.seq)
) link
WHERE seq IS DISTINCT FROM expected OR digest <> wanted
ORDER BY seq LIMIT 1
"""


@dataclass(frozen=True)
class BrokenLink:
    """The first place where the chain does not hold; `what` is a Vietnamese sentence."""

    seq: int | None
    what: str


def visible_to(user: Any) -> QuerySet[Event]:
    """Return the events whose organisation or area `user` reaches, and the user's own acts."""
    visible = Q(actor_id=user.pk)
    for reach_of in READERS:
        reach = reach_of(user)
        if reach.is_country:
            return Event.objects.all()
        visible |= Q(organisation_id__in=reach.organisation_ids)
        visible |= Q(area_id__in=reach.province_ids)
    return Event.objects.filter(visible)


def matching(events: QuerySet[Event], text: str) -> QuerySet[Event]:
    """Return the events that hold every word of `text`, accents aside."""
    for term in search_terms(text):
        events = events.filter(search_text__contains=term)
    return events


def history_of(subject: Any) -> QuerySet[Event]:
    """Return what happened to a record, newest first; whoever sees the record may see it."""
    return Event.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=subject.public_id
    )


def subject_of(event: Event) -> Model | None:
    """Return the record that an event tells of, None if it has no page of its own."""
    model = _model_of(event)
    if model is None or not hasattr(model, "get_absolute_url"):
        return None
    return model._default_manager.filter(public_id=event.subject_id).first()


def changes_of(event: Event) -> list[Change]:
    """Return what the event changed, value by value, in the words that forms use."""
    before, after = event.before or {}, event.after or {}
    names = dict.fromkeys([*before, *after])
    return [_change(_field_of(event, n), n, before.get(n), after.get(n)) for n in names]


def _change(field: Any, name: str, before: Any, after: Any) -> Change:
    label = str(field.verbose_name) if field else name
    return Change(label, shown(field, name, before), shown(field, name, after))


def _model_of(event: Event) -> type[Model] | None:
    try:
        return apps.get_model(event.subject_type)
    except (LookupError, ValueError):  # the log outlives models
        return None


def _field_of(event: Event, name: str) -> Any:
    model = _model_of(event)
    try:
        return model._meta.get_field(name) if model else None
    except FieldDoesNotExist:
        return None


def first_broken_link() -> BrokenLink | None:
    """Return where the chain breaks first, None if every event is as it was written."""
    with connection.cursor() as cursor:
        cursor.execute(_FIRST_BROKEN)
        row = cursor.fetchone()
    if row:
        return _described(*row)
    return _broken_end()


def _broken_end() -> BrokenLink | None:
    """Compare the chain's end with its head; others may be appending meanwhile, hence the order."""
    last = Event.objects.aggregate(seq=Max("seq"))["seq"] or 0
    head = ChainHead.objects.get()
    is_kept = head.seq == 0 or Event.objects.filter(seq=head.seq, digest=head.digest).exists()
    if is_kept and last <= head.seq:
        return None
    what = f"Chuỗi phải kết thúc ở mục {head.seq}, nhưng các mục cuối đã bị xóa hoặc thêm."
    return BrokenLink(head.seq, what)


def _described(seq: int | None, expected: int, at: dt.datetime, sentence: str) -> BrokenLink:
    entry = f"({at.astimezone(ZONE):%d/%m/%Y %H:%M:%S}, “{sentence}”)"
    if seq is None:
        return BrokenLink(None, f"Mục không có số thứ tự {entry} đã bị chèn vào ngoài chuỗi.")
    if seq != expected:
        return BrokenLink(
            expected, f"Mục {expected} không còn; sau chỗ trống là mục {seq} {entry}."
        )
    return BrokenLink(seq, f"Mục {seq} {entry} không khớp mã băm: nội dung đã bị sửa.")
