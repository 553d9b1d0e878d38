"""Reading people and organisations: names and signers of a day, who works where."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from khuyencong.accounts import scopes
from khuyencong.accounts.enums import OrganisationKind, SigningCapacity
from khuyencong.accounts.models import Assignment, Delegation, Organisation, OrganisationName, User
from khuyencong.accounts.roles import ROLES, STAFF_ROLES
from khuyencong.accounts.scopes import Grant, Scope, forget_scope, scope_of
from khuyencong.core import clock
from khuyencong.core.text import search_terms, sort_key
from khuyencong.geography.enums import UnitLevel
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
    return holders_in([organisation.pk], permission, on)


def holders_in(organisation_ids: Collection[int], permission: str, on: dt.date) -> QuerySet[User]:
    """Return who holds `permission` in one of the organisations on the day, by name."""
    roles = [r.code for r in ROLES if permission in r.permissions]
    held = Assignment.objects.filter(
        organisation__in=organisation_ids, valid__contains=on, role__in=roles, user=OuterRef("pk")
    )
    return User.objects.filter(Exists(held), is_locked=False)


def people_at_work(on: dt.date) -> QuerySet[User]:
    """Return who holds a role on the day and is not locked, in the order of their keys."""
    held = Assignment.objects.filter(user=OuterRef("pk"), valid__contains=on)
    return User.objects.filter(Exists(held), is_locked=False).order_by("pk")


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
    managed = organisations_managed_by(user)
    ended = Assignment.objects.filter(user=OuterRef("pk"), valid__isempty=False)
    latest = ended.order_by(F("valid__endswith").desc(nulls_last=True), "-pk")
    lasting = lasting_assignments(on or clock.today()).filter(user=OuterRef("pk"))
    return User.objects.alias(last_place=Subquery(latest.values("organisation")[:1])).filter(
        Exists(lasting.filter(organisation__in=managed))
        | (~Exists(lasting) & Q(last_place__in=managed))
    )


def with_roles(people: QuerySet[User], on: dt.date) -> QuerySet[User]:
    """Add to each person their first lasting role with its place, how many more, and the state."""
    held = lasting_assignments(on).filter(user=OuterRef("pk")).order_by("valid__startswith", "pk")
    return people.annotate(
        main_role=Subquery(held.values("role")[:1]),
        main_title=Subquery(held.values("title")[:1]),
        main_place=Subquery(held.values("organisation__short_name")[:1]),
        role_count=Coalesce(
            Subquery(held.order_by().values("user").annotate(n=Count("pk")).values("n")), 0
        ),
        state=Case(
            When(is_locked=True, then=Value("locked")),
            When(role_count=0, then=Value("idle")),
            When(must_change_password=True, then=Value("new")),
            default=Value("active"),
        ),
    )


def assignments_of(person: User) -> QuerySet[Assignment]:
    """Return every role of the person, the latest first."""
    return person.assignments.select_related("organisation").order_by("-valid", "pk")


def delegations_of(person: User) -> QuerySet[Delegation]:
    """Return what the person delegated or was delegated, the latest first."""
    theirs = Delegation.objects.filter(Q(giver=person) | Q(taker=person))
    return theirs.select_related("giver", "taker", "organisation").order_by("-valid", "pk")


def in_order(organisations: Iterable[Organisation]) -> list[Organisation]:
    """Return the organisations in the order of the Vietnamese alphabet."""
    return sorted(organisations, key=lambda organisation: sort_key(organisation.name))


def places_of(person: User, on: dt.date) -> QuerySet[Organisation]:
    """Return the organisations in which the person holds a role on the day or later."""
    held = lasting_assignments(on).filter(user=person)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def workplaces_of(person: User, on: dt.date) -> QuerySet[Organisation]:
    """Return where the person works: what they do there can be delegated."""
    held = lasting_assignments(on).filter(user=person, role__in=STAFF_ROLES)
    return Organisation.objects.filter(pk__in=held.values("organisation"))


def _working_in(places: Any, on: dt.date) -> QuerySet[User]:
    held = lasting_assignments(on).filter(organisation__in=places, role__in=STAFF_ROLES)
    return User.objects.filter(Exists(held.filter(user=OuterRef("pk"))), is_locked=False)


def staff_of(organisation: Organisation, on: dt.date) -> QuerySet[Assignment]:
    """Return the lasting roles in the organisation, its head first."""
    held = lasting_assignments(on).filter(organisation=organisation)
    return held.select_related("user").order_by("-is_head", "user__sort_key", "pk")


@dataclass(frozen=True)
class Branch:
    """An organisation in the tree, with how many people it has and what stands below it."""

    organisation: Organisation
    people: int
    below: list["Branch"]


def organisation_tree(managed: Iterable[Organisation], counts: dict[int, int]) -> list[Branch]:
    """Return the organisations as a tree; one whose superior is out of sight is a root."""
    branches = {o.pk: Branch(o, counts.get(o.pk, 0), []) for o in in_order(managed)}
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.organisation.parent_id or 0)
        (above.below if above else roots).append(branch)
    return roots


def role_counts(user: User, on: dt.date) -> dict[str, int]:
    """Return how many of the administrator's people hold each role."""
    held = lasting_assignments(on).filter(organisation__in=organisations_managed_by(user))
    return dict(held.order_by().values_list("role").annotate(people=Count("user", distinct=True)))


