"""Which organisation takes a step, who may act for it, and who holds a scheme."""

import datetime as dt

from django.db.models import Q

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Assignment, Organisation, User
from khuyencong.accounts.permissions import may
from khuyencong.accounts.queries import scope_of
from khuyencong.establishments.models import Membership
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import Approver
from khuyencong.norms.queries import procedure_on
from khuyencong.schemes.enums import Side, State
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.workflow import Action, main_action

SUBMISSIONS = ("submit", "resubmit")


def approver_in(
    province: AdminUnit | None, department: Organisation | None, on: dt.date
) -> Organisation | None:
    """Return who approves local plans in a province by its own procedure, None if not on file."""
    procedure = procedure_on(province=province, on=on)
    if procedure is None:
        return None
    if procedure.approver == Approver.DEPARTMENT:
        return department
    committees = Organisation.objects.filter(kind=OrganisationKind.COMMITTEE, area=province)
    return committees.filter(is_active=True).order_by("pk").first()


def approver_of(scheme: Scheme, on: dt.date) -> Organisation | None:
    """Return who approves the scheme."""
    return approver_in(scheme.province, scheme.department, on)


def approver_of_batch(batch: PlanBatch, on: dt.date) -> Organisation | None:
    """Return who decides on the batch."""
    return approver_in(batch.province, batch.organisation, on)


def acting_organisation(scheme: Scheme, side: Side, on: dt.date) -> Organisation | None:
    """Return the organisation that stands on a side of the scheme."""
    if side is Side.APPROVER:
        return approver_of(scheme, on)
    return scheme.department if side is Side.DEPARTMENT else scheme.organisation


def may_act(user: User, action: Action, organisation: Organisation | None) -> bool:
    """Return whether the person may take `action` for the organisation that has to.

    An approver is nobody but the approving organisation itself: neither a superior, nor another
    body of the same province.
    """
    if organisation is None:
        return False
    if action.side is Side.APPROVER:
        grants = scope_of(user).holding(action.permission).grants
        return user.is_active and any(g.organisation_id == organisation.pk for g in grants)
    return may(user, action.permission, organisation=organisation)


def may_decide(user: User, action: Action, scheme: Scheme, on: dt.date) -> bool:
    """Return whether the person may take `action` on the scheme; on a recorded one nobody may."""
    if scheme.is_recorded:
        return False
    return may_act(user, action, acting_organisation(scheme, action.side, on))


def holding_side(state: str) -> Side:
    """Return the side that holds a scheme in `state`: who has to act next.

    A planned scheme stays with the department until its batch is submitted; one under way with the
    unit that carries it out, although the department accepts it.
    """
    if state == State.PLANNED:
        return Side.DEPARTMENT
    action = main_action(state)
    if action is None or state == State.UNDER_WAY:
        return Side.CENTRE
    return action.side


def people_concerned(scheme: Scheme, on: dt.date) -> set[User]:
    """Return who waits for decisions: the officer, who submitted and still works there, the owner's."""
    submitters = scheme.steps.filter(transition__in=SUBMISSIONS).values("by")
    colleagues = Assignment.objects.filter(
        organisation=scheme.organisation_id, user__in=submitters, valid__contains=on
    )
    own = Membership.objects.filter(establishment=scheme.establishment_id, valid__contains=on)
    concerned = (
        Q(pk=scheme.officer_id) | Q(pk__in=colleagues.values("user")) | Q(pk__in=own.values("user"))
    )
    return set(User.objects.filter(concerned, is_locked=False))
