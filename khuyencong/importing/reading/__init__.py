"""Reads lists that offices keep in workbooks: pure Python, no database, nothing guessed in silence.

`read_workbook` returns every data cell as stored and as understood. What was surely put right is
said in `healed`; what is doubtful or cannot be read carries a problem.
"""

from khuyencong.importing.reading.facts import (
    Kind,
    Mapping,
    Problem,
    ReadCell,
    ReadColumn,
    Reading,
    ReadRow,
    ReadSheet,
    RowKind,
    Value,
)
from khuyencong.importing.reading.workbook import read_workbook

__all__ = [
    "Kind",
    "Mapping",
    "Problem",
    "ReadCell",
    "ReadColumn",
    "ReadRow",
    "ReadSheet",
    "Reading",
    "RowKind",
    "Value",
    "read_workbook",
]
