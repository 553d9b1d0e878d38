"""Who may write, assign, correct or read the files of a scheme; steps are in `queries.parties`."""

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import may
from khuyencong.schemes.models import PlanBatch, Scheme

VIEW = "schemes.view"
WRITE = "schemes.write"
ASSIGN = "schemes.assign"
PLAN = "schemes.plan"
CORRECT = "schemes.correct"
TAKE_OVER = "schemes.take_over"
# Whoever takes a later step may add the paper that goes with it.
ATTACHERS = (WRITE, "schemes.appraise", "schemes.accept", "schemes.pay")


def may_write(user: User, scheme: Scheme) -> bool:
    """Return whether the person may write the content of the scheme as it stands."""
    return scheme.is_editable and may(user, WRITE, organisation=scheme.organisation)


def may_attach(user: User, scheme: Scheme) -> bool:
    """Return whether the person may add papers: the centre, the department, the accountants."""
    if scheme.is_recorded:
        return False
    places = (scheme.organisation, scheme.department)
    return any(may(user, p, organisation=place) for p in ATTACHERS for place in places)


def may_assign(user: User, scheme: Scheme) -> bool:
    """Return whether the person may name the answerable officer."""
    return not scheme.is_recorded and may(user, ASSIGN, organisation=scheme.organisation)


def may_correct(user: User, scheme: Scheme) -> bool:
    """Return whether the person may put a slip of the pen right."""
    return not scheme.is_recorded and may(user, CORRECT, organisation=scheme.organisation)


def may_plan(user: User, batch: PlanBatch) -> bool:
    """Return whether the person may put together and submit the batch."""
    return may(user, PLAN, organisation=batch.organisation)
