"""The area or organisation that a report is about, as it was at the period's end."""

import datetime as dt
from dataclasses import dataclass

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import scope_of
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import find_province, provinces_on

COUNTRY = "ca-nuoc"


@dataclass(frozen=True)
class Place:
    """What a report is about: the country, a province, or one organisation in it.

    `record_area_ids` are the provinces whose records count: the unit itself and, for a merged one,
    those it came from. `slug` names the place in URLs.
    """

    slug: str
    title: str
    area_id: int | None = None
    record_area_ids: frozenset[int] = frozenset()
    organisation_id: int | None = None

    @property
    def is_country(self) -> bool:
        """Whether the whole country is meant."""
        return self.area_id is None and self.organisation_id is None

    @property
    def figure_area_ids(self) -> frozenset[int]:
        """The units whose published figures tell of all this ground.

        A province that was not merged went on as another unit; what was published of the parts of a
        merged one tells only a part.
        """
        was_merged = len(self.record_area_ids) > 2
        return frozenset({self.area_id or 0}) if was_merged else self.record_area_ids


def country() -> Place:
    """Return the whole country."""
    return Place(COUNTRY, "Cả nước")


def of_area(unit: AdminUnit) -> Place:
    """Return a province as a place."""
    before = [succession.old_id for succession in unit.predecessions.all()]
    return Place(unit.code, f"{unit}", unit.pk, frozenset({unit.pk, *before}))


def of_organisation(organisation: Organisation) -> Place:
    """Return an organisation as a place: its own records only, no published figures."""
    return Place(organisation.public_id, organisation.name, organisation_id=organisation.pk)


def find_place(name: str, last: dt.date) -> Place | None:
    """Return the place that `name` means at the period's end: province, country or organisation."""
    if name.strip().lower() in {"cả nước", "toàn quốc", COUNTRY}:
        return country()
    unit = find_province(name, last)
    if unit is not None:
        return of_area(unit)
    organisation = Organisation.objects.filter(name__iexact=name.strip()).first()
    return of_organisation(organisation) if organisation else None


def places_for(user: User, last: dt.date) -> dict[str, Place]:
    """Return what the person may ask about at the period's end, by slug."""
    scope = scope_of(user).holding("reports.view")
    units = provinces_on(last)
    if not scope.is_country:
        units = units.filter(pk__in=scope.province_ids)
    found = [country()] if scope.is_country else []
    found += [of_area(unit) for unit in units.prefetch_related("predecessions")]
    own = Organisation.objects.filter(pk__in=scope.organisation_ids).exclude(area=None)
    found += [of_organisation(o) for o in own]
    return {place.slug: place for place in found}
