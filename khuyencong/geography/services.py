"""Changing what is known about places; the units themselves come with the reference data."""

import datetime as dt
from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.audit.services import record
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.geography.enums import AreaKind
from khuyencong.geography.events import AREA_LIST_LEARNED
from khuyencong.geography.models import AdminUnit, AreaList, AreaListEntry
from khuyencong.geography.queries import units_today


@service("geography.learn_area_list")
def learn_area_list(
    *,
    kind: AreaKind,
    area: AdminUnit,
    name: str,
    citation: str,
    units: Collection[AdminUnit],
    by: AbstractBaseUser | None,
    on: dt.date,
    until: dt.date | None = None,
) -> AreaList:
    """Let `units` be the places of the kind in `area` from the day `on`, to the last day `until`.

    The list before it ends the day before. Refused when a unit did not exist on that day.
    """
    gone = [str(unit) for unit in units if units_today(unit, on) != [unit]]
    if gone:
        raise refuse(
            "geography.unit_not_of_day",
            f"Các đơn vị sau không tồn tại vào ngày bắt đầu của danh mục: {', '.join(gone)}.",
            field="units",
        )
    _end_before(kind, area, on)
    end = until + dt.timedelta(days=1) if until else None
    area_list = AreaList.objects.create(
        kind=kind, area=area, name=name, citation=citation, valid=DateRange(on, end)
    )
    AreaListEntry.objects.bulk_create(
        AreaListEntry(area_list=area_list, unit=unit) for unit in units
    )
    record(AREA_LIST_LEARNED, by=by, subject=area_list, area=area, on=on, count=len(units))
    return area_list


def _end_before(kind: AreaKind, area: AdminUnit, on: dt.date) -> None:
    earlier = AreaList.objects.filter(kind=kind, area=area, valid__contains=on)
    for area_list in earlier.select_for_update():
        if area_list.valid.lower != on:  # two lists from one day: the database says so
            area_list.valid = DateRange(area_list.valid.lower, on)
            area_list.save(update_fields=["valid"])
