"""Published figures of a place over a period."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.db.models import Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.periods import Period
from khuyencong.core.text import fold
from khuyencong.reports.definitions import Indicator, definitions
from khuyencong.reports.enums import ADDABLE_PERIODS, GeoLevel
from khuyencong.reports.models import DeclaredFigure
from khuyencong.reports.queries.places import Place
from khuyencong.reports.rules.declared import Choice, Published, choose


def figures_of(place: Place, codes: Iterable[str], period: Period) -> QuerySet[DeclaredFigure]:
    """Return results (no plans) published for exactly this place that touch the period.

    A figure of unknown or open period touches when its known end lies inside.
    """
    where = (
        Q(geo_level=GeoLevel.COUNTRY) if place.is_country else Q(area_id__in=place.figure_area_ids)
    )
    return DeclaredFigure.objects.filter(
        where,
        Q(first_on__lte=period.last) | Q(first_on__isnull=True),
        geo_level=GeoLevel.COUNTRY if place.is_country else GeoLevel.PROVINCE,
        indicator__in=list(codes),
        is_plan=False,
        value__isnull=False,
        last_on__gte=period.first,
    ).order_by("first_on", "last_on", "reference")


def figures_visible_to(user: User) -> QuerySet[DeclaredFigure]:
    """Return the published figures of the person's provinces and of the country."""
    scope = scope_of(user).holding("reports.view")
    found = DeclaredFigure.objects.select_related("area")
    if scope.is_country:
        return found
    if not scope.grants:
        return found.none()
    return found.filter(Q(area_id__in=scope.province_ids) | Q(geo_level=GeoLevel.COUNTRY))


def is_addable(figure: DeclaredFigure) -> bool:
    """Whether the figure's period is certain enough to enter a sum."""
    return (
        figure.first_on is not None
        and not figure.is_uncertain
        and figure.period_kind in ADDABLE_PERIODS
    )


def choice_of(
    indicator: Indicator, figures: Iterable[DeclaredFigure], period: Period
) -> tuple[Choice, list[DeclaredFigure]]:
    """Return which of the indicator's `figures` enter, and all that only stand beside."""
    known = list(figures)
    published = [
        Published(key=f.pk, first=f.first_on, last=f.last_on, value=f.value)
        for f in known
        if is_addable(f) and f.first_on and f.last_on and f.value is not None
    ]
    choice = choose(published, period.first, period.last, is_additive=indicator.is_additive)
    entered = {p.key for told in choice.used for p in told.figures}
    return choice, [f for f in known if f.pk not in entered]


def by_indicator(
    figures: Iterable[DeclaredFigure], indicators: Iterable[Indicator]
) -> Mapping[str, list[DeclaredFigure]]:
    """Sort `figures` under the code of their indicator; every indicator has its list."""
    sorted_out: dict[str, list[DeclaredFigure]] = {i.code: [] for i in indicators}
    for figure in figures:
        sorted_out[figure.indicator].append(figure)
    return sorted_out


@cache
def indicator_units() -> dict[str, tuple[str, str]]:
    """Return code and unit of each row of the reports by its folded label."""
    rows = [i for definition in definitions().values() for i in definition.indicators]
    return {fold(i.label): (i.code, i.unit) for i in rows}
