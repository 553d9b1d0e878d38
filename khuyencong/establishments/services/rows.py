"""What one row of the register is made of, for single verbs and whole lists alike."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from khuyencong.establishments.enums import Origin
from khuyencong.establishments.models import CraftVillage, Establishment
from khuyencong.geography.models import AdminUnit


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a row was published."""

    source_url: str = ""
    source_title: str = ""
    source_date: str = ""
    retrieved_on: dt.date | None = None
    also_in: str = ""
    name_note: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class EstablishmentRow(Source):
    """An establishment; `duplicate_of` is the reference of the one it may be the same as."""

    name: str
    legal_form: str
    trade: str
    reference: str = ""
    origin: str = Origin.RUN
    trade_text: str = ""
    tax_code: str = ""
    employees: int | None = None
    revenue_vnd: int | None = None
    capital_vnd: int | None = None
    address_text: str = ""
    province: AdminUnit | None = None
    unit: AdminUnit | None = None
    old_unit: AdminUnit | None = None
    craft_village: CraftVillage | None = None
    owner_name: str = ""
    phone: str = ""
    is_woman_owned: bool = False
    is_minority_owned: bool = False
    duplicate_of: str = ""


@dataclass(frozen=True, kw_only=True)
class ProductRow(Source):
    """A product with what it reached in one selection; `reference` is that of the award."""

    name: str
    group: str
    reference: str = ""
    origin: str = Origin.RUN
    establishment: Establishment | None = None
    maker_text: str = ""
    is_group_inferred: bool = False
    is_set: bool = False
    place_text: str = ""
    province: AdminUnit | None = None
    old_unit: AdminUnit | None = None
    level: str
    status: str
    year: int | None = None
    decision_no: str = ""
    decision_on: dt.date | None = None
    region: str = ""
    prize: str = ""


def values(row: Source, *, but: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the fields of a row by name, as they are."""
    return {f.name: getattr(row, f.name) for f in dataclasses.fields(row) if f.name not in but}
