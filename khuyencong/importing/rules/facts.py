"""One row as facts: the cells of the row, then its group, then what stands over the table."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from khuyencong.core.text import clean

MILLION = 1_000_000
# "- Tên: Công ty A" over "- Đ/c: xã B": a name and an address in one cell, with or without labels.
NAME_LABEL = re.compile(r"^\W*(?:tên(?: cơ sở| đơn vị)?|đơn vị)\s*:\s*", re.IGNORECASE)
ADDRESS_LABEL = re.compile(r"^\W*(?:đ/?c|địa chỉ|địa điểm)\s*:\s*", re.IGNORECASE)
IN_BRACKETS = re.compile(
    r"^(?P<name>.+?)\s*\((?P<maker>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$", re.DOTALL
)
DASH = re.compile(r"\s+[-–—]\s+")


def plain(value: Any) -> Any:
    """Return a read value as JSON holds it."""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, dt.date) else value


@dataclass(frozen=True)
class RowFacts:
    """What is known of a row, by field; texts are cleaned."""

    values: Mapping[str, Any]

    def text(self, *fields: str) -> str:
        """Return the first of the fields that holds something, as text of one line."""
        for field in fields:
            value = self.values.get(field)
            if value not in (None, ""):
                return clean(str(value))
        return ""

    def lines(self, field: str) -> list[str]:
        """Return the non-empty lines of a cell."""
        return [
            line for part in str(self.values.get(field) or "").splitlines() if (line := clean(part))
        ]

    def number(self, field: str) -> Decimal | None:
        """Return a number, None where there is none."""
        value = self.values.get(field)
        if value in (None, ""):
            return None
        try:
            return Decimal(str(value))
        except InvalidOperation:
            return None

    def count(self, field: str) -> int | None:
        """Return a whole number, None where there is none."""
        number = self.number(field)
        return int(number) if number is not None and number == int(number) else None

    def vnd(self, field: str) -> int | None:
        """Return the đồng of a cell in triệu."""
        number = self.number(field)
        return None if number is None else int(number * MILLION)

    def day(self, field: str) -> dt.date | None:
        """Return a day, None for an empty cell or one that tells less than a day."""
        value = str(self.values.get(field) or "")
        try:
            return dt.date.fromisoformat(value) if len(value) == len("2026-11-21") else None
        except ValueError:
            return None

    def is_marked(self, field: str) -> bool:
        """Whether the cell carries an x."""
        return self.number(field) == 1

    def paper(self, pair: str, day: str) -> tuple[str, dt.date | None]:
        """Return number and day of a paper, from one cell or two."""
        number, _, told = self.text(pair).partition("|")
        return number, self.day(day) or RowFacts({"day": told}).day("day")

    @cached_property
    def decision(self) -> tuple[str, dt.date | None]:
        """Number and day of the decision, from one cell or two."""
        number, day = self.paper("decision", "decision_date")
        return self.text("decision_no") or number, day

    @cached_property
    def maker(self) -> tuple[str, str]:
        """Name and address of the establishment, however the list writes them."""
        name, address = self.text("establishment_name"), self.text("place")
        if not name and self.text("establishment_and_place"):
            name, told = name_and_address(self.lines("establishment_and_place"))
            address = address or told
        if not name and self.text("product_and_establishment"):
            name = product_and_maker(self.lines("product_and_establishment"))[1]
        return name, address

    @cached_property
    def product(self) -> str:
        """Name of the product, however the list writes it."""
        own = self.text("product_name")
        return own or product_and_maker(self.lines("product_and_establishment"))[0]


def name_and_address(lines: list[str]) -> tuple[str, str]:
    """Return the name and the address that stand in one cell; "" for what is not told."""
    addresses = [ADDRESS_LABEL.sub("", line) for line in lines if ADDRESS_LABEL.match(line)]
    others = [NAME_LABEL.sub("", line) for line in lines if not ADDRESS_LABEL.match(line)]
    if not others:
        return "", ", ".join(addresses)
    if not addresses and len(others) == 1 and len(parts := DASH.split(others[0], maxsplit=1)) > 1:
        return parts[0], parts[1]
    name, *rest = others
    return name.lstrip("-–• "), ", ".join([*addresses, *rest]) if not addresses else ", ".join(
        addresses
    )


def product_and_maker(lines: list[str]) -> tuple[str, str]:
    """Return product and maker of one cell: "Chè móc câu (HTX chè Hảo Đạt)"."""
    whole = "\n".join(lines)
    if found := IN_BRACKETS.match(whole):
        return clean(found["name"]), clean(found["maker"])
    if len(lines) > 1:
        return lines[0], clean(NAME_LABEL.sub("", " ".join(lines[1:])).strip("()-– "))
    return clean(whole), ""
