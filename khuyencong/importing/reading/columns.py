"""Which column holds what, and so which kind of list it is: header words and content together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from khuyencong.importing.reading.facts import Kind, Mapping
from khuyencong.importing.reading.headers import Header
from khuyencong.importing.reading.profiles import Profile, fitness
from khuyencong.importing.reading.vocabulary import Field, fields, header_words, titled_kinds

LEAST = 0.42  # below this a column is left for a person to name
OF_TITLE = 0.35
OF_KIND = 0.02  # of two equals the one that only such lists have
KEYS = {
    Kind.SCHEMES: ({"scheme_name"},),
    Kind.PRODUCTS: ({"product_name", "product_and_establishment"},),
    Kind.ESTABLISHMENTS: ({"establishment_name", "establishment_and_place"},),
    Kind.FAIRS: ({"fair_name"},),
    Kind.SUMMARIES: ({"province"},),
    Kind.INDICATORS: ({"label"}, {"value"}),
}
FIGURES = {"money", "count", "number", "figure"}
FEWEST_FIGURES = 2
BY_CONTENT = (  # share of a profile that decides without a header, the field, from what share on
    ("province", "province", 0.8),
    ("paper_and_day", "decision", 0.6),
    ("address_inside", "establishment_and_place", 0.5),
    ("legal", "establishment_name", 0.6),
    ("scheme", "scheme_name", 0.7),
    ("place", "place", 0.6),
    ("index", "stt", 0.9),
    ("year", "year", 0.9),
)
TOGETHER = {  # field → what it is with another one in the same cells, that other, what shows it
    "establishment_name": ("establishment_and_place", "place", "address_inside", 0.25),
    "product_name": ("product_and_establishment", "establishment_name", "second_line", 0.5),
    "decision_no": ("decision", "decision_date", "paper_and_day", 0.25),
}
YEAR_HEADER = re.compile(r"(?:nam )?((?:19|20)\d\d)")


@dataclass(frozen=True)
class Choice:
    """The kind of a table and the field of each column that has one."""

    kind: Kind
    fields: dict[int, str] = field(default_factory=dict)
    confidence: dict[int, float] = field(default_factory=dict)
    score: float = 0.0


def choose(header: Header, seen: dict[int, Profile], title: str) -> Choice:
    """Return the kind whose fields explain the columns best."""
    paths = {c: tuple(header_words(text) for text in path) for c, path in header.paths.items()}
    named = titled_kinds(title)
    found = [_assigned(kind, paths, seen) for kind in KEYS]
    best = max(found, key=lambda choice: choice.score + OF_TITLE * (choice.kind in named))
    if best.score <= 0:
        best = replace(_assigned(Kind.UNKNOWN, paths, seen), kind=Kind.UNKNOWN)
    if best.kind is Kind.SCHEMES and Kind.RUNNING in named:
        best = replace(best, kind=Kind.RUNNING)
    return _joined(best, seen)


def apply(choice: Choice, mapping: Mapping, numbers: dict[str, int]) -> Choice:
    """Return the choice as an officer corrected it; `numbers` are the columns by letter."""
    said = {numbers[letter]: name for letter, name in mapping.fields.items() if letter in numbers}
    kept = {c: name for c, name in choice.fields.items() if c not in said}
    kept = {c: name for c, name in kept.items() if name not in said.values()}
    chosen = kept | {c: name for c, name in said.items() if name}
    sure = choice.confidence | dict.fromkeys(said, 1.0)
    return Choice(mapping.kind, chosen, sure, choice.score)


def field_of(name: str) -> Field:
    """Return what is known of a field; figures of one year are named by it ("value_2021")."""
    known = fields()
    return known.get(name) or known.get(name.rpartition("_")[0]) or known["note"]


def _assigned(kind: Kind, paths: dict[int, tuple[str, ...]], seen: dict[int, Profile]) -> Choice:
    offers = sorted(_offers(kind, paths, seen), key=lambda offer: -offer[0])
    chosen: dict[int, str] = {}
    sure: dict[int, float] = {}
    for score, column, name in offers:
        if column not in chosen and name not in chosen.values():
            chosen[column], sure[column] = name, min(score, 1.0)
    _add_years(kind, paths, seen, chosen, sure)
    _add_by_content(kind, seen, chosen, sure)
    return Choice(kind, chosen, sure, _score(kind, chosen, sure))


def _offers(
    kind: Kind, paths: dict[int, tuple[str, ...]], seen: dict[int, Profile]
) -> Iterable[tuple[float, int, str]]:
    for column, path in paths.items():
        look = seen.get(column, Profile())
        for known in fields().values():
            if kind is not Kind.UNKNOWN and not known.fits(kind):
                continue
            likeness = known.likeness(path)
            score = likeness * fitness(known.type, look) if likeness else 0.0
            if score >= LEAST:
                yield score + OF_KIND * bool(known.kinds), column, known.name


def _add_years(
    kind: Kind,
    paths: dict[int, tuple[str, ...]],
    seen: dict[int, Profile],
    chosen: dict[int, str],
    sure: dict[int, float],
) -> None:
    """Let the columns "2019", "2020" … of a list of indicators hold the values of these years."""
    if kind is not Kind.INDICATORS:
        return
    for column, path in paths.items():
        year = YEAR_HEADER.fullmatch(path[-1])
        if year and column not in chosen and seen.get(column, Profile()).number > 0.5:
            has_value = "value" in chosen.values()
            chosen[column] = f"value_{year[1]}" if has_value else "value"
            sure[column] = 0.8


def _add_by_content(
    kind: Kind, seen: dict[int, Profile], chosen: dict[int, str], sure: dict[int, float]
) -> None:
    for column, look in sorted(seen.items()):
        for share, name, least in BY_CONTENT:
            is_free = column not in chosen and name not in chosen.values()
            is_known = kind is Kind.UNKNOWN or fields()[name].fits(kind)
            if is_free and is_known and look.filled > 2 and getattr(look, share) >= least:
                chosen[column], sure[column] = name, 0.5


def _score(kind: Kind, chosen: dict[int, str], sure: dict[int, float]) -> float:
    names = set(chosen.values())
    if kind is Kind.UNKNOWN:
        return 0.0
    if not all(names & keys for keys in KEYS[kind]):
        return 0.0
    figures = sum(field_of(name).type in FIGURES for name in names)
    if kind is Kind.SUMMARIES and figures < FEWEST_FIGURES:
        return 0.0
    own = sum(sure[c] for c, name in chosen.items() if field_of(name).kinds)
    shared = sum(sure[c] for c, name in chosen.items() if not field_of(name).kinds)
    keys = sum(sure[c] for c, name in chosen.items() if any(name in k for k in KEYS[kind]))
    return own + 0.8 * shared + 0.5 * keys


def _joined(choice: Choice, seen: dict[int, Profile]) -> Choice:
    """See two things in one column where the cells hold both: name and address, number and day."""
    chosen = dict(choice.fields)
    for column, name in choice.fields.items():
        both, other, look, least = TOGETHER.get(name, ("", "", "filled", 0.0))
        share = getattr(seen.get(column, Profile()), look)
        if both and other not in chosen.values() and share >= least:
            chosen[column] = both
        elif name == "decision" and "decision_date" in chosen.values():
            has_days = seen.get(column, Profile()).paper_and_day > 0
            chosen[column] = "decision" if has_days else "decision_no"
    return replace(choice, fields=chosen)
