"""Writing events: inside the services of other packages, in their transaction."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model

from khuyencong.audit.events import EventKind
from khuyencong.audit.models import Event
from khuyencong.core import clock

SYSTEM = "Hệ thống"


def record(
    kind: EventKind,
    *,
    by: AbstractBaseUser | None,
    subject: Any = None,
    organisation: Model | None = None,
    area: Model | None = None,
    on: dt.date | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    on_behalf_of: str = "",
    **words: object,
) -> Event:
    """Write down what just happened; `words` fill the other names in the sentence of `kind`.

    The people of `organisation` and those of `area` (a province or commune) may read it. `subject`
    has a `public_id`. Raises ValueError if words are missing or too many.
    """
    if kind.words != words.keys():
        raise ValueError(f"{kind.code} needs the words {sorted(kind.words)}, got {sorted(words)}")
    actor_name = str(by) if by else SYSTEM
    return Event.objects.create(
        at=clock.now(),
        kind=kind.code,
        sentence=kind.sentence.format(actor=actor_name, subject=subject or "", **words),
        actor_id=by.pk if by else None,
        actor_name=actor_name,
        on_behalf_of=on_behalf_of,
        **_place("organisation", organisation),
        **_place("area", area),
        **_subject(subject),
        legal_on=on,
        reason=reason,
        before=before,
        after=after,
    )


def _place(name: str, place: Model | None) -> dict[str, Any]:
    return {f"{name}_id": place.pk, f"{name}_name": str(place)} if place else {}


def _subject(subject: Any) -> dict[str, str]:
    if subject is None:
        return {}
    return {
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.public_id,
        "subject_text": str(subject),
    }
