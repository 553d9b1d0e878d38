"""What the eligibility rules look at; gathered by `queries.facts_of`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


class Law(Protocol):
    """A dated row of the law; the facts of `norms.queries` are such."""

    @property
    def citation(self) -> str:
        """The article."""

    @property
    def is_verified(self) -> bool:
        """Whether it was compared with the text of the law."""


class FormLaw(Law, Protocol):
    """A legal form whose holders may benefit."""

    @property
    def form(self) -> str:
        """Its code in `norms.enums.LegalForm`."""


class TradeLaw(Law, Protocol):
    """A supported trade."""

    @property
    def trade(self) -> str:
        """Its code in `enums.Trade`."""

    @property
    def is_difficult_area_only(self) -> bool:
        """Whether it is supported in difficult areas only."""


class PlaceLaw(Law, Protocol):
    """Which places lie outside the programme."""

    @property
    def outside(self) -> str:
        """A code of `norms.enums.PlaceTest`."""

    @property
    def counts_craft_village(self) -> bool:
        """Whether a recognised craft village counts even there."""


class SizeLaw(Law, Protocol):
    """The most that a small or medium enterprise may have."""

    @property
    def employees_max(self) -> int:
        """Insured staff."""

    @property
    def revenue_max_vnd(self) -> int | None:
        """Revenue of the year before."""

    @property
    def capital_max_vnd(self) -> int | None:
        """Capital."""

    @property
    def is_either(self) -> bool:
        """Whether one of all limits is enough, instead of staff and one of the money limits."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the establishment lay on the day; None means that it is not known.

    `is_outside` answers the test that the law of the day makes; `craft_village` names a recognised
    craft village of that day.
    """

    text: str
    is_unit_known: bool = True
    is_outside: bool | None = None
    craft_village: str = ""
    is_difficult: bool | None = None

    @property
    def told(self) -> str:
        """The place as a sentence begins with it."""
        return self.text[:1].upper() + self.text[1:]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An establishment on a day, and the law of that day; None or empty where not on file."""

    on: dt.date
    legal_form: str
    trade: str
    employees: int | None = None
    revenue_vnd: int | None = None
    capital_vnd: int | None = None
    place: Place | None = None
    forms: Sequence[FormLaw] = ()
    trades: Sequence[TradeLaw] = ()
    size_law: SizeLaw | None = None
    place_law: PlaceLaw | None = None
