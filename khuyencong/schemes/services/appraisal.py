"""What the department finds: appraised, returned with reasons, not accepted."""

import datetime as dt
from collections.abc import Mapping, Sequence

from khuyencong.accounts.models import User
from khuyencong.core.service import service
from khuyencong.schemes.enums import State
from khuyencong.schemes.models import Scheme, Step
from khuyencong.schemes.rules.facts import Answer
from khuyencong.schemes.services.batches import close_if_decided, locked_batch
from khuyencong.schemes.services.engine import Entry, make_ready, take_step


@service("schemes.appraise")
def appraise(
    *, scheme: Scheme, paper_no: str, by: User, on: dt.date, answers: Sequence[Answer] = ()
) -> Step:
    """Find a scheme fit, by the law of the day; each warning is answered with reason and article."""
    entry = Entry(by=by, on=on, paper_no=paper_no, answers=answers)
    return take_step(make_ready(scheme, "appraise", entry), entry)


@service("schemes.return_scheme")
def return_scheme(
    *,
    scheme: Scheme,
    by: User,
    on: dt.date,
    reason: str = "",
    items: Sequence[Mapping[str, str]] = (),
    paper_no: str = "",
) -> Step:
    """Give a scheme back with reasons, per item `{"item", "reason"}`; a new round begins.

    The department returns what it has; the approver what is in a submitted batch.
    """
    entry = Entry(by=by, on=on, paper_no=paper_no, reason=reason, items=items)
    batch = locked_batch(scheme.batch_id)
    code = "send_back" if scheme.state == State.PLANNED else "return"
    ready = make_ready(scheme, code, entry)
    changes = {"round": ready.scheme.round + 1, "batch_id": None, "appraised_on": None}
    step = take_step(ready, entry, changes=changes)
    close_if_decided(batch)
    return step


@service("schemes.reject")
def reject(*, scheme: Scheme, reason: str, by: User, on: dt.date, paper_no: str = "") -> Step:
    """Turn a scheme down: the department what it has, the approver what is in a batch."""
    entry = Entry(by=by, on=on, paper_no=paper_no, reason=reason)
    batch = locked_batch(scheme.batch_id)
    code = "decline" if scheme.state == State.PLANNED else "reject"
    step = take_step(make_ready(scheme, code, entry), entry, changes={"batch_id": None})
    close_if_decided(batch)
    return step
