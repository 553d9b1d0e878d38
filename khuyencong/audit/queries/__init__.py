"""Reading the log, proving that nobody changed it, and what became of the rows of a record."""

from khuyencong.audit.queries.log import (
    changes_of,
    first_broken_link,
    history_of,
    matching,
    subject_of,
    visible_to,
)
from khuyencong.audit.queries.rows import acts_on
from khuyencong.audit.queries.values import Change

__all__ = [
    "Change",
    "acts_on",
    "changes_of",
    "first_broken_link",
    "history_of",
    "matching",
    "subject_of",
    "visible_to",
]
