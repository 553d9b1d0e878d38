"""Reading schemes: who sees them, what the rules look at, what comes next and what is missing."""

from khuyencong.schemes.queries.checks import Checked, check, preview
from khuyencong.schemes.queries.facts import facts_of
from khuyencong.schemes.queries.parties import (
    acting_organisation,
    approver_of,
    approver_of_batch,
    may_decide,
)

__all__ = [
    "Checked",
    "acting_organisation",
    "approver_of",
    "approver_of_batch",
    "check",
    "facts_of",
    "may_decide",
    "preview",
]
