"""What services tell the log besides the steps, and what they answer to strangers."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core.findings import Refusal, refuse
from khuyencong.schemes.models import Scheme


def not_permitted() -> Refusal:
    """Return the refusal of a person without the power."""
    return refuse("schemes.not_permitted", "Bạn không có quyền làm việc này với đề án.")


def record_act(
    kind: EventKind,
    scheme: Scheme,
    by: User | None,
    on: dt.date,
    reason: str = "",
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    **words: str,
) -> None:
    """Write an event about a scheme; before submission it is read on the scheme's own page alone."""
    record(
        kind,
        by=by,
        subject=scheme,
        organisation=scheme.organisation if scheme.is_handed_in else None,
        on=on,
        before=before,
        after=after,
        reason=reason,
        **words,
    )
