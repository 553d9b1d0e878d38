"""What the others ask about places: units on a day, names in texts, dated lists."""

from khuyencong.geography.queries.areas import (
    AreaFact,
    is_difficult,
    is_ward_of_central_city,
    is_ward_of_class1_city,
    listed,
    selection_region,
)
from khuyencong.geography.queries.names import (
    Locator,
    ProvinceFinder,
    find_province,
    find_unit,
    locate,
)
from khuyencong.geography.queries.profiles import (
    Profile,
    ProvinceRow,
    profile_of,
    provinces_with_origin,
)
from khuyencong.geography.queries.search import search_units
from khuyencong.geography.queries.units import (
    UnitFact,
    communes_of,
    predecessors,
    province_of,
    provinces_on,
    successors,
    territory_ids,
    unit_state,
    units_on,
    units_today,
)

__all__ = [
    "AreaFact",
    "Locator",
    "Profile",
    "ProvinceFinder",
    "ProvinceRow",
    "UnitFact",
    "communes_of",
    "find_province",
    "find_unit",
    "is_difficult",
    "is_ward_of_central_city",
    "is_ward_of_class1_city",
    "listed",
    "locate",
    "predecessors",
    "profile_of",
    "province_of",
    "provinces_on",
    "provinces_with_origin",
    "search_units",
    "selection_region",
    "successors",
    "territory_ids",
    "unit_state",
    "units_on",
    "units_today",
]
