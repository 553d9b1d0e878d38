"""What a person reaches on a day: the grants of their roles and of those who delegated to them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from khuyencong.accounts.enums import Reach
from khuyencong.accounts.models import Assignment, Delegation, User
from khuyencong.accounts.roles import NEVER_DELEGATED, ROLES, Role
from khuyencong.core import clock
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit, UnitSuccession

# An attribute, not a key of `__dict__`: the proxy `request.user` hands it to the person behind it.
KEPT = "_scopes_by_day"
_TREE = """
WITH RECURSIVE below (root, id) AS (
    SELECT id, id FROM accounts_organisation WHERE id = ANY(%s)
    UNION
    SELECT below.root, child.id FROM below JOIN accounts_organisation child
        ON child.parent_id = below.id OR child.budget_parent_id = below.id
)
SELECT root, array_agg(id) FROM below GROUP BY root
"""


@dataclass(frozen=True)
class Grant:
    """One role held on the day, or passed on by somebody who is away."""

    role: Role
    organisation_id: int
    organisation_name: str  # the short one
    permissions: frozenset[str]
    organisation_ids: frozenset[int]
    province_ids: frozenset[int]
    commune_ids: frozenset[int]
    is_country: bool
    on_behalf_of: str = ""  # "KT. Nguyễn Văn An" when it was delegated


@dataclass(frozen=True)
class Scope:
    """Everything a person reaches on a day; lists filter by it, services ask `permissions.may`."""

    grants: tuple[Grant, ...] = field(default_factory=tuple)

    @cached_property
    def permissions(self) -> frozenset[str]:
        """What the person may do somewhere."""
        return frozenset().union(*(g.permissions for g in self.grants))

    @cached_property
    def organisation_ids(self) -> frozenset[int]:
        """The organisations the person works in and those below them."""
        return frozenset().union(*(g.organisation_ids for g in self.grants))

    @cached_property
    def province_ids(self) -> frozenset[int]:
        """The provinces of today that the person serves, and their predecessors."""
        return frozenset().union(*(g.province_ids for g in self.grants))

    @cached_property
    def commune_ids(self) -> frozenset[int]:
        """The communes the person serves."""
        return frozenset().union(*(g.commune_ids for g in self.grants))

    @property
    def is_country(self) -> bool:
        """Whether the person reaches the whole country."""
        return any(g.is_country for g in self.grants)

    def holding(self, permission: str) -> "Scope":
        """Return the part of the scope in which `permission` is held: what a list filters by."""
        return Scope(tuple(g for g in self.grants if permission in g.permissions))


def scope_of(user: User, on: dt.date | None = None) -> Scope:
    """Return what `user` reaches on a day (today), in at most two queries, kept on the object."""
    day = on or clock.today()
    if not getattr(user, "pk", None):
        return Scope()
    known: dict[dt.date, Scope] | None = getattr(user, KEPT, None)
    if known is None:
        known = {}
        setattr(user, KEPT, known)
    if day not in known:
        known[day] = Scope(tuple(_grants(user, day)))
    return known[day]


def forget_scope(*users: User) -> None:
    """Drop what the objects remember after their roles changed."""
    for user in users:
        setattr(user, KEPT, None)


def _grants(user: User, on: dt.date) -> list[Grant]:
    held = [a for a in _assignments(user, on) if a.role in ROLES]
    roots = {a.organisation_id for a in held if ROLES[a.role].reach is not Reach.OWN}
    below = organisations_below(roots) if roots else {}
    return [_grant(a, user, below) for a in held]


def _assignments(user: User, on: dt.date) -> QuerySet[Assignment]:
    """Return the roles of the day: one's own and those of givers who are away."""
    delegations = Delegation.objects.filter(taker=user, valid__contains=on)
    capacity = delegations.filter(
        giver=OuterRef("user"), organisation=OuterRef("organisation")
    ).values("capacity")
    predecessors = UnitSuccession.objects.filter(
        new_id=OuterRef("organisation__area_id"), old__level=UnitLevel.PROVINCE
    ).values("old_id")
    return (
        Assignment.objects.filter(valid__contains=on)
        .filter(Q(user=user) | Q(user__in=delegations.values("giver")))
        .annotate(capacity=Subquery(capacity[:1]), predecessors=ArraySubquery(predecessors))
        .filter(Q(user=user) | Q(capacity__isnull=False))
        .select_related("user", "organisation__area")
        .order_by("pk")
    )


def organisations_below(roots: Iterable[int]) -> dict[int, frozenset[int]]:
    """Return each root with itself and everything below it, in administration or budget."""
    with connection.cursor() as cursor:
        cursor.execute(_TREE, [sorted(roots)])
        return {root: frozenset(ids) for root, ids in cursor.fetchall()}


def _grant(held: Any, user: User, below: dict[int, frozenset[int]]) -> Grant:
    """Make a grant of an assignment annotated with `capacity` and `predecessors`."""
    role, area, is_own = ROLES[held.role], held.organisation.area, held.user_id == user.pk
    provinces, communes = _areas(role, area, held.predecessors)
    return Grant(
        role=role,
        organisation_id=held.organisation_id,
        organisation_name=held.organisation.short_name,
        permissions=role.permissions if is_own else role.permissions - NEVER_DELEGATED,
        organisation_ids=below.get(held.organisation_id, frozenset()),
        province_ids=provinces,
        commune_ids=communes,
        is_country=role.reach is Reach.COUNTRY or (role.reach is Reach.PROVINCE and area is None),
        on_behalf_of="" if is_own else f"{held.capacity} {held.user.full_name}",
    )


def _areas(
    role: Role, area: AdminUnit | None, predecessors: list[int]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the provinces and the communes that the role reaches from its organisation."""
    if area is not None and (role.reach, area.level) == (Reach.PROVINCE, UnitLevel.PROVINCE):
        return frozenset([area.pk, *predecessors]), frozenset()
    if area is not None and (role.reach, area.level) == (Reach.COMMUNE, UnitLevel.COMMUNE):
        return frozenset(), frozenset([area.pk])
    return frozenset(), frozenset()
