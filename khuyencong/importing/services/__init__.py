"""Bringing data from outside in: the sample of the try-out, and the workbooks of offices."""

from khuyencong.importing.services.accepting import (
    accept_file,
    finish_accepting,
    order_accepting,
)
from khuyencong.importing.services.at_once import Imported, import_file
from khuyencong.importing.services.deciding import (
    choose_maker,
    choose_rows,
    confirm_columns,
    fix_cell,
)
from khuyencong.importing.services.sample import SampleCounts, load_sample
from khuyencong.importing.services.staging import (
    finish_staging,
    refuse_file,
    stage_file,
    upload,
)
from khuyencong.importing.services.undoing import finish_undoing, order_undoing, undo_file

__all__ = [
    "Imported",
    "SampleCounts",
    "accept_file",
    "choose_maker",
    "choose_rows",
    "confirm_columns",
    "finish_accepting",
    "finish_staging",
    "finish_undoing",
    "fix_cell",
    "import_file",
    "load_sample",
    "order_accepting",
    "order_undoing",
    "refuse_file",
    "stage_file",
    "undo_file",
    "upload",
]
