"""Legal documents, their scans, and the dated rows that they set."""

from khuyencong.norms.models.base import DatedRow, RowQuerySet
from khuyencong.norms.models.instruments import Instrument, Scan
from khuyencong.norms.models.rows import (
    AdvanceRule,
    AreaListing,
    DeadlineRule,
    FormRule,
    HolidayList,
    Norm,
    PlaceRule,
    Procedure,
    SizeLimit,
    TradeRule,
)

_ALL: tuple[type[DatedRow], ...] = (
    Norm,
    Procedure,
    AdvanceRule,
    DeadlineRule,
    FormRule,
    TradeRule,
    PlaceRule,
    SizeLimit,
    HolidayList,
    AreaListing,
)
# Every table of dated law by its name in addresses.
TABLES: dict[str, type[DatedRow]] = {table.SLUG: table for table in _ALL}

# The tables that a province, or somebody for the days off, fills at /dinh-muc/; the others ship.
ENTERED: tuple[type[DatedRow], ...] = (Norm, Procedure, DeadlineRule, AreaListing, HolidayList)

__all__ = [
    "ENTERED",
    "TABLES",
    "AdvanceRule",
    "AreaListing",
    "DatedRow",
    "DeadlineRule",
    "FormRule",
    "HolidayList",
    "Instrument",
    "Norm",
    "PlaceRule",
    "Procedure",
    "RowQuerySet",
    "Scan",
    "SizeLimit",
    "TradeRule",
]
