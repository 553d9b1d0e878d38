"""Whether a row tells of something that is already there."""

from dataclasses import dataclass

from khuyencong.importing.enums import Match
from khuyencong.importing.rules.names import LIKE, likeness


@dataclass(frozen=True)
class Likeness:
    """What records of one kind are compared by; None and "" stand for not told.

    `hard` are facts that make two records different (year, level), `soft` such as may have been
    typed differently (the amount).
    """

    name: str  # folded
    province: int | None = None
    maker: str = ""  # folded
    hard: tuple[object, ...] = ()
    soft: tuple[object, ...] = ()


def compare(mine: Likeness, other: Likeness) -> Match:
    """Return how surely both are one record; a name alone never makes it sure."""
    if _part((mine.province,), (other.province,)) or _part(mine.hard, other.hard):
        return Match.NEW
    if mine.name != other.name:
        return _by_likeness(mine, other)
    makers = ((mine.maker or None,), (other.maker or None,))
    if _part(*makers):
        return Match.NEW
    if _part(mine.soft, other.soft):
        return Match.PERHAPS if _agree(*makers) else Match.NEW
    told = any(_agree(a, b) for a, b in (makers, (mine.hard, other.hard), (mine.soft, other.soft)))
    return Match.SURE if told else Match.PERHAPS


def _by_likeness(mine: Likeness, other: Likeness) -> Match:
    """Another wording of the same: only where amount and year agree outright."""
    told = (*mine.hard, *mine.soft)
    if not mine.soft or None in told or told != (*other.hard, *other.soft):
        return Match.NEW
    return Match.PERHAPS if likeness(mine.name, other.name) >= LIKE else Match.NEW


def _part(mine: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return any(
        a is not None and b is not None and a != b for a, b in zip(mine, other, strict=False)
    )


def _agree(mine: tuple[object, ...], other: tuple[object, ...]) -> bool:
    return any(a is not None and a == b for a, b in zip(mine, other, strict=False))
