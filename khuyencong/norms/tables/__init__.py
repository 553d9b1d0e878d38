"""The national law and the known provincial figures, as shipped: YAML by theme."""

from pathlib import Path
from typing import Any

import yaml

from khuyencong.norms.tables.schema import Tables

FOLDER = Path(__file__).parent


def load_tables(folder: Path = FOLDER) -> Tables:
    """Return all YAML files of `folder` as one checked whole; files may share a table."""
    whole: dict[str, list[Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for table, entries in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            whole.setdefault(table, []).extend(entries)
    return Tables.model_validate(whole)
