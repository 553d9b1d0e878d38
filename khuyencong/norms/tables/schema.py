"""The shape of the shipped tables: every figure dated and cited, no two rows for one day, no hole."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from khuyencong.norms.enums import (
    Approver,
    BusinessSize,
    Certainty,
    DeadlineStep,
    Fund,
    InstrumentKind,
    LegalForm,
    PlaceTest,
    SupportKind,
)
from khuyencong.norms.rules.coverage import Span, holes, overlapping

# First days from which a table must answer for every day, if only with an `unknown` row.
PROGRAMME_BEGAN = dt.date(2012, 7, 5)  # NĐ 45/2012/NĐ-CP
NATIONAL_PLAN_RULES_BEGAN = dt.date(2014, 2, 10)  # TT 36/2013/TT-BCT
LEVELS_BEGAN = dt.date(2014, 4, 8)  # TTLT 26/2014/TTLT-BTC-BCT


class Strict(BaseModel):
    """Refuses fields that the table does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class InstrumentEntry(Strict):
    """A legal document; the key is what rows cite it by."""

    key: str
    kind: InstrumentKind
    number: str
    title: str
    issuer: str
    province: str = ""
    known_on: dt.date | None = None  # a day on which the province had this name and area
    issued_on: dt.date | None = None
    in_force_on: dt.date | None = None
    ended_on: dt.date | None = None
    amends: str = ""
    note: str = ""
    source_url: str = ""
    certainty: Certainty = Certainty.VERIFIED

    @property
    def province_on(self) -> dt.date | None:
        """The day to look its province up on, None for a national document."""
        return (self.known_on or self.in_force_on or self.issued_on) if self.province else None

    @model_validator(mode="after")
    def _can_find_its_province(self) -> Self:
        if self.province and not self.province_on:
            raise ValueError(f"{self.key}: give known_on, the document has no day")
        return self


class Row(Strict):
    """What every row tells: its days, its document and article, and how sure it is."""

    first: dt.date = Field(alias="from")
    last: dt.date | None = Field(default=None, alias="to")
    by: str
    article: str = ""
    certainty: Certainty
    note: str = ""
    source_url: str = ""

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first, self.last)


class MaybeUnknown(Row):
    """A row that says either its figures or, explicitly, that they are not known."""

    FIGURES: ClassVar[tuple[str, ...]]
    unknown: bool = False

    @model_validator(mode="after")
    def _says_one_of_both(self) -> Self:
        is_empty = all(getattr(self, name) is None for name in self.FIGURES)
        if is_empty != self.unknown:
            raise ValueError(f"row of {self.first}: give figures, or `unknown: true` without any")
        return self


class CeilingRow(MaybeUnknown):
    """A level of support."""

    FIGURES = ("rate_percent", "cap_vnd")
    rate_percent: Decimal | None = Field(default=None, gt=0, le=150)
    cap_vnd: int | None = Field(default=None, gt=0)
    condition: str = ""


class AdvanceRow(MaybeUnknown):
    """An advance out of national money."""

    FIGURES = ("advance_percent",)
    advance_percent: Decimal | None = Field(default=None, ge=0, le=100)
    min_invested_percent: Decimal | None = Field(default=None, ge=0, le=100)
    condition: str = ""


class ProcedureRow(Row):
    """A province's own procedure."""

    approver: Approver
    advance_percent: Decimal | None = Field(default=None, ge=0, le=100)
    min_invested_percent: Decimal | None = Field(default=None, ge=0, le=100)
    condition: str = ""


class DeadlineRow(Row):
    """A term."""

    days: int | None = Field(default=None, ge=1)
    is_working: bool = False
    month: int | None = Field(default=None, ge=1, le=12)
    day_of_month: int | None = Field(default=None, ge=1, le=31)
    is_next_year: bool = False
    counted_from: str = ""


class TradeRow(Row):
    """A trade's words and limits."""

    label: str
    is_difficult_area_only: bool = False


class PlaceRow(Row):
    """Places outside the programme."""

    outside: PlaceTest
    counts_craft_village: bool


class SizeRow(Row):
    """The limits of a size."""

    employees_max: int
    revenue_max_vnd: int | None = None
    capital_max_vnd: int | None = None
    is_either: bool = False


class HolidayRow(Row):
    """The working days that are off in a year."""

    days: list[dt.date]


