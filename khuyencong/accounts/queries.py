"""Reading people and organisations: names and signers of a day, who works where."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyencong.accounts import scopes
from khuyencong.accounts.enums import OrganisationKind, Power, SigningCapacity
from khuyencong.accounts.models import Assignment, Delegation, Organisation, OrganisationName, User
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.scopes import Grant, Scope, forget_scope, scope_of
from khuyencong.core import clock
from khuyencong.core.text import search_terms
from khuyencong.geography.models import AdminUnit

__all__ = ["Grant", "Scope", "Signer", "forget_scope", "scope_of"]


@dataclass(frozen=True)
class Signer:
    """Who signs for an organisation on a day and how (NĐ 30/2020/NĐ-CP Điều 13)."""

    user: User
    capacity: SigningCapacity
    title: str  # the signer's own office
    head_title: str  # the office they sign for; the same for the head
    organisation_name: str
    citation: str = ""


def name_on(organisation: Organisation, on: dt.date) -> OrganisationName:
    """Return the official name of the day; the present one where none is dated."""
    known = organisation.names.filter(valid__contains=on).first()
    return known or OrganisationName(organisation=organisation, name=organisation.name)


def signer_of(organisation: Organisation, on: dt.date) -> Signer | None:
    """Return the head of the day, or the one to whom they delegated; None where no head is known."""
    head = _assignments(organisation, on).filter(is_head=True).select_related("user").first()
    if head is None:
        return None
    name = name_on(organisation, on).name
    away = (
        Delegation.objects.filter(organisation=organisation, giver=head.user, valid__contains=on)
        .select_related("taker")
        .first()
    )
    if away is None:
        is_collective = organisation.kind == OrganisationKind.COMMITTEE
        capacity = SigningCapacity.TM if is_collective else SigningCapacity.HEAD
        return Signer(head.user, capacity, head.title, head.title, name)
    own = away.taker.assignments.filter(valid__contains=on).exclude(title="").first()
    title = own.title if own else ""
    capacity = SigningCapacity(away.capacity)
    return Signer(away.taker, capacity, title, head.title, name, away.citation)


def organisation_of(user: User, on: dt.date | None = None) -> Organisation | None:
    """Return where the person works: the organisation of their oldest role in force."""
    held = (
        user.assignments.filter(valid__contains=on or clock.today())
        .select_related("organisation__area")
        .order_by("valid__startswith", "pk")
        .first()
    )
    return held.organisation if held else None


def colleagues(organisation: Organisation, permission: str, on: dt.date) -> QuerySet[User]:
    """Return who holds `permission` in the organisation on the day, by name."""
    roles = [r.code for r in ROLES if permission in r.permissions]
    held = _assignments(organisation, on).filter(role__in=roles, user=OuterRef("pk"))
    return User.objects.filter(Exists(held), is_locked=False)


def holders_of(power: Power, area: AdminUnit, on: dt.date) -> QuerySet[Organisation]:
    """Return the organisations of the area that have the power on the day."""
    return Organisation.objects.filter(
        area=area, powers__power=power, powers__valid__contains=on
    ).order_by("name")


def organisations_managed_by(user: User) -> QuerySet[Organisation]:
    """Return the organisations that the administrator looks after."""
    scope = scope_of(user).holding("accounts.manage")
    if scope.is_country:
        return Organisation.objects.all()
    provinces = scope.province_ids
    return Organisation.objects.filter(
        Q(pk__in=scope.organisation_ids)
        | Q(area__in=provinces)
        | Q(area__parent__in=provinces)
        | Q(area__parent__parent__in=provinces)
    )


def people_managed_by(user: User, on: dt.date | None = None) -> QuerySet[User]:
    """Return the people of those organisations; who moved away belongs to the new one alone."""
    everywhere = Assignment.objects.filter(user=OuterRef("pk"))
    ours = Q(organisation__in=organisations_managed_by(user))
    lasting = lasting_assignments(on or clock.today()).filter(user=OuterRef("pk"))
    return User.objects.filter(
        Exists(lasting.filter(ours)) | (Exists(everywhere.filter(ours)) & ~Exists(lasting))
    )


def search_people(people: QuerySet[User], text: str) -> QuerySet[User]:
    """Return those whose name or sign-in name holds every word, accents or not."""
    for term in search_terms(text):
        people = people.filter(Q(name_folded__contains=term) | Q(username__contains=term))
    return people


def lasting_assignments(on: dt.date) -> QuerySet[Assignment]:
    """Return the roles that are held on the day or will be later."""
    is_open = Q(valid__upper_inf=True) | Q(valid__endswith__gt=on)
    return Assignment.objects.filter(is_open, valid__isempty=False)


def demo_people() -> QuerySet[Assignment]:
    """Return the demo's people with their role and organisation, in the order of the table."""
    return (
        Assignment.objects.filter(user__is_demo=True)
        .select_related("user", "organisation")
        .order_by("pk")
    )


def organisations_below(organisation: Organisation) -> frozenset[int]:
    """Return the ids of the organisation and everything below it."""
    return scopes.organisations_below([organisation.pk])[organisation.pk]


def _assignments(organisation: Organisation, on: dt.date) -> QuerySet[Assignment]:
    return organisation.assignments.filter(valid__contains=on)
