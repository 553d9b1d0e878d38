"""How the rows of each kind of list become records, through the set services of their packages."""

from khuyencong.importing.services.takers import (
    establishments,
    figures,
    products,
    running,
    schemes,
)
from khuyencong.importing.services.takers.base import Arrival, Known, Made, Pair, Taker

TAKERS: dict[str, Taker] = {
    taker.kind: taker
    for taker in (
        schemes.TAKER,
        running.TAKER,
        products.TAKER,
        establishments.TAKER,
        figures.SUMMARIES,
        figures.INDICATORS,
    )
}

__all__ = ["TAKERS", "Arrival", "Known", "Made", "Pair", "Taker"]
