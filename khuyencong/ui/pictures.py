"""The domain pictures as SVG: where everything stands.

Numbers leave here as text, since templates would write a decimal comma into the drawing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from khuyencong.core.money import format_million, format_number, format_vnd

SOURCES = ("national", "local", "counterpart", "other")
SHADES = tuple(f"shade-{n}" for n in range(1, 7))  # of one colour, for the stages of one source
STATES = ("done", "now", "next", "late")
LINE_WIDTH = 1120
LONGEST_WORDS = 17  # characters of a detail that fit beside those of the neighbours
BAR_WIDTH = 420  # px, as narrow as a card with a bar gets beside another
LETTER_WIDTH = 7.5
LABEL_MARGIN = 20


@dataclass(frozen=True)
class BarPart:
    """One source of money in the bar, measures in percent of its width."""

    source: str
    label: str
    amount: str
    exact: str
    share: str
    x: str
    width: str
    words: str


@dataclass(frozen=True)
class Bar:
    """Money by source, drawn to scale."""

    parts: list[BarPart]
    total: str
    total_exact: str


@dataclass(frozen=True)
class Stop:
    """One station of a life line; `lines` is its detail in at most two lines."""

    label: str
    detail: str
    lines: list[str]
    state: str
    x: str
    is_reached: bool
    previous_x: str


def money_bar(parts: Iterable[tuple[str, str, int]]) -> Bar:
    """Lay out money by source, or by stage in shades; parts of nothing are left out."""
    given = [(source, label, vnd) for source, label, vnd in parts if vnd]
    total = sum(vnd for _, _, vnd in given)
    drawn, start = [], Decimal(0)
    for source, label, vnd in given:
        if source not in SOURCES and source not in SHADES:
            raise ValueError(f"{source!r} is no source of money")
        width = Decimal(vnd) * 100 / total
        drawn.append(_part(source, label, vnd, start, width))
        start += width
    return Bar(drawn, format_million(total), format_vnd(total))


def _part(source: str, label: str, vnd: int, start: Decimal, width: Decimal) -> BarPart:
    return BarPart(
        source=source,
        label=label,
        amount=format_million(vnd),
        exact=format_vnd(vnd),
        share=f"{format_number(round(width))}\u00a0%",
        x=f"{start:.2f}%",
        width=f"{width:.2f}%",
        words=_fitting(width, f"{label} {format_million(vnd)}", format_million(vnd)),
    )


def _fitting(width: Decimal, *wishes: str) -> str:
    """Return the first of `wishes` that fits into a part of `width` percent, "" if none does."""
    room = float(width) * BAR_WIDTH / 100 - LABEL_MARGIN
    return next((text for text in wishes if len(text) * LETTER_WIDTH <= room), "")


def life_line(stops: Sequence[tuple[str, str, str]]) -> list[Stop]:
    """Lay out stations at equal distance, the first and last half a distance from the edge."""
    step = Decimal(LINE_WIDTH) / max(len(stops), 1)
    places = [f"{step * index + step / 2:.1f}" for index in range(len(stops))]
    drawn = []
    for index, (label, detail, state) in enumerate(stops):
        if state not in STATES:
            raise ValueError(f"{state!r} is no state of a station")
        before = places[index - 1] if index else ""
        is_reached = state != "next"
        drawn.append(Stop(label, detail, _lines(detail), state, places[index], is_reached, before))
    return drawn


def _lines(detail: str) -> list[str]:
    """Break a long detail at its middle dot, else at the space nearest to its middle."""
    if len(detail) <= LONGEST_WORDS or " " not in detail:
        return [detail] if detail else []
    first, dot, second = detail.partition(" · ")
    if dot:
        return [first, second]
    middle = len(detail) / 2
    at = min((i for i, c in enumerate(detail) if c == " "), key=lambda i: abs(i - middle))
    return [detail[:at], detail[at + 1 :]]
