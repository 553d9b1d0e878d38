"""Reading schemes: who sees them, what the rules look at, what comes next and what is missing."""

from khuyencong.schemes.queries.checks import Checked, check, preview
from khuyencong.schemes.queries.deadlines import Due, Terms, due_of
from khuyencong.schemes.queries.facts import events_of, facts_of, ledger_of, papers_of, steps_of
from khuyencong.schemes.queries.guidance import (
    ChecklistItem,
    Missing,
    NextAction,
    Stop,
    ceiling_findings,
    checklist,
    life_line,
    missing_items,
    money_parts,
    next_action,
    other_actions,
)
from khuyencong.schemes.queries.packs import Pack, PackLine, decision_pack, may_approve
from khuyencong.schemes.queries.parties import (
    acting_organisation,
    approver_of,
    approver_of_batch,
    may_decide,
)
from khuyencong.schemes.queries.taking_over import shortages, standing_findings
from khuyencong.schemes.queries.writing import MACHINES, parts_written

__all__ = [
    "MACHINES",
    "Checked",
    "ChecklistItem",
    "Due",
    "Missing",
    "NextAction",
    "Pack",
    "PackLine",
    "Stop",
    "Terms",
    "acting_organisation",
    "approver_of",
    "approver_of_batch",
    "ceiling_findings",
    "check",
    "checklist",
    "decision_pack",
    "due_of",
    "events_of",
    "facts_of",
    "ledger_of",
    "life_line",
    "may_approve",
    "may_decide",
    "missing_items",
    "money_parts",
    "next_action",
    "other_actions",
    "papers_of",
    "parts_written",
    "preview",
    "shortages",
    "standing_findings",
    "steps_of",
]
