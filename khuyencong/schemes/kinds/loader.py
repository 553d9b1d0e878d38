"""Reads the kinds' YAML files once."""

import datetime as dt
from pathlib import Path

import yaml

from khuyencong.schemes.kinds.schema import Kind
from khuyencong.schemes.workflow import BY_CODE

PAPER_OF = "paper_"
FOLDER = Path(__file__).parent


def load(folder: Path) -> dict[str, Kind]:
    """Return the kinds of `folder` by code; raises ValueError where a file breaks the schema."""
    kinds = {}
    for path in sorted(folder.glob("*.yaml")):
        kind = Kind.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        if kind.code != path.stem:
            raise ValueError(f"{path.name} holds the kind {kind.code!r}")
        kinds[kind.code] = kind
    return kinds


KINDS = load(FOLDER)


def kinds_on(day: dt.date, *, fund: str) -> tuple[Kind, ...]:
    """Return the kinds that may be chosen on `day` for `fund`."""
    return tuple(k for k in KINDS.values() if k.is_valid_on(day) and fund in k.funds)


def kind_label(code: str) -> str:
    """Return the short label of a kind, the code itself where none is known (recorded rows)."""
    return KINDS[code].short_label if code in KINDS else code


def requirement_label(kind: str, code: str) -> str | None:
    """Return what a paper of the dossier is called; None if the kind knows no such paper.

    Besides the kind's own papers there are scans of the steps' papers (`paper_<action>`) and others.
    """
    if code == "other":
        return "Giấy tờ khác"
    action = BY_CODE.get(code.removeprefix(PAPER_OF)) if code.startswith(PAPER_OF) else None
    if action and action.paper:
        return action.paper.label
    return next((d.label for d in KINDS[kind].documents if d.code == code), None)
