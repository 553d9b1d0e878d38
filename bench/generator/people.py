"""Organisations and people of the country: every province has its own."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange

from bench.generator.places import FormerProvince
from bench.generator.plan import Dice
from khuyencong.accounts.enums import OrganisationKind as Kind
from khuyencong.accounts.models import Assignment, Organisation, OrganisationName, User
from khuyencong.accounts.roles import ROLES
from khuyencong.geography.models import AdminUnit

SINCE = DateRange(dt.date(2011, 1, 1), None)
OFFICERS = 4
# Role, where it is held, how many, whether the head.
PROVINCIAL = (
    ("centre_head", Kind.CENTRE, 1),
    ("officer", Kind.CENTRE, OFFICERS),
    ("accountant", Kind.CENTRE, 1),
    ("department_leader", Kind.DEPARTMENT, 1),
    ("appraiser", Kind.DEPARTMENT, 2),
    ("provincial_leader", Kind.COMMITTEE, 1),
    ("auditor", Kind.AUDIT, 1),
)
NATIONAL = (("ministry_leader", Kind.MINISTRY, 1), ("agency_officer", Kind.AGENCY, 2))
HEADS = {"centre_head", "department_leader", "provincial_leader", "ministry_leader"}
NAMES = {
    Kind.CENTRE: "Trung tâm Khuyến công",
    Kind.DEPARTMENT: "Sở Công Thương",
    Kind.COMMITTEE: "Ủy ban nhân dân",
    Kind.AUDIT: "Thanh tra",
    Kind.MINISTRY: "Bộ Công Thương",
    Kind.AGENCY: "Cục Khuyến công",
}


@dataclass(frozen=True)
class Staff:
    """The organisations of one province, by kind, and their people, by role."""

    organisations: dict[Kind, Organisation]
    people: dict[str, list[User]]


def make_people(provinces: Iterable[FormerProvince], dice: Dice) -> dict[int, Staff]:
    """Make the people of the country and of each province of today; return these by its key."""
    _staff("trung-uong", None, NATIONAL, dice)
    today = sorted({(p.code, p.province_id) for p in provinces})
    units = AdminUnit.objects.in_bulk([pk for _, pk in today])
    return {pk: _staff(code, units[pk], PROVINCIAL, dice) for code, pk in today}


def _staff(slug: str, area: AdminUnit | None, roles: tuple, dice: Dice) -> Staff:
    organisations = {
        kind: _organisation(kind, area) for kind in dict.fromkeys(k for _, k, _ in roles)
    }
    if Kind.CENTRE in organisations:
        Organisation.objects.filter(pk=organisations[Kind.CENTRE].pk).update(
            parent=organisations[Kind.DEPARTMENT]
        )
    people = {
        role: [_person(f"syn-{role}-{slug}-{n}", role, organisations[kind], dice) for n in range(k)]
        for role, kind, k in roles
    }
    return Staff(organisations, people)


def _organisation(kind: Kind, area: AdminUnit | None) -> Organisation:
    name = " ".join(filter(None, [NAMES[kind], area and str(area), "(giả lập)"]))
    made = Organisation.objects.create(
        kind=kind, name=name, short_name=NAMES[kind], area=area, in_use_from=dt.date(2011, 1, 1)
    )
    OrganisationName.objects.create(organisation=made, name=name, valid=SINCE)
    return made


def _person(username: str, role: str, organisation: Organisation, dice: Dice) -> User:
    user = User(username=username, full_name=dice.person())
    user.set_unusable_password()
    user.save()
    Assignment.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        title=ROLES[role].label,
        is_head=role in HEADS,
        valid=SINCE,
    )
    return user
