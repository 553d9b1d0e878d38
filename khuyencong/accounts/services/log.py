"""Writing events where the administrators and auditors of the place will find them."""

import datetime as dt
from typing import Any

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import organisation_of
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record


def log_person(
    kind: EventKind,
    person: User,
    *,
    by: User | None,
    on: dt.date,
    organisation: Organisation | None = None,
    **facts: Any,
) -> None:
    """Record what happened to a person, at the given organisation or where they work."""
    place = organisation or organisation_of(person, on)
    area = place.area if place else None
    record(kind, by=by, subject=person, organisation=place, area=area, on=on, **facts)


def log_organisation(
    kind: EventKind, organisation: Organisation, *, by: User | None, on: dt.date, **facts: Any
) -> None:
    """Record what happened to an organisation."""
    area = organisation.area
    record(kind, by=by, subject=organisation, organisation=organisation, area=area, on=on, **facts)
