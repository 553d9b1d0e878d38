"""People and organisations for every package's tests: two provinces and the centre of the state.

`dak_lak()`, `lang_son()` and `agency()` build the organisations; `.person("officer")` gives one
person of that role there, made at the first call.
"""

import datetime as dt
from dataclasses import dataclass, field

import factory
from allauth.mfa.models import Authenticator
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.accounts.enums import OrganisationKind as Kind
from khuyencong.accounts.models import (
    Assignment,
    Delegation,
    Organisation,
    OrganisationName,
    User,
)
from khuyencong.accounts.roles import ROLES
from khuyencong.core import clock
from khuyencong.core.text import fold
from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit

LONG_AGO = DateRange(dt.date(2020, 1, 1), None)
SINCE_MERGER = DateRange(dt.date(2025, 7, 1), None)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PASSWORD = "mat-khau-thu-nghiem"
HEADS = {"department_leader", "centre_head", "provincial_leader", "ministry_leader"}


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoi{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Văn {n}")

    @classmethod
    def with_password(cls, **fields):
        """Make a person who can sign in with PASSWORD (hashing takes time: only where needed)."""
        user = cls(**fields)
        user.set_password(PASSWORD)
        user.save()
        return user


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    kind = Kind.CENTRE
    name = factory.Sequence(lambda n: f"Trung tâm Khuyến công số {n}")
    short_name = factory.SelfAttribute("name")
    in_use_from = dt.date(2026, 1, 1)


class OrganisationNameFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.SelfAttribute("organisation.name")
    valid = LONG_AGO


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = "officer"
    valid = LONG_AGO

    @factory.post_generation
    def second_factor(self, create, extracted, **kwargs):
        """Let people whose role asks for a second factor have one, as they do in life."""
        if extracted is not False and ROLES[self.role].needs_second_factor:
            with_code(self.user)


class DelegationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delegation
        skip_postgeneration_save = True

    capacity = "KT."
    citation = "Thông báo 01/TB-SCT"

    @factory.post_generation
    def second_factor(self, create, extracted, **kwargs):
        """Let who stands in for a leader have what the leader's role asks for."""
        with_code(self.taker)


def with_code(user: User) -> str:
    """Give the person an authenticator app; return its secret."""
    made, _ = Authenticator.objects.get_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": SECRET}}
    )
    return made.data["secret"]


def province(name: str, code: str) -> AdminUnit:
    """Return the province of today, from the reference data where they hold it."""
    return _unit(name, code, UnitLevel.PROVINCE, UnitKind.PROVINCE, None)


def commune(name: str, code: str, parent: AdminUnit) -> AdminUnit:
    """Return a commune of today."""
    return _unit(name, code, UnitLevel.COMMUNE, UnitKind.COMMUNE, parent)


def _unit(name, code, level, kind, parent):
    today = {"level": level, "code": code, "valid__contains": clock.today()}
    return AdminUnit.objects.filter(**today).first() or AdminUnit.objects.create(
        level=level,
        code=code,
        name=name,
        name_folded=fold(name),
        kind=kind,
        parent=parent,
        valid=SINCE_MERGER,
    )


@dataclass
class Place:
    """The organisations of one province (or of the state) with their people."""

    slug: str
    unit: AdminUnit | None
    organisations: dict[Kind, Organisation]
    commune_unit: AdminUnit | None = None
    people: dict[str, User] = field(default_factory=dict)

    @property
    def centre(self) -> Organisation:
        return self.organisations[Kind.CENTRE]

    @property
    def department(self) -> Organisation:
        return self.organisations[Kind.DEPARTMENT]

    @property
    def committee(self) -> Organisation:
        return self.organisations[Kind.COMMITTEE]

    def person(self, role: str) -> User:
        """Return the person of the role here, made at the first call."""
        if role not in self.people:
            kinds = [k for k in self.organisations if k in ROLES[role].held_in]
            organisation = self.organisations[_home(role, kinds)]
            user = UserFactory(username=f"{role}.{self.slug}")
            AssignmentFactory(
                user=user,
                organisation=organisation,
                role=role,
                title=ROLES[role].label,
                is_head=role in HEADS,
            )
            self.people[role] = user
        return self.people[role]


def _home(role: str, kinds: list[Kind]) -> Kind:
    """Return where the role is held here; administrators sit in the Sở or the Cục."""
    preferred = {"administrator": Kind.DEPARTMENT, "ministry_leader": Kind.AGENCY}
    return preferred[role] if preferred.get(role) in kinds else kinds[0]


def dak_lak() -> Place:
    """Return Đắk Lắk: the centre stands under the Sở."""
    unit = province("Đắk Lắk", "66")
    place = _province(unit, "daklak", commune("Ea Knuếc", "24505", unit))
    place.centre.parent = place.department
    place.centre.save()
    return place


def lang_son() -> Place:
    """Return Lạng Sơn: the merged centre stands under the UBND, its estimate goes to the Sở."""
    unit = province("Lạng Sơn", "20")
    place = _province(unit, "langson", commune("Bắc Sơn", "06325", unit))
    place.centre.budget_parent = place.department
    place.centre.save()
    return place


def agency() -> Place:
    """Return the ministry with its agency: they serve the whole country."""
    ministry = OrganisationFactory(kind=Kind.MINISTRY, name="Bộ Công Thương")
    agency_ = OrganisationFactory(kind=Kind.AGENCY, name="Cục Khuyến công", parent=ministry)
    audit = OrganisationFactory(kind=Kind.AUDIT, name="Kiểm toán nhà nước")
    kinds = {Kind.AGENCY: agency_, Kind.MINISTRY: ministry, Kind.AUDIT: audit}
    return Place("trunguong", None, kinds)


def _province(unit: AdminUnit, slug: str, commune_unit: AdminUnit) -> Place:
    committee = OrganisationFactory(
        kind=Kind.COMMITTEE, name=f"Ủy ban nhân dân tỉnh {unit.name}", area=unit
    )
    kinds = {
        Kind.CENTRE: "Trung tâm Khuyến công",
        Kind.DEPARTMENT: "Sở Công Thương",
        Kind.FINANCE: "Sở Tài chính",
        Kind.COUNCIL: "Hội đồng bình chọn",
        Kind.AUDIT: "Thanh tra tỉnh",
    }
    organisations = {
        kind: OrganisationFactory(
            kind=kind, name=f"{name} {unit.name}", area=unit, parent=committee
        )
        for kind, name in kinds.items()
    }
    organisations[Kind.COMMITTEE] = committee
    organisations[Kind.COMMUNE] = OrganisationFactory(
        kind=Kind.COMMUNE, name=f"UBND xã {commune_unit.name}", area=commune_unit, parent=committee
    )
    return Place(slug, unit, organisations, commune_unit)
