"""A whole workbook in one go, without pages and jobs: for the command line and for measuring."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from khuyencong.accounts.models import User
from khuyencong.core.service import service
from khuyencong.importing.enums import RowState
from khuyencong.importing.models import ImportBatch, ImportSheet, StagedRow
from khuyencong.importing.services.accepting import accept_file, finish_accepting
from khuyencong.importing.services.staging import finish_staging, stage_file, upload

TAKEN = (RowState.CLEAN,)


@dataclass(frozen=True)
class Imported:
    """What became of a workbook: its rows by state, the records it made by model."""

    batch: ImportBatch
    rows: Counter[str]
    made: Counter[str]
    is_new: bool


@service("importing.import_file")
def import_file(*, path: Path, by: User | None, on: dt.date) -> Imported:
    """Read a workbook, take its clean rows in and leave the others staged; all of it or nothing."""
    batch, is_new = upload(name=path.name, data=path.read_bytes(), by=by, on=on, with_job=False)
    if is_new:
        for _ in stage_file(batch, by=by, on=on):
            pass
        finish_staging(batch=batch, by=by, on=on)
        ImportSheet.objects.filter(batch=batch).update(is_confirmed=True)
        for _ in accept_file(batch, TAKEN, by=by, on=on):
            pass
        made = finish_accepting(batch=batch, by=by, on=on)
    rows = StagedRow.objects.filter(sheet__batch=batch).values_list("state", flat=True)
    return Imported(batch, Counter(rows.iterator()), made if is_new else Counter(), is_new)
