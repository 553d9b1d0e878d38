"""Finding places by what people type."""

from khuyencong.core.text import fold, search_terms
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries.names import without_kind

MOST_RANKED = 2000


def search_units(text: str, limit: int = 30) -> list[AdminUnit]:
    """Return units, old and present, whose name holds all words of the first part of `text`.

    Exact accents come first, then whole names, then present units, then higher levels.
    """
    name = without_kind(text.split(",", maxsplit=1)[0])
    found = AdminUnit.objects.select_related("parent__parent")
    terms = search_terms(name)
    for term in terms:
        found = found.filter(name_folded__contains=term)
    rows = sorted(found[:MOST_RANKED], key=lambda unit: _rank(unit, name)) if terms else []
    return rows[:limit]


def _rank(unit: AdminUnit, name: str) -> tuple[bool, bool, bool, int, str]:
    return (
        name.lower() not in unit.name.lower(),
        unit.name_folded != fold(name),
        unit.valid.upper is not None,
        list(UnitLevel).index(UnitLevel(unit.level)),
        unit.sort_key,
    )
