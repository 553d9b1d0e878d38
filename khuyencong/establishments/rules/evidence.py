"""How a paper of the locker stands on a day: whether it still proves what it says."""

import datetime as dt

# House default, no law: early enough to renew a certificate before it ends.
SOON = dt.timedelta(days=60)
REMINDERS = (60, 30, 7, 0)  # days before the end on which its people are told


def days_to_remind(on: dt.date) -> list[dt.date]:
    """Return the last days of the papers of which people are told on a day."""
    return [on + dt.timedelta(days) for days in REMINDERS]


def standing(expires_on: dt.date | None, on: dt.date) -> str:
    """Return "expired" from the day after its last one, "soon" in the last 60 days, else "valid"."""
    if expires_on is None:
        return "valid"
    if on > expires_on:
        return "expired"
    return "soon" if expires_on - on <= SOON else "valid"