class Track(Strict):
    """All rows about one thing, oldest first; SINCE is the day from which they leave no hole."""

    SINCE: ClassVar[dt.date | None] = None
    rows: list[Any]

    @property
    def scope(self) -> dict[str, Any]:
        """The fields that say what the rows are about."""
        return {name: getattr(self, name) for name in type(self).model_fields if name != "rows"}

    @property
    def must_answer_since(self) -> dt.date | None:
        """The day from which no day may be without a row."""
        return self.SINCE

    @model_validator(mode="after")
    def _one_row_a_day(self) -> Self:
        spans = [row.span for row in self.rows]
        bad = [span for span in spans if span.is_backwards] or overlapping(spans)
        if bad:
            raise ValueError(f"{self.scope}: days overlap or run backwards: {bad}")
        since = self.must_answer_since
        if since and (gaps := holes(spans, since=since)):
            raise ValueError(f"{self.scope}: no row for {gaps}; write an explicit unknown row")
        return self


class CeilingTrack(Track):
    """Levels for one kind of support; the nation's leave no hole, a province borrows in its own."""

    kind: SupportKind
    fund: Fund = Fund.NATIONAL
    province: str = ""
    variant: str = ""
    unit: str = ""
    rows: list[CeilingRow]

    @property
    def must_answer_since(self) -> dt.date | None:
        """The nation's levels answer for every day."""
        return None if self.province else LEVELS_BEGAN

    @model_validator(mode="after")
    def _local_names_its_province(self) -> Self:
        if (self.fund == Fund.LOCAL) != bool(self.province):
            raise ValueError(f"{self.scope}: a local level, and only that, names its province")
        return self


class AdvanceTrack(Track):
    """Advances for one kind of support."""

    SINCE = NATIONAL_PLAN_RULES_BEGAN
    kind: SupportKind
    rows: list[AdvanceRow]


class ProcedureTrack(Track):
    """Procedures of one province."""

    province: str
    rows: list[ProcedureRow]


class DeadlineTrack(Track):
    """Terms of one step."""

    step: DeadlineStep
    fund: Fund
    province: str = ""
    rows: list[DeadlineRow]


class FormTrack(Track):
    """Periods in which a legal form benefits."""

    form: LegalForm
    rows: list[Row]


class TradeTrack(Track):
    """Periods in which a trade is supported."""

    trade: str
    rows: list[TradeRow]


class PlaceTrack(Track):
    """The place rule over time."""

    SINCE = PROGRAMME_BEGAN
    rows: list[PlaceRow]


class SizeTrack(Track):
    """Limits of one size over time."""

    SINCE = PROGRAMME_BEGAN
    size: BusinessSize
    rows: list[SizeRow]


class HolidayTrack(Track):
    """The days off of one year."""

    year: int
    rows: list[HolidayRow]

    @model_validator(mode="after")
    def _days_lie_in_the_year(self) -> Self:
        for row in self.rows:
            if any(day.year != self.year or day.weekday() > 4 for day in row.days):
                raise ValueError(f"{self.year}: only Mondays to Fridays of that year")
        return self


class Tables(Strict):
    """All shipped tables; fields are named like the models that hold them."""

    instrument: list[InstrumentEntry]
    norm: list[CeilingTrack]
    procedure: list[ProcedureTrack]
    advancerule: list[AdvanceTrack]
    deadlinerule: list[DeadlineTrack]
    formrule: list[FormTrack]
    traderule: list[TradeTrack]
    placerule: list[PlaceTrack]
    sizelimit: list[SizeTrack]
    holidaylist: list[HolidayTrack]

    def tracks(self) -> Iterator[tuple[str, Track]]:
        """Return every track with the name of its table."""
        for name in type(self).model_fields:
            if name != "instrument":
                yield from ((name, track) for track in getattr(self, name))

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        known = [entry.key for entry in self.instrument]
        cited = {row.by for _, track in self.tracks() for row in track.rows}
        if stray := cited - set(known):
            raise ValueError(f"rows cite documents that no table holds: {sorted(stray)}")
        scopes = [(name, str(track.scope)) for name, track in self.tracks()]
        if twice := {x for x in [*known, *scopes] if [*known, *scopes].count(x) > 1}:
            raise ValueError(f"named twice: {twice}")
        return self