def takers_for(giver: User, on: dt.date) -> QuerySet[User]:
    """Return to whom the giver may delegate: colleagues and the people of units below."""
    places = workplaces_of(giver, on).values_list("pk", flat=True)
    reached = frozenset().union(*scopes.organisations_below(places).values())
    return _working_in(reached, on).exclude(pk=giver.pk)


def successors_of(leaver: User, on: dt.date) -> QuerySet[User]:
    """Return who can take over the work of somebody: those who work in the same organisations."""
    places = Assignment.objects.filter(user=leaver, role__in=STAFF_ROLES)
    return _working_in(places.values("organisation"), on).exclude(pk=leaver.pk)


def head_counts(on: dt.date) -> dict[int, int]:
    """Return how many people each organisation has, by its key."""
    counted = lasting_assignments(on).order_by().values_list("organisation")
    return dict(counted.annotate(people=Count("user", distinct=True)))


def areas_managed_by(user: User, on: dt.date) -> QuerySet[AdminUnit]:
    """Return where the administrator may found organisations: the province and its communes."""
    scope = scope_of(user).holding("accounts.manage")
    standing = AdminUnit.objects.filter(valid__contains=on)
    if scope.is_country:
        return standing.filter(level=UnitLevel.PROVINCE)
    return standing.filter(Q(pk__in=scope.province_ids) | Q(parent__in=scope.province_ids))


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


def keys_of(person: User) -> QuerySet[Authenticator]:
    """Return the second factors of the person, recovery codes left out."""
    return Authenticator.objects.filter(user=person).exclude(type=Authenticator.Type.RECOVERY_CODES)


def needs_second_factor(person: User) -> bool:
    """Whether a role that the person holds or stands in for today asks for a second factor."""
    return not person.is_demo and any(g.role.needs_second_factor for g in scope_of(person).grants)


def lacks_second_factor(person: User) -> bool:
    """Whether the person must set up a second factor before anything else."""
    return needs_second_factor(person) and not keys_of(person).exists()


def person_vouched_for(claim: str, claims: dict[str, Any]) -> User | None:
    """Return whom an identity provider names: by verified e-mail, else by the personal number."""
    told = str(claims.get(claim) or "").strip()
    if not told or (claim == "email" and claims.get("email_verified") is not True):
        return None
    field = {"email__iexact": told} if claim == "email" else {"personal_id": told}
    return User.objects.filter(**field).first()


def sessions_on(key: str) -> QuerySet[UserSession]:
    """Return what is noted of one session."""
    return UserSession.objects.filter(session_key=key)


def sessions_of(person: User) -> QuerySet[UserSession]:
    """Return the sessions in which the person is signed in, the latest first."""
    running = Session.objects.filter(expire_date__gt=timezone.now())
    noted = UserSession.objects.filter(user=person, session_key__in=running.values("session_key"))
    return noted.order_by("-last_seen_at", "pk")
