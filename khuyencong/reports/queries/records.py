"""What the records make of an indicator, and which records those are."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, F, Min, Q, QuerySet, Sum, When
from django.db.models.aggregates import Aggregate
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Organisation
from khuyencong.budget.enums import Source
from khuyencong.core.periods import Period
from khuyencong.reports.definitions import Definition, Indicator, Records
from khuyencong.reports.enums import Basis, Counting, MoneyKind
from khuyencong.reports.queries.places import Place
from khuyencong.schemes.enums import LIVING, EventKind, Origin, State
from khuyencong.schemes.models import Scheme

MILLION = Decimal(1_000_000)
KEEPERS = (OrganisationKind.CENTRE, OrganisationKind.DEPARTMENT)
# The paper day that puts a scheme into a period.
DAYS = {
    Basis.REGISTERED: "submitted_on",
    Basis.APPROVED: "approved_on",
    Basis.UNDER_WAY: "started_on",
    Basis.ACCEPTED: "accepted_on",
    Basis.SETTLED: "settled_on",
    Basis.STOPPED: "ended_on",
}
# Where a kind of money stands: the support of the scheme's fund, the counterpart, other money.
COLUMNS = {
    MoneyKind.APPROVED: ("support_vnd", "counterpart_vnd", "other_vnd"),
    MoneyKind.SETTLED: ("settled_vnd", "settled_counterpart_vnd", "settled_other_vnd"),
    MoneyKind.ADVANCED: ("events__amount_vnd", None, None),
}


@dataclass(frozen=True)
class Counted:
    """What records make: `value` in the indicator's unit, from so many `records`."""

    value: Decimal
    records: int


def records_since(place: Place) -> dt.date | None:
    """Return the first day from which the place keeps records here, None where none does."""
    first_days = Organisation.objects.filter(kind__in=KEEPERS)
    if place.organisation_id:
        first_days = Organisation.objects.filter(pk=place.organisation_id)
    elif not place.is_country:
        first_days = first_days.filter(area_id__in=place.record_area_ids)
    found: dt.date | None = first_days.aggregate(first=Min("in_use_from"))["first"]
    return found


def counts_of(definition: Definition, place: Place, period: Period) -> dict[str, Counted]:
    """Return what the records make of each indicator that has records, in at most two queries.

    Advances are events of a scheme: joined to other sums they would multiply them.
    """
    known = [i for i in definition.indicators if i.records]
    advanced = [i for i in known if _is_advanced(i)]
    plain = [i for i in known if not _is_advanced(i)]
    return _counted(plain, place, period) | _counted(advanced, place, period)


def records_of(indicator: Indicator, place: Place, period: Period) -> QuerySet[Scheme]:
    """Return the schemes behind the figure, each with its `part_vnd` if the figure is money."""
    if indicator.records is None:
        return Scheme.objects.none()
    found = Scheme.objects.filter(_at(place), _condition(indicator.records, period))
    if indicator.is_money:
        found = found.annotate(part_vnd=Sum(_amount(indicator.records)))
    return found.order_by(DAYS[indicator.records.basis], "pk")


def examples_of(indicator: Indicator, place: Place, period: Period) -> QuerySet[Scheme]:
    """Return schemes known by name from sources over the period: shown, never added."""
    years = (period.first.year, period.last.year)
    narrowed = _narrowed(indicator.records) if indicator.records else Q()
    return Scheme.objects.filter(
        _at(place), narrowed, origin=Origin.RECORDED, year__range=years
    ).order_by("year", "pk")


def _is_advanced(indicator: Indicator) -> bool:
    return indicator.records is not None and indicator.records.money is MoneyKind.ADVANCED


def _counted(indicators: Sequence[Indicator], place: Place, period: Period) -> dict[str, Counted]:
    wanted: dict[str, Aggregate] = {}
    for code, records in [(i.code, i.records) for i in indicators if i.records]:
        condition = _condition(records, period)
        is_joined = records.money is MoneyKind.ADVANCED  # to events: a scheme has several
        wanted[f"{code}__value"] = _measure(records, condition)
        wanted[f"{code}__records"] = Count("pk", filter=condition, distinct=is_joined)
    if not wanted:
        return {}
    found = Scheme.objects.filter(_at(place)).aggregate(**wanted)
    return {i.code: _read(i, found) for i in indicators}


def _read(indicator: Indicator, found: dict[str, Any]) -> Counted:
    value = Decimal(found[f"{indicator.code}__value"])
    worth = value / MILLION if indicator.is_money else value
    return Counted(worth, found[f"{indicator.code}__records"])


def _at(place: Place) -> Q:
    if place.organisation_id:
        return Q(organisation_id=place.organisation_id) | Q(department_id=place.organisation_id)
    return Q() if place.is_country else Q(province_id__in=place.record_area_ids)


def _narrowed(records: Records) -> Q:
    condition = Q(kind__in=records.kinds) if records.kinds else Q()
    return condition & Q(fund=records.fund) if records.fund else condition


def _condition(records: Records, period: Period) -> Q:
    """Return when a scheme counts: its paper's day in the period, its body in use by then."""
    condition = _narrowed(records) & Q(origin__in=LIVING)
    if records.money is MoneyKind.ADVANCED:
        day = "events__on"
        condition &= Q(events__kind=EventKind.ADVANCE, events__taken_back_at__isnull=True)
    else:
        day = DAYS[records.basis]
    if records.basis is Basis.STOPPED:
        condition &= Q(state=State.STOPPED)
    counted = condition & _in(day, period)
    if records.money is MoneyKind.SETTLED:  # a stopped scheme settles what it had spent
        spent = Q(state=State.STOPPED, settled_vnd__gt=0, settled_on=None)
        counted |= condition & spent & _in("ended_on", period)
    return counted


def _in(day: str, period: Period) -> Q:
    """Return whether `day` lies in the period and the body was in use by then."""
    in_period = Q(**{f"{day}__range": (period.first, period.last)})
    return in_period & Q(organisation__in_use_from__lte=F(day))


def _measure(records: Records, condition: Q) -> Aggregate:
    if records.counts is Counting.MONEY:
        return Sum(_amount(records), filter=condition, default=0)
    if records.counts is Counting.ESTABLISHMENTS:
        return Count("establishment", filter=condition, distinct=True)
    return Count("pk", filter=condition)


def _amount(records: Records) -> Combinable:
    """Return the đồng of one scheme from the sources that the figure adds."""
    if records.money is None:
        raise ValueError("the figure is no money")
    support, counterpart, other = COLUMNS[records.money]
    parts: dict[str, Any] = {
        Source.NATIONAL: Case(When(fund="national", then=F(support)), default=0),
        Source.LOCAL: Case(When(fund="local", then=F(support)), default=0),
        Source.COUNTERPART: counterpart and Coalesce(F(counterpart), 0),
        Source.OTHER: other and Coalesce(F(other), 0),
    }
    return reduce(add, (Coalesce(parts[source], 0) for source in records.sources))
