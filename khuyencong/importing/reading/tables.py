"""The tables that the reading goes by: words of headers and rows, old fonts, ways of writing."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[1] / "tables"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it was built


@cache
def table(name: str) -> dict[str, Any]:
    """Return one table, read once."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=LOADER)  # noqa: S506 - both are safe loaders
    return loaded


@cache
def syllables() -> frozenset[str]:
    """Return the syllables that are usual in Vietnamese texts and place names."""
    return frozenset((FOLDER / "syllables.txt").read_text(encoding="utf-8").split())
