"""Reading the published lists: cells as they are, money exact, days and sources."""

import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from khuyencong.core.text import clean

FOLDER = Path(__file__).resolve().parents[3] / "sample"
WORDS = Path(__file__).resolve().parents[1] / "tables" / "words.yaml"
MILLION = 1_000_000
Row = dict[str, str]


def rows_of(name: str) -> Iterator[Row]:
    """Yield the rows of `sample/<name>.csv` with cleaned cells."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield {column: clean(cell or "") for column, cell in row.items()}


@cache
def words(table: str) -> dict[str, str]:
    """Return one table of `tables/words.yaml`."""
    known: dict[str, str] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))[table]
    return known


def vnd(million: str) -> int | None:
    """Return the đồng of an amount in million, exactly; None for an empty cell."""
    if not million:
        return None
    amount = Decimal(million) * MILLION
    if amount != amount.to_integral_value():
        raise ValueError(f"{million} million is no whole number of đồng")
    return int(amount)


def number(cell: str) -> int | None:
    """Return a whole number, None for an empty cell."""
    return int(cell) if cell else None


def day(cell: str) -> dt.date | None:
    """Return a day, None for an empty cell or one that tells less than a day."""
    return dt.date.fromisoformat(cell) if len(cell) == len("2026-11-21") else None


def source_of(row: Row) -> dict[str, Any]:
    """Return where a row was published; what is written beside or instead of an address is kept."""
    address, _, beside = row["source_url"].partition(" ")
    if not address.startswith("http"):
        address, beside = "", row["source_url"]
    return {
        "source_url": address,
        "source_title": joined(row["source_title"], beside, by=" "),
        "source_date": row["source_date"],
        "retrieved_on": day(row["retrieved_on"]),
    }


def joined(*parts: str, by: str = "; ") -> str:
    """Join what is not empty."""
    return by.join(part for part in parts if part)
