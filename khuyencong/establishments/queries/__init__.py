"""Reading the register."""

from khuyencong.establishments.queries.eligibility import eligibility_of, facts_of, name_on
from khuyencong.establishments.queries.evidence import ending_for, locker_of, uses_of
from khuyencong.establishments.queries.lists import with_awards, with_list_facts
from khuyencong.establishments.queries.many import held_from_commune, held_from_trade
from khuyencong.establishments.queries.pages import (
    history_with_changes,
    ladders_of,
    name_of,
    possible_duplicates,
    survivor_of,
    with_places,
)
from khuyencong.establishments.queries.scope import (
    communes_in,
    craft_villages_in,
    owners_known_to,
    provinces_edited_by,
    provinces_seen_by,
)
from khuyencong.establishments.rules.evidence import standing

__all__ = [
    "communes_in",
    "craft_villages_in",
    "eligibility_of",
    "ending_for",
    "facts_of",
    "held_from_commune",
    "held_from_trade",
    "history_with_changes",
    "ladders_of",
    "locker_of",
    "name_of",
    "name_on",
    "owners_known_to",
    "possible_duplicates",
    "provinces_edited_by",
    "provinces_seen_by",
    "standing",
    "survivor_of",
    "uses_of",
    "with_awards",
    "with_list_facts",
    "with_places",
]
