"""Hands a province's confirmed area lists to geography, which answers for places."""

import datetime as dt
from typing import Any

from khuyencong.geography.enums import AreaKind, UnitLevel
from khuyencong.geography.models import AreaList
from khuyencong.geography.queries import units_on
from khuyencong.geography.services import learn_area_list
from khuyencong.norms.models import AreaListing


def publish_areas(listing: AreaListing, *, by: Any) -> None:
    """Let geography know a list that counts from now on."""
    learn_area_list(
        kind=AreaKind(listing.list_kind),
        area=listing.province,
        name=str(listing)[:200],
        citation=listing.citation[:300],
        units=list(units_of(listing)),
        by=by,
        on=listing.first_on,
        until=listing.last_on,
    )


def unpublish_areas(listing: AreaListing) -> None:
    """Let geography forget a list that was withdrawn, and give back the days that it had taken."""
    _published(listing, listing.first_on).delete()
    mine = AreaListing.objects.counting().with_scope_of(listing)
    for other in mine.filter(valid__endswith=listing.valid.upper):
        _published(other, other.first_on).update(valid=other.valid)


def units_of(listing: AreaListing) -> Any:
    """Return the units on a list, as they were on its first day."""
    return units_on(UnitLevel.COMMUNE, listing.first_on).filter(code__in=listing.unit_codes)


def _published(listing: AreaListing, first_on: dt.date) -> Any:
    return AreaList.objects.filter(
        area=listing.province, kind=listing.list_kind, valid__startswith=first_on
    )
