"""What the eligibility rules look at: an establishment, its place and the law of one day."""

import datetime as dt

from khuyencong.core.findings import Finding
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.rules import eligibility
from khuyencong.establishments.rules.facts import Facts, Place
from khuyencong.geography.enums import UnitKind, UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import (
    is_difficult,
    is_ward_of_central_city,
    is_ward_of_class1_city,
    province_of,
    unit_state,
    units_today,
)
from khuyencong.norms.enums import PlaceTest
from khuyencong.norms.queries import (
    PlaceFact,
    TradeFact,
    eligible_trades_on,
    legal_forms_on,
    place_rule_on,
    size_limits_on,
)

TESTS = {
    PlaceTest.CENTRAL_CITY_WARD: is_ward_of_central_city,
    PlaceTest.CLASS_1_CITY_WARD: is_ward_of_class1_city,
}
RURAL_DISTRICTS = frozenset({UnitKind.DISTRICT, UnitKind.TOWN})


def facts_of(establishment: Establishment, on: dt.date) -> Facts:
    """Return what the eligibility rules look at on a day, with the law of that day."""
    place_law, trades = place_rule_on(on), eligible_trades_on(on)
    limits = size_limits_on(on)
    return Facts(
        on=on,
        legal_form=establishment.legal_form,
        trade=establishment.trade,
        employees=establishment.employees,
        revenue_vnd=establishment.revenue_vnd,
        capital_vnd=establishment.capital_vnd,
        place=_place_of(establishment, on, place_law, trades),
        forms=legal_forms_on(on),
        trades=trades,
        size_law=limits[-1] if limits else None,
        place_law=place_law,
    )


def eligibility_of(establishment: Establishment, on: dt.date) -> tuple[Finding, ...]:
    """Return whether the establishment may be supported on a day, a finding for each rule."""
    return eligibility.findings(facts_of(establishment, on))


def _place_of(
    establishment: Establishment,
    on: dt.date,
    law: PlaceFact | None,
    trades: tuple[TradeFact, ...],
) -> Place | None:
    ground = _ground(establishment, on)
    if ground is None:
        return None
    asks_difficulty = any(
        law.is_difficult_area_only for law in trades if law.trade == establishment.trade
    )
    difficulty = is_difficult(ground, on) if asks_difficulty else None
    village = establishment.craft_village
    return Place(
        text=name_on(ground, on),
        is_unit_known=ground.level == UnitLevel.COMMUNE,
        is_outside=_is_outside(ground, on, PlaceTest(law.outside)) if law else None,
        craft_village=village.name if village and on in village.recognised else "",
        is_difficult=difficulty.is_listed if difficulty else None,
    )


def _ground(establishment: Establishment, on: dt.date) -> AdminUnit | None:
    """Return the closest known unit, one of that day before one of another time."""
    known = [
        unit
        for unit in (establishment.unit, establishment.old_unit, establishment.province)
        if unit is not None
    ]
    communes = [unit for unit in known if unit.level == UnitLevel.COMMUNE]
    of_the_day = [unit for unit in known if on in unit.valid]
    best = [u for u in communes if u in of_the_day] or communes or of_the_day or known
    return best[0] if best else None


def _is_outside(ground: AdminUnit, on: dt.date, test: PlaceTest) -> bool | None:
    """Answer the test of the law; a district or a province answers for all its communes or not."""
    if ground.level == UnitLevel.COMMUNE:
        return TESTS[test](ground, on)
    if test is PlaceTest.CENTRAL_CITY_WARD:
        kinds = {unit_state(province, on).kind for province in _provinces(ground, on)}
        return False if kinds == {UnitKind.PROVINCE} else None
    is_rural = on in ground.valid and unit_state(ground, on).kind in RURAL_DISTRICTS
    return False if is_rural else None


def _provinces(ground: AdminUnit, on: dt.date) -> list[AdminUnit]:
    return units_today(province_of(ground), on)


def name_on(unit: AdminUnit, on: dt.date) -> str:
    """Return what the unit and those above it were called on a day."""
    names = []
    above: AdminUnit | None = unit
    while above is not None:
        names.append(unit_state(above, on).label)
        above = above.parent
    return ", ".join(names)
