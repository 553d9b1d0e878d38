"""What a person answers: columns, cells, rows to drop or take, which establishment is meant."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import require_permission
from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.importing import events
from khuyencong.importing.enums import BUSY, RowState
from khuyencong.importing.models import LOAD, ImportBatch, ImportSheet, Layout, StagedRow
from khuyencong.importing.services.book import Book
from khuyencong.importing.services.staged import DATA
from khuyencong.importing.services.staging import order_reading
from khuyencong.importing.services.storing import fetch, update

CHOICES = {"drop": "bỏ", "take": "đã xem, nhận như đang đọc", "": "xét lại"}


def lock(batch: ImportBatch, by: User | None) -> ImportBatch:
    """Return the import locked, if nothing is at work on it and the person may."""
    locked = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    require_permission(by, LOAD, organisation=locked.organisation)
    if locked.state in BUSY:
        raise refuse(
            "importing.busy",
            f"Tệp này {locked.get_state_display()}; chưa đổi gì được lúc này.",
            cure="Đợi việc đang chạy xong rồi làm lại; những gì đã chọn vẫn còn.",
        )
    return locked


@service("importing.confirm_columns")
def confirm_columns(
    *,
    sheet: ImportSheet,
    kind: str,
    fields: Mapping[str, str],
    units: Mapping[str, str],
    context: Mapping[str, str],
    by: User | None,
    on: dt.date,
) -> bool:
    """Note what the columns hold and remember it; return whether the table is read once more."""
    batch = lock(sheet.batch, by)
    _require_once(fields)
    before = (sheet.kind, {c["letter"]: (c["field"], c["unit"]) for c in sheet.columns})
    after = (kind, {letter: (fields[letter], units.get(letter, "")) for letter in before[1]})
    told = {name: value for name, value in {**sheet.context, **context}.items() if value}
    is_new = before != after or told != sheet.context
    sheet.kind, sheet.context, sheet.is_confirmed = kind, told, True
    for column in sheet.columns:
        column["field"], column["unit"] = after[1][column["letter"]]
    sheet.save()
    Layout.objects.update_or_create(
        organisation=batch.organisation,
        layout_key=sheet.layout_key,
        defaults={
            "kind": kind,
            "fields": dict(fields),
            "units": dict(units),
            "confirmed_at": clock.now(),
        },
    )
    if is_new:
        order_reading(batch, by, sheet=sheet)
    _record(events.COLUMNS_CONFIRMED, batch, by, on, sheet=sheet.name)
    return is_new


@service("importing.fix_cell")
def fix_cell(
    *, row: StagedRow, field: str, typed: str, value: Any, by: User | None, on: dt.date
) -> StagedRow:
    """Let a cell say what a person typed; what the file says is kept beside it."""
    batch = lock(row.sheet.batch, by)
    _require_waiting([row])
    cell = row.cells.get(field, {"c": "", "s": "", "v": None})
    before = cell["v"]
    was = cell.get("was", {"v": before, "p": cell.get("p", [])})
    row.cells[field] = {"c": cell["c"], "s": cell["s"], "v": value, "was": was, "typed": typed}
    row.is_fixed = True
    row.save(update_fields=["cells", "is_fixed"])
    examine_again(batch, StagedRow.objects.filter(pk=row.pk), by, on)
    _record(
        events.CELL_FIXED,
        batch,
        by,
        on,
        cell=cell["c"] or f"{field} dòng {row.number}",
        sheet=row.sheet.name,
        before={field: before},
        after={field: value},
    )
    row.refresh_from_db()
    return row


@service("importing.choose_rows")
def choose_rows(
    *, batch: ImportBatch, keys: Collection[int], choice: str, by: User | None, on: dt.date
) -> int:
    """Drop rows, take them as they were read, or let them be judged anew; return how many."""
    locked = lock(batch, by)
    rows = StagedRow.objects.filter(sheet__batch=locked, pk__in=keys, kind=DATA)
    rows = rows.exclude(state=RowState.ACCEPTED)
    count = rows.update(choice=choice)
    if count:
        examine_again(locked, rows, by, on)
        _record(events.ROWS_CHOSEN, locked, by, on, count=count, what=CHOICES[choice])
    return count


@service("importing.choose_maker")
def choose_maker(
    *, batch: ImportBatch, maker_key: str, answer: str, by: User | None, on: dt.date
) -> int:
    """Say which establishment a name means, for every row that has it; return how many rows."""
    locked = lock(batch, by)
    rows = StagedRow.objects.filter(sheet__batch=locked, maker_key=maker_key)
    first = rows.exclude(maker={}).first()
    offered = {option["id"] for option in first.maker.get("options", ())} if first else set()
    if answer not in offered | {"new", "text"}:
        raise refuse(
            "importing.no_such_choice",
            "Cơ sở này không nằm trong các lựa chọn của dòng.",
            cure="Tải lại trang rồi chọn lại.",
        )
    locked.answers[maker_key] = answer
    locked.save(update_fields=["answers"])
    count = examine_again(locked, rows, by, on)
    _record(events.ROWS_CHOSEN, locked, by, on, count=count, what="cơ sở của dòng")
    return count


def examine_again(
    batch: ImportBatch, rows: QuerySet[StagedRow], by: User | None, on: dt.date
) -> int:
    """Judge rows anew, with those that might be their doubles; return how many were judged."""
    names = [name for name in rows.values_list("name_key", flat=True).distinct() if name]
    family = Q(pk__in=list(rows.values_list("pk", flat=True))) | Q(name_key__in=names)
    found = StagedRow.objects.filter(family, sheet__batch=batch, kind=DATA)
    found = found.exclude(state=RowState.ACCEPTED).order_by("number")
    book = Book(organisation=batch.organisation, answers=batch.answers, by=by, on=on)
    count = 0
    for sheet in batch.sheets.all():
        staged = list(fetch(found.filter(sheet=sheet)))
        if staged:
            book.examine(sheet.kind, staged, sheet.context, sheet.name)
            update(staged)
        count += len(staged)
    return count


def _require_once(fields: Mapping[str, str]) -> None:
    named = [field for field in fields.values() if field]
    twice = {field for field in named if named.count(field) > 1}
    if twice:
        letters = ", ".join(letter for letter, field in fields.items() if field in twice)
        raise refuse(
            "importing.column_twice",
            f"Các cột {letters} cùng được chọn là một nội dung.",
            cure="Chọn cho mỗi nội dung một cột; cột thừa để “bỏ qua cột này”.",
        )


def _require_waiting(rows: Collection[StagedRow]) -> None:
    if any(row.state == RowState.ACCEPTED or row.kind != DATA for row in rows):
        raise refuse(
            "importing.row_closed",
            "Dòng này đã nhận hoặc không phải dòng dữ liệu, không sửa được ở đây.",
            cure="Sửa ở trang của bản ghi đã lập, hoặc hoàn tác việc nhập trước.",
        )


def _record(kind: Any, batch: ImportBatch, by: User | None, on: dt.date, **words: Any) -> None:
    record(kind, by=by, subject=batch, organisation=batch.organisation, on=on, **words)
