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

# Every table of dated law by its name in addresses.
TABLES: dict[str, type[DatedRow]] = {
    "muc-ho-tro": Norm,
    "thu-tuc": Procedure,
    "tam-ung": AdvanceRule,
    "thoi-han": DeadlineRule,
    "doi-tuong": FormRule,
    "nganh-nghe": TradeRule,
    "dia-ban": PlaceRule,
    "quy-mo": SizeLimit,
    "ngay-nghi": HolidayList,
    "danh-muc-dia-ban": AreaListing,
}

__all__ = [
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
