"""What the law says on one day: frozen facts for the rules of other packages."""

import calendar
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from khuyencong.core.dates import add_working_days
from khuyencong.norms.enums import Certainty


@dataclass(frozen=True, kw_only=True)
class LawFact:
    """Where a fact stands; `row_id` is the row it was read from."""

    row_id: int
    citation: str
    certainty: str

    @property
    def is_verified(self) -> bool:
        """Whether it was compared with the text of the law."""
        return self.certainty == Certainty.VERIFIED


@dataclass(frozen=True, kw_only=True)
class CeilingFact(LawFact):
    """The most that may be paid; a local fund without a level of its own borrows the national one."""

    kind: str
    rate_percent: Decimal | None
    cap_vnd: int | None
    unit: str
    condition: str
    is_borrowed: bool

    @property
    def norm_id(self) -> int:
        """The row that a scheme pins at its approval."""
        return self.row_id


@dataclass(frozen=True, kw_only=True)
class ProcedureFact(LawFact):
    """How a province runs its local fund."""

    approver: str
    advance_percent: Decimal | None
    advance_min_invested_percent: Decimal | None
    condition: str


@dataclass(frozen=True, kw_only=True)
class AdvanceFact(LawFact):
    """How much of national money may be paid before acceptance."""

    advance_percent: Decimal | None
    advance_min_invested_percent: Decimal | None
    condition: str


@dataclass(frozen=True, kw_only=True)
class DeadlineFact(LawFact):
    """The term of a step: days after its event, or a fixed day of the calendar."""

    days: int | None
    is_working: bool
    month: int | None
    day_of_month: int | None
    is_next_year: bool
    text: str

    def due_after(self, event_on: dt.date, holidays: Collection[dt.date]) -> dt.date:
        """Return the last day of the term that `event_on` starts."""
        if self.days is not None:
            if self.is_working:
                return add_working_days(event_on, self.days, holidays)
            return event_on + dt.timedelta(days=self.days)
        if self.month is not None:
            year = event_on.year + (1 if self.is_next_year else 0)
            return _day_in_month(year, self.month, self.day_of_month)
        due = _day_in_month(event_on.year, event_on.month, self.day_of_month)
        if due >= event_on:
            return due
        year, month = divmod(event_on.year * 12 + event_on.month, 12)
        return _day_in_month(year, month + 1, self.day_of_month)


def _day_in_month(year: int, month: int, day: int | None) -> dt.date:
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(day or last, last))


@dataclass(frozen=True, kw_only=True)
class FormFact(LawFact):
    """A legal form whose holders may benefit."""

    form: str


@dataclass(frozen=True, kw_only=True)
class TradeFact(LawFact):
    """A supported trade."""

    trade: str
    label: str
    is_difficult_area_only: bool


@dataclass(frozen=True, kw_only=True)
class PlaceFact(LawFact):
    """Which places lie outside the programme; `outside` is a PlaceTest."""

    outside: str
    counts_craft_village: bool


@dataclass(frozen=True, kw_only=True)
class SizeFact(LawFact):
    """The most that an enterprise of one size may have.

    Staff and one of the money limits must hold, or only one of all with `is_either`.
    """

    size: str
    employees_max: int
    revenue_max_vnd: int | None
    capital_max_vnd: int | None
    is_either: bool


@dataclass(frozen=True)
class HolidayFact:
    """Days off on file; a year that is not among the known ones has weekends alone."""

    days: frozenset[dt.date]
    known_years: frozenset[int]
    certainty: str = Certainty.VERIFIED
