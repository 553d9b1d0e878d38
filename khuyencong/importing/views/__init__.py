"""Pages of the imports: list, upload, columns, rows, result."""

from khuyencong.importing.views.batches import (
    accept,
    batch,
    batches,
    result,
    template,
    undo,
    upload,
)
from khuyencong.importing.views.tables import choose, choose_maker, columns, fix, rows

__all__ = [
    "accept",
    "batch",
    "batches",
    "choose",
    "choose_maker",
    "columns",
    "fix",
    "result",
    "rows",
    "template",
    "undo",
    "upload",
]
