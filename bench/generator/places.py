"""The ground of the country: former provinces, what they became, the communes that hold them."""

import datetime as dt
import random
from dataclasses import dataclass, field

from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AreaList, UnitSuccession

MERGED_ON = dt.date(2025, 7, 1)
REGIONS = {"Bắc": "north", "Nam": "south"}


@dataclass(frozen=True)
class Ground:
    """A commune of today with the former district and province it lay in."""

    unit_id: int
    unit: str
    district_id: int
    district: str


@dataclass
class FormerProvince:
    """A province until 2025: what it is part of now, its region and its ground."""

    name: str
    id: int
    province_id: int
    province: str
    code: str
    region: str
    grounds: list[Ground] = field(default_factory=list)

    def somewhere(self, chance: random.Random) -> Ground:
        """Return some place in it."""
        return chance.choice(self.grounds)


def former_provinces() -> list[FormerProvince]:
    """Return the 63 provinces of old in the order of their names."""
    regions = _regions()
    known: dict[int, FormerProvince] = {}
    successions = UnitSuccession.objects.filter(new__level=UnitLevel.COMMUNE, is_whole=True)
    related = successions.select_related("old__parent__parent", "new__parent").order_by("pk")
    for succession in related:
        district, commune = succession.old.parent, succession.new
        old, today = district.parent or district, commune.parent
        if old.pk not in known:
            region = regions.get(today.pk, "centre")
            known[old.pk] = FormerProvince(
                old.name, old.pk, today.pk, str(today), today.code, region
            )
        known[old.pk].grounds.append(Ground(commune.pk, str(commune), district.pk, str(district)))
    return sorted(known.values(), key=lambda province: province.name)


def _regions() -> dict[int, str]:
    """Return the region of selection of each province of today."""
    found = {}
    for area_list in AreaList.objects.filter(area=None).prefetch_related("entries__unit"):
        region = next((r for word, r in REGIONS.items() if area_list.name.endswith(word)), "centre")
        found.update({entry.unit_id: region for entry in area_list.entries.all()})
    return found
