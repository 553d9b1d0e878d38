"""By when a step is due: by the province's own rule, or by the scheme's own period."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from khuyencong.core.dates import format_date
from khuyencong.core.memory import remembered
from khuyencong.norms.models import DeadlineRule
from khuyencong.norms.queries import DeadlineFact, HolidayFact, deadline_fact, holidays_of
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.workflow import Action

YEARS = range(2000, 2101)  # a plan year lies in these (constraint of the model)


@dataclass(frozen=True, kw_only=True)
class Due:
    """The last day of a term, why, and by which article."""

    on: dt.date
    why: str
    citation: str = ""


@remembered
def _rules_of(provinces: frozenset[int | None]) -> tuple[DeadlineRule, ...]:
    ours = Q(province__in=provinces) | Q(province=None)
    return tuple(DeadlineRule.objects.counting().filter(ours).by_precedence())


class Terms:
    """The deadline rules for some schemes, read once for a whole list."""

    def __init__(self, schemes: Iterable[Scheme]) -> None:
        self._provinces = frozenset(scheme.province_id for scheme in schemes)

    @cached_property
    def _rows(self) -> tuple[DeadlineRule, ...]:
        return _rules_of(self._provinces)

    @cached_property
    def _holidays(self) -> HolidayFact:
        return holidays_of(YEARS)

    def due(self, scheme: Scheme, action: Action) -> Due | None:
        """Return by when the action is due, None where nobody knows a term: then none is shown."""
        since = scheme.state_since
        rule = self._rule(scheme, action, since) if since else None
        if rule and since:
            return self._by_rule(rule, since)
        if action.code == "accept" and scheme.ends_on:
            day = format_date(scheme.ends_on)
            return Due(on=scheme.ends_on, why=f"thời gian thực hiện của đề án đến {day}")
        return None

    def _rule(self, scheme: Scheme, action: Action, since: dt.date) -> DeadlineFact | None:
        place = scheme.province_id if scheme.is_local else None
        for row in self._rows:
            fits = (row.step, row.fund, row.province_id) == (action.deadline, scheme.fund, place)
            if fits and since in row.valid:
                return deadline_fact(row)
        return None

    def _by_rule(self, rule: DeadlineFact, since: dt.date) -> Due:
        day = rule.due_after(since, self._holidays.days)
        unsure = ""
        if rule.is_working and not {since.year, day.year} <= self._holidays.known_years:
            unsure = " (chưa trừ ngày nghỉ lễ vì chưa nhập lịch nghỉ của năm)"
        return Due(
            on=day, why=f"{rule.text}, tính từ {format_date(since)}{unsure}", citation=rule.citation
        )


@remembered
def due_of(scheme: Scheme, action: Action) -> Due | None:
    """Return by when the action of one scheme is due."""
    return Terms([scheme]).due(scheme, action)
