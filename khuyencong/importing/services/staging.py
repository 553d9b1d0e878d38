"""A workbook is uploaded, kept, read and laid down row by row; nothing of it counts yet."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import require_permission
from khuyencong.accounts.queries import organisation_of
from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.service import service
from khuyencong.documents.services import store_file
from khuyencong.importing import events
from khuyencong.importing.enums import BatchState
from khuyencong.importing.kinds import KINDS
from khuyencong.importing.models import LOAD, ImportBatch, ImportSheet, Layout, StagedRow
from khuyencong.importing.reading import Kind, Mapping, ReadRow, ReadSheet, read_workbook
from khuyencong.importing.reading.package import open_package
from khuyencong.importing.services.book import Book
from khuyencong.importing.services.staged import DATA, Staged
from khuyencong.importing.services.storing import cell_of, insert
from khuyencong.jobs.services import enqueue

CHUNK = 5000
LONGEST_NAME = 60


@service("importing.upload")
def upload(
    *, name: str, data: bytes, by: User | None, on: dt.date, with_job: bool = True
) -> tuple[ImportBatch, bool]:
    """Keep a workbook and let it be read; return its import and whether the file is new here.

    The same bytes of the same organisation are the same import, also when two send them at once.
    """
    require_permission(by, LOAD)
    open_package(data)
    organisation = organisation_of(by, on) if by else None
    sha256 = hashlib.sha256(data).hexdigest()
    _be_alone(f"{organisation.pk if organisation else ''}:{sha256}")
    batch = ImportBatch.objects.filter(organisation=organisation, sha256=sha256).first()
    if batch is not None and batch.state != BatchState.FAILED:
        return batch, False
    if batch is None:
        file = store_file(name=name, data=data, by=by)
        batch = ImportBatch.objects.create(
            organisation=organisation,
            file=file,
            name=file.name,
            sha256=sha256,
            uploaded_by=by,
            uploaded_at=clock.now(),
        )
    _order_reading(batch, by, with_job=with_job)
    record(
        events.FILE_UPLOADED,
        by=by,
        subject=batch,
        organisation=organisation,
        on=on,
        after={"sha256": sha256},
    )
    return batch, True


def order_reading(batch: ImportBatch, by: User | None, *, sheet: ImportSheet | None = None) -> None:
    """Let a job read the file, or one table of it, once more."""
    position = sheet.position if sheet else None
    params = {"batch": batch.public_id, "only": position}
    batch.job = enqueue(
        "importing.read", params=params, by=by, title=f"Đọc tệp {batch.name}"
    ).public_id
    batch.state, batch.refusal = BatchState.READING, ""
    batch.save(update_fields=["job", "state", "refusal"])


def _order_reading(batch: ImportBatch, by: User | None, *, with_job: bool) -> None:
    if with_job:
        order_reading(batch, by)
    elif batch.state == BatchState.FAILED:
        batch.state, batch.refusal = BatchState.READING, ""
        batch.save(update_fields=["state", "refusal"])


def stage_file(
    batch: ImportBatch, *, by: User | None, on: dt.date, only: int | None = None
) -> Iterator[int]:
    """Lay down the rows of the file, or of its table at position `only`, chunk by chunk.

    Begun anew after a crash it begins from nothing; yields how many rows each part held.
    """
    with default_storage.open(batch.file.path) as stored:
        reading = read_workbook(stored.read(), mappings=_mappings(batch))
    old = ImportSheet.objects.filter(batch=batch)
    answered = _answered(old if only is None else old.filter(position=only))
    if only is None:
        old.delete()
        batch.notes = list(reading.notes)
        batch.save(update_fields=["notes"])
    book = Book(organisation=batch.organisation, answers=batch.answers, by=by, on=on)
    for position, read in enumerate(reading.sheets):
        if only in (None, position):
            sheet = _sheet(batch, position, read, is_again=only is not None)
            yield from _stage_rows(sheet, read, book, answered)


def _stage_rows(
    sheet: ImportSheet, read: ReadSheet, book: Book, answered: dict[Any, Any]
) -> Iterator[int]:
    StagedRow.objects.filter(sheet=sheet).delete()
    waiting = (_staged(row, answered) for row in read.rows)
    while rows := list(islice(waiting, CHUNK)):
        if sheet.kind in KINDS:
            book.examine(sheet.kind, rows, sheet.context, sheet.name)
        insert(sheet.pk, rows)
        yield len(rows)


@service("importing.stage")
def finish_staging(*, batch: ImportBatch, by: User | None, on: dt.date) -> ImportBatch:
    """Say that the file lies ready to be looked at."""
    count = StagedRow.objects.filter(sheet__batch=batch, kind=DATA).count()
    accepted = StagedRow.objects.filter(sheet__batch=batch, state="accepted").exists()
    batch.state = BatchState.ACCEPTED if accepted else BatchState.READY
    batch.save(update_fields=["state"])
    record(
        events.FILE_STAGED,
        by=by,
        subject=batch,
        organisation=batch.organisation,
        on=on,
        count=count,
    )
    return batch


@service("importing.refuse")
def refuse_file(*, batch: ImportBatch, why: str, by: User | None, on: dt.date) -> ImportBatch:
    """Note why the file could not be read; it may be sent again."""
    batch.state, batch.refusal = BatchState.FAILED, why
    batch.save(update_fields=["state", "refusal"])
    record(
        events.FILE_REFUSED,
        by=by,
        subject=batch,
        organisation=batch.organisation,
        on=on,
        reason=why,
    )
    return batch


def _sheet(batch: ImportBatch, position: int, read: ReadSheet, *, is_again: bool) -> ImportSheet:
    columns = [
        {
            "letter": c.letter,
            "header": c.header,
            "field": c.field,
            "unit": c.unit,
            "is_hidden": c.is_hidden,
            "confidence": c.confidence,
            "samples": list(c.samples),
        }
        for c in read.columns
    ]
    facts = {
        "name": read.name[:LONGEST_NAME],
        "kind": str(read.kind),
        "header_rows": list(read.header_rows),
        "columns": columns,
        "layout_key": read.layout_key,
        "is_hidden": read.is_hidden,
    }
    if not is_again:
        return ImportSheet.objects.create(
            batch=batch, position=position, context=dict(read.context), **facts
        )
    sheet = ImportSheet.objects.get(batch=batch, position=position)
    for name, value in facts.items():
        setattr(sheet, name, value)
    sheet.save()
    return sheet


def _staged(read: ReadRow, answered: dict[Any, Any]) -> Staged:
    row = Staged(
        number=read.number,
        kind=str(read.kind),
        cells={name: cell_of(cell) for name, cell in read.cells.items()},
        group=dict(read.group),
        text=read.text,
        is_hidden=read.is_hidden,
    )
    if answered:
        row.choice = answered.get(row.number, "")
        for field, cell in row.cells.items():
            row.cells[field] = answered.get((cell["c"], field), cell)
    return row


def _answered(sheets: Any) -> dict[Any, Any]:
    """Return what people typed and chose in rows that are read once more."""
    rows = StagedRow.objects.filter(sheet__in=sheets)
    found: dict[Any, Any] = dict(rows.exclude(choice="").values_list("number", "choice"))
    for cells in rows.filter(is_fixed=True).values_list("cells", flat=True):
        found |= {(c["c"], field): c for field, c in cells.items() if "was" in c}
    return found


def _mappings(batch: ImportBatch) -> list[Mapping]:
    known = Layout.objects.filter(organisation=batch.organisation)
    return [
        Mapping(layout.layout_key, Kind(layout.kind), layout.fields, layout.units)
        for layout in known
    ]


def _be_alone(key: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
