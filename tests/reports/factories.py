"""Published figures and finished schemes for the tests of reports."""

import datetime as dt
from decimal import Decimal
from itertools import count

from khuyencong.establishments.models import Establishment
from khuyencong.geography.queries import find_province
from khuyencong.reports.enums import GeoLevel, PeriodKind
from khuyencong.reports.models import DeclaredFigure
from khuyencong.schemes.enums import BatchState, State
from khuyencong.schemes.models import EstimateLine, PlanBatch, Scheme

MILLION = 1_000_000
numbers = count(1)


def figure(indicator, value, first, last, *, province="Đắk Lắk", **fields):
    """Keep a published figure for the whole years `first`–`last`."""
    last_on = dt.date(last, 12, 31)
    return DeclaredFigure.objects.create(
        **{
            "reference": f"T{next(numbers)}",
            "indicator": indicator,
            "label": indicator,
            "value": Decimal(value),
            "unit": "đề án",
            "geo_level": GeoLevel.PROVINCE,
            "area": find_province(province, last_on),
            "place_text": province,
            "period_kind": PeriodKind.YEAR if first == last else PeriodKind.MULTI_YEAR,
            "period_text": f"{first}–{last}",
            "first_on": dt.date(first, 1, 1),
            "last_on": last_on,
            "source_title": "Báo địa phương",
            **fields,
        }
    )


def establishment(place, name="HTX mắc ca"):
    """Return an establishment of the province."""
    return Establishment.objects.create(name=f"{name} {next(numbers)}", province=place.unit)


def closed_scheme(place, on, *, support=150, total=486, made_by=None, **fields):
    """Keep a scheme whose every step was on `on`; amounts in triệu đồng."""
    number = next(numbers)
    money = {"support": support, "counterpart": total - support, "other": 0}
    money = {f"{name}_vnd": amount * MILLION for name, amount in money.items()}
    life = _life(place, on, number, support * MILLION, total * MILLION)
    named = {"name": f"Máy sấy {number}", "establishment": made_by or establishment(place)}
    scheme = Scheme.objects.create(**{**life, **money, **named, **fields})
    _line(scheme, total * MILLION, money)
    return scheme


def _life(place, on, number, support_vnd, total_vnd):
    """Return what a scheme has once it is closed."""
    days = ("created", "submitted", "appraised", "approved", "contracted")
    days += ("started", "accepted", "settled", "ended")
    return {
        **{f"{name}_on": on for name in days},
        "kind": "machinery",
        "fund": "local",
        "state": State.CLOSED,
        "code": f"DA-66-{on.year}-{number:04}",
        "year": on.year,
        "decision_no": "1/QĐ",
        "contract_no": "1/HĐ",
        "batch": _batch(place, on, number),
        "organisation": place.centre,
        "department": place.department,
        "holder": place.centre,
        "held_since": on,
        "officer": place.person("officer"),
        "province": place.unit,
        "total_vnd": total_vnd,
        "eligible_cost_vnd": total_vnd,
        "accepted_eligible_vnd": total_vnd,
        "accepted_support_vnd": support_vnd,
        "settled_vnd": support_vnd,
        "settled_counterpart_vnd": total_vnd - support_vnd,
        "settled_other_vnd": 0,
    }


def _batch(place, on, number):
    return PlanBatch.objects.create(
        organisation=place.department,
        province=place.unit,
        year=on.year,
        fund="local",
        number=number,
        state=BatchState.DECIDED,
        memo_no="1/TTr",
        memo_on=on,
        decision_no="1/QĐ",
        decision_on=on,
    )


def _line(scheme, amount_vnd, money):
    """Keep the estimate that the sums of the scheme stand on."""
    EstimateLine.objects.create(
        scheme=scheme,
        position=1,
        item="Máy sấy",
        unit="máy",
        quantity=1,
        unit_price_vnd=amount_vnd,
        amount_vnd=amount_vnd,
        **money,
    )
