"""Which places and people somebody may choose from."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet

from khuyencong.accounts.models import Assignment, User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.clock import today
from khuyencong.establishments.models import CraftVillage
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import provinces_on, units_on


def communes_in(provinces: QuerySet[AdminUnit], on: dt.date | None = None) -> QuerySet[AdminUnit]:
    """Return the communes of the day in some provinces."""
    return units_on(UnitLevel.COMMUNE, on or today()).filter(parent__in=provinces)


def craft_villages_in(provinces: QuerySet[AdminUnit]) -> QuerySet[CraftVillage]:
    """Return the craft villages noted in some provinces of today."""
    return CraftVillage.objects.filter(unit__parent__in=provinces).select_related("unit__parent")


def provinces_seen_by(user: User, on: dt.date | None = None) -> QuerySet[AdminUnit]:
    """Return the provinces of the day that `user` looks into."""
    return _provinces_of(user, "establishments.view", on or today())


def provinces_edited_by(user: User, on: dt.date | None = None) -> QuerySet[AdminUnit]:
    """Return the provinces of the day whose register `user` writes."""
    return _provinces_of(user, "establishments.edit", on or today())


def _provinces_of(user: User, permission: str, on: dt.date) -> QuerySet[AdminUnit]:
    scope = scope_of(user, on).holding(permission)
    provinces = provinces_on(on)
    return provinces if scope.is_country else provinces.filter(pk__in=scope.province_ids)


def owners_known_to(user: User, on: dt.date | None = None) -> QuerySet[User]:
    """Return the people of establishments whose role is held in the places `user` writes for."""
    day = on or today()
    provinces = provinces_edited_by(user, day)
    held = Assignment.objects.filter(
        Q(organisation__area__in=provinces) | Q(organisation__area__parent__in=provinces),
        user=OuterRef("pk"),
        role="establishment",
        valid__contains=day,
    )
    return User.objects.filter(Exists(held))
