"""What pages ask about imports."""

from khuyencong.importing.queries.cards import Card, cards_of, shown_value
from khuyencong.importing.queries.counts import (
    Counts,
    counts_by_sheet,
    counts_of,
    made_counts,
    problems_of,
)

__all__ = [
    "Card",
    "Counts",
    "cards_of",
    "counts_by_sheet",
    "counts_of",
    "made_counts",
    "problems_of",
    "shown_value",
]
