"""The try-out's organisations and people; they exist and sign in only with KC_DEMO=1."""

import datetime as dt
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange
from pydantic import BaseModel, ConfigDict, Field

from khuyencong.accounts import events
from khuyencong.accounts.enums import OrganisationKind, Power
from khuyencong.accounts.models import (
    Assignment,
    Organisation,
    OrganisationName,
    OrganisationPower,
    User,
)
from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import find_province, find_unit

TABLE = Path(__file__).parents[1] / "tables" / "demo.yaml"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")


class DemoPerson(_Entry):
    """One invented person."""

    role: str
    username: str
    full_name: str
    title: str
    is_head: bool = False


class DemoPeriod(_Entry):
    """Something that held from a day until another, either end unknown."""

    first_on: dt.date | None = None
    until: dt.date | None = None
    citation: str = ""

    @property
    def valid(self) -> DateRange:
        """The days as a range."""
        return DateRange(self.first_on, self.until)


class DemoName(DemoPeriod):
    """A name over a period."""

    name: str
    code: str = ""


class DemoPower(DemoPeriod):
    """A power over a period."""

    power: Power


class DemoOrganisation(_Entry):
    """One real organisation with its invented people."""

    key: str
    kind: OrganisationKind
    name: str
    short_name: str
    code: str = ""
    parent: str = ""
    budget_parent: str = ""
    province: str = ""
    commune: str = ""
    names: list[DemoName] = Field(default_factory=list)
    powers: list[DemoPower] = Field(default_factory=list)
    people: list[DemoPerson] = Field(default_factory=list)


class DemoTable(_Entry):
    """The whole table."""

    held_from: dt.date
    in_use_from: dt.date
    organisations: list[DemoOrganisation]


@cache
def demo_table() -> DemoTable:
    """Return the table as it is written down."""
    return DemoTable.model_validate(yaml.safe_load(TABLE.read_text(encoding="utf-8")))


@service("accounts.load_demo_people")
def load_demo_people(*, by: User | None = None) -> int:
    """Bring the demo's organisations and people in; return how many people are new.

    Doing it again changes nothing, except the password when the checkout has another one.
    """
    if not settings.KC_DEMO:
        raise refuse("accounts.no_demo", "Người dùng thử chỉ có ở bản dùng thử (KC_DEMO=1).")
    table = demo_table()
    made: dict[str, Organisation] = {}
    for entry in table.organisations:
        made[entry.key] = _organisation(entry, made, table.in_use_from)
    wanted = [(p, made[o.key]) for o in table.organisations for p in o.people]
    known = set(User.objects.filter(is_demo=True).values_list("username", flat=True))
    new = [(p, place) for p, place in wanted if p.username not in known]
    password = _password_hash()
    for person, place in new:
        _person(person, place, table.held_from, password)
    User.objects.filter(is_demo=True).exclude(password=password).update(password=password)
    if new:
        record(events.DEMO_LOADED, by=by, on=clock.today(), count=len(new))
    return len(new)


def _password_hash() -> str:
    """Return the hash that the demo people have, or a new one if the password changed."""
    known = User.objects.filter(is_demo=True).first()
    if known is not None and known.check_password(settings.KC_DEMO_PASSWORD):
        return known.password
    return make_password(settings.KC_DEMO_PASSWORD)


def _organisation(
    entry: DemoOrganisation, made: dict[str, Organisation], in_use_from: dt.date
) -> Organisation:
    """Find the organisation under any name it has had, or found it."""
    area = _area(entry)
    same = Organisation.objects.filter(kind=entry.kind, area=area, names__name=entry.name)
    if known := same.first():
        return known
    organisation = Organisation.objects.create(
        kind=entry.kind,
        area=area,
        name=entry.name,
        short_name=entry.short_name,
        parent=made.get(entry.parent),
        budget_parent=made.get(entry.budget_parent),
        in_use_from=in_use_from,
    )
    _dated_rows(entry, organisation)
    return organisation


def _dated_rows(entry: DemoOrganisation, organisation: Organisation) -> None:
    names = entry.names or [DemoName(name=entry.name, code=entry.code)]
    OrganisationName.objects.bulk_create(
        OrganisationName(
            organisation=organisation,
            name=n.name,
            code=n.code,
            citation=n.citation,
            valid=n.valid,
        )
        for n in names
    )
    OrganisationPower.objects.bulk_create(
        OrganisationPower(
            organisation=organisation, power=p.power, citation=p.citation, valid=p.valid
        )
        for p in entry.powers
    )


def _area(entry: DemoOrganisation) -> AdminUnit | None:
    today = clock.today()
    if not entry.province:
        return None
    province = find_province(entry.province, today)
    if not entry.commune:
        return province
    return find_unit(entry.commune, UnitLevel.COMMUNE, today, within=province)


def _person(person: DemoPerson, place: Organisation, held_from: dt.date, password: str) -> None:
    user = User.objects.create(
        username=person.username, full_name=person.full_name, is_demo=True, password=password
    )
    Assignment.objects.create(
        user=user,
        organisation=place,
        role=person.role,
        title=person.title,
        is_head=person.is_head,
        valid=DateRange(held_from, None),
    )
