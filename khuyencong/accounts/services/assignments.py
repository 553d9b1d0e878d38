"""Who holds which role where, from which day."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q

from khuyencong.accounts import events
from khuyencong.accounts.models import Assignment, Delegation, Organisation, User
from khuyencong.accounts.queries import forget_scope, lasting_assignments, successors_of
from khuyencong.accounts.registry import HANDOVERS
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.services.guards import (
    require_manages,
    require_manages_person,
    require_order,
    require_other,
    require_within_reach,
)
from khuyencong.accounts.services.log import log_person
from khuyencong.audit.events import EventKind
from khuyencong.core.findings import refuse
from khuyencong.core.service import service

ONE_DAY = dt.timedelta(days=1)


@service("accounts.assign_role")
def assign_role(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    by: User | None,
    on: dt.date,
    title: str = "",
    is_head: bool = False,
    until: dt.date | None = None,
) -> Assignment:
    """Give a person one more role from `on`, to the last day `until` if it is for a time."""
    require_other(by, user, "Không thể tự giao vai trò cho mình.")
    require_manages_person(by, user)
    require_manages(by, organisation)
    held = require_within_reach(by, organisation, role)
    require_order(on, until)
    assignment = give_role(
        user=user,
        organisation=organisation,
        role=role,
        title=title,
        is_head=is_head,
        on=on,
        until=until,
    )
    _log(events.ROLE_ASSIGNED, assignment, by=by, on=on, role=held.label)
    return assignment


@service("accounts.end_assignment")
def end_assignment(
    *, assignment: Assignment, by: User | None, on: dt.date, reason: str = ""
) -> Assignment:
    """Let a person hold the role no more from `on`; a future role is cancelled."""
    require_manages(by, assignment.organisation)
    role = ROLES[assignment.role]
    if "accounts.manage" in role.permissions:
        require_other(by, assignment.user, "Không thể tự bỏ vai trò quản trị của mình.")
    if assignment.is_over(on):
        raise refuse("accounts.role_over", "Vai trò này đã kết thúc trước ngày đó.")
    _end(assignment, on)
    staying = lasting_assignments(on).filter(user=assignment.user)
    if not staying.filter(organisation=assignment.organisation).exists():
        _end_delegations(assignment.user, on, Q(organisation=assignment.organisation))
    _log(events.ROLE_ENDED, assignment, by=by, on=on, reason=reason, role=role.label)
    return assignment


@service("accounts.move_person")
def move_person(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    by: User | None,
    on: dt.date,
    title: str = "",
    is_head: bool = False,
    reason: str = "",
) -> Assignment:
    """End every role of a person and give them one elsewhere, both from the same day."""
    require_other(by, user, "Không thể tự điều chuyển mình.")
    require_manages_person(by, user)
    require_manages(by, organisation)
    held = require_within_reach(by, organisation, role)
    former = list(lasting_assignments(on).filter(user=user).select_related("organisation"))
    for assignment in former:
        _end(assignment, on)
    _end_delegations(user, on, Q())
    moved = give_role(
        user=user, organisation=organisation, role=role, title=title, is_head=is_head, on=on
    )
    before = {"roles": [f"{ROLES[a.role].label}, {a.organisation.name}" for a in former]}
    _log(events.PERSON_MOVED, moved, by=by, on=on, reason=reason, role=held.label, before=before)
    return moved


@service("accounts.hand_over")
def hand_over(
    *, from_user: User, to_user: User, by: User | None, on: dt.date, reason: str = ""
) -> dict[str, int]:
    """Give all work of a person to a colleague; return how much of each kind."""
    require_manages_person(by, from_user)
    require_manages_person(by, to_user)
    if not successors_of(from_user, on).filter(pk=to_user.pk).exists():
        raise refuse(
            "accounts.not_colleagues",
            "Chọn một người khác đang làm việc ở cùng tổ chức để nhận bàn giao.",
            field="to_user",
        )
    moved = {
        handover.label: handover.move(from_user=from_user, to_user=to_user, by=by, on=on)
        for handover in HANDOVERS
    }
    log_person(
        events.HANDED_OVER,
        from_user,
        by=by,
        on=on,
        reason=reason,
        after={"to": to_user.full_name, **moved},
        taker=to_user.full_name,
        summary=", ".join(f"{n} {label}" for label, n in moved.items()) or "không có việc nào",
    )
    return moved


def give_role(
    *,
    user: User,
    organisation: Organisation,
    role: str,
    on: dt.date,
    title: str = "",
    is_head: bool = False,
    until: dt.date | None = None,
) -> Assignment:
    """Write the assignment; the calling service has asked whether it may be given."""
    if not organisation.is_active:
        raise refuse("accounts.closed", "Tổ chức này đã kết thúc hoạt động.", field="organisation")
    if user.is_locked:
        raise refuse("accounts.locked", "Tài khoản đang bị khóa; hãy mở khóa trước.")
    assignment = Assignment.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        title=title,
        is_head=is_head,
        valid=DateRange(on, until + ONE_DAY if until else None),
    )
    forget_scope(user)
    return assignment


def _end(assignment: Assignment, on: dt.date) -> None:
    assignment.valid = DateRange(assignment.valid.lower, max(on, assignment.valid.lower))
    assignment.save(update_fields=["valid"])
    assignment.refresh_from_db(fields=["valid"])  # a period of no day becomes the empty range
    forget_scope(assignment.user)


def _end_delegations(user: User, on: dt.date, where: Q) -> None:
    """End what the person delegated or stood in for: both came with the role."""
    theirs = Delegation.objects.filter(Q(giver=user) | Q(taker=user)).filter(where)
    for delegation in theirs.filter(valid__endswith__gt=on):
        lower = delegation.valid.lower
        delegation.valid = DateRange(lower, max(on, lower))
        delegation.save(update_fields=["valid"])


def _log(
    kind: EventKind, assignment: Assignment, *, by: User | None, on: dt.date, **facts: Any
) -> None:
    organisation = assignment.organisation
    after = {
        "role": facts["role"],
        "title": assignment.title,
        "organisation": organisation.name,
        "valid": str(assignment.valid),
    }
    log_person(
        kind,
        assignment.user,
        by=by,
        on=on,
        organisation=organisation,
        after=after,
        place=organisation.name,
        **facts,
    )
