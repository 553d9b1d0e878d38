"""Published places and the units they mean, of their time and of today."""

import datetime as dt
from dataclasses import dataclass

from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import Locator, ProvinceFinder, find_unit, predecessors
from khuyencong.importing.sample.reading import Row, joined

LAST_OLD_DAY = dt.date(2025, 6, 30)  # the names of the lists are those before the reorganisation


@dataclass(frozen=True)
class Place:
    """A published place: as written, today's province and commune, the unit it names of old."""

    text: str
    province: AdminUnit | None
    unit: AdminUnit | None
    old_unit: AdminUnit | None


class Places:
    """Finds places; each text is looked up once."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._old, self._new = ProvinceFinder(LAST_OLD_DAY), ProvinceFinder(today)
        self._locator = Locator(today)
        self._known: dict[tuple[str, ...], Place] = {}
        self._districts: dict[tuple[str, int], AdminUnit | None] = {}

    def of(self, row: Row) -> Place:
        """Return the place of a row of establishments, products or schemes."""
        columns = ("province_published", "province_old", "province_new", "place_raw")
        parts = ("village", "commune", "district", "industrial_zone", "commune_is_new")
        key = tuple(row[column] for column in (*columns, *parts))
        if key not in self._known:
            self._known[key] = self._place(row)
        return self._known[key]

    def province_at(self, old: str, new: str, last: dt.date | None) -> AdminUnit | None:
        """Return the province that a figure speaks of: the old one, unless only the new one fits.

        A province that was not merged goes on as the same ground, so a period that ends after the
        reorganisation means the unit of then.
        """
        then = self._old.find(old) if old else None
        now = self._new.find(new) if new else None
        ends_after = last is not None and last > LAST_OLD_DAY
        if then is None or (ends_after and now is not None and predecessors(now).count() == 1):
            return now or then
        return then

    def _place(self, row: Row) -> Place:
        old, new = self._old.find(row["province_old"]), self._new.find(row["province_new"])
        address = joined(row["commune"], row["district"], by=", ")
        fine = joined(row["village"], address, row["industrial_zone"], by=", ")
        trace = self._locator.trace(address, province=old or new, written_on=self._written_on(row))
        unit = trace.today
        return Place(
            text=joined(row["place_raw"] or fine, row["province_published"], by=", "),
            province=new,
            unit=unit if unit is not None and unit.parent == new else None,
            old_unit=self._old_unit(trace.named, row["district"], old),
        )

    def _written_on(self, row: Row) -> dt.date | None:
        """Return the time of the names in a row: districts ended with the reorganisation."""
        if row["commune_is_new"] == "1":
            return self._today
        return LAST_OLD_DAY if row["district"] else None

    def _old_unit(
        self, named: AdminUnit | None, district: str, old: AdminUnit | None
    ) -> AdminUnit | None:
        """Return the smallest unit of old that the place names without doubt."""
        if named is not None:
            return named if named.valid.upper is not None else None
        if old is None or not district:
            return old
        if (district, old.pk) not in self._districts:
            found = find_unit(district, UnitLevel.DISTRICT, LAST_OLD_DAY, within=old)
            self._districts[district, old.pk] = found
        return self._districts[district, old.pk] or old
