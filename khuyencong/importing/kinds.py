"""The kinds of list that may come in: their words, their columns, who may bring them in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

TABLE: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "tables" / "kinds.yaml").read_text(encoding="utf-8")
)
PROBLEMS: dict[str, str] = TABLE["problems"]


@dataclass(frozen=True)
class Field:
    """A column that a list may have; `type` is text, money, number, year, day, mark or pair."""

    code: str
    label: str
    type: str = "text"


@dataclass(frozen=True)
class Kind:
    """A kind of list; one that `is_kept` is staged and shown, no page of records takes it in yet."""

    code: str
    label: str
    noun: str
    permission: str
    by_code: dict[str, Field]
    is_kept: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return its columns in order."""
        return tuple(self.by_code.values())


def _fields(kind: str) -> dict[str, Field]:
    return {
        said["code"]: Field(said["code"], said["label"], said.get("type", "text"))
        for said in TABLE["fields"]
        if kind in said.get("kinds", (kind,))
    }


KINDS: dict[str, Kind] = {
    code: Kind(code=code, by_code=_fields(code), **said) for code, said in TABLE["kinds"].items()
}
