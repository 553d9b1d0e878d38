"""Writing events: inside the services of other packages, in their transaction."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from khuyencong.audit.events import EventKind
from khuyencong.audit.models import Event
from khuyencong.core import clock
from khuyencong.core.text import fold

SYSTEM = "Hệ thống"


def record(
    kind: EventKind,
    *,
    by: AbstractBaseUser | None,
    subject: Any = None,
    organisation: Any = None,
    area: Any = None,
    on: dt.date | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    on_behalf_of: str = "",
    **words: object,
) -> Event:
    """Write down what just happened; `words` fill the other names in the sentence of `kind`.

    The people of `organisation` and those of the province of `area` (the organisation's, if none is
    given) may read it. `subject` has a `public_id`. Raises ValueError if words are missing or too
    many.
    """
    if kind.words != words.keys():
        raise ValueError(f"{kind.code} needs the words {sorted(kind.words)}, got {sorted(words)}")
    actor_name = str(by) if by else SYSTEM
    sentence = kind.sentence.format(actor=actor_name, subject=subject or "", **words)
    return Event.objects.create(
        at=clock.now(),
        kind=kind.code,
        sentence=sentence,
        search_text=fold(f"{sentence} {reason} {organisation or ''}"),
        actor_id=by.pk if by else None,
        actor_name=actor_name,
        on_behalf_of=on_behalf_of,
        **_organisation(organisation),
        **_area(area or getattr(organisation, "area", None)),
        **_subject(subject),
        legal_on=on,
        reason=reason,
        before=before,
        after=after,
    )


def _organisation(body: Any) -> dict[str, Any]:
    return {"organisation_id": body.pk, "organisation_name": str(body)} if body else {}


def _area(area: Any) -> dict[str, Any]:
    """Return the name of the area and the key of the province around it, whose people may read."""
    if area is None:
        return {}
    province = area
    while province.parent is not None:
        province = province.parent
    return {"area_id": province.pk, "area_name": str(area)}


def _subject(subject: Any) -> dict[str, str]:
    if subject is None:
        return {}
    return {
        "subject_type": subject._meta.label_lower,
        "subject_id": subject.public_id,
        "subject_text": str(subject),
    }
