"""Rows that were looked at become records, through the set services of their packages."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import connection, transaction

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core.findings import Refusal, refuse
from khuyencong.core.service import service
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.services import register_many
from khuyencong.geography.models import AdminUnit
from khuyencong.importing import events
from khuyencong.importing.enums import BatchState, Match, RowState
from khuyencong.importing.kinds import KINDS
from khuyencong.importing.models import ImportBatch, ImportSheet, StagedRow
from khuyencong.importing.permissions import may_take
from khuyencong.importing.rules.checks import Issue
from khuyencong.importing.services.deciding import lock
from khuyencong.importing.services.staged import Staged
from khuyencong.importing.services.storing import fetch
from khuyencong.importing.services.takers import TAKERS, Arrival, Made
from khuyencong.importing.services.takers.establishments import maker_reference, maker_row
from khuyencong.jobs.services import enqueue

CHUNK = 5000
ACCEPTABLE = frozenset({RowState.CLEAN, RowState.DOUBT})
MAKER = "establishments.establishment"
_WRITE_BACK = """
UPDATE importing_stagedrow AS row SET state = 'accepted', made = row.made || told.made::jsonb
FROM unnest(%s::bigint[], %s::text[]) AS told (id, made) WHERE row.id = told.id
"""


@service("importing.accept")
def order_accepting(
    *, batch: ImportBatch, states: Collection[str], by: User | None, on: dt.date
) -> ImportBatch:
    """Let a job take in the rows that stand in `states`; a second order waits for the first."""
    locked = lock(batch, by)
    wanted = sorted(set(states) & ACCEPTABLE)
    count = waiting(locked, wanted, by).count()
    if not count:
        raise refuse(
            "importing.nothing_to_accept",
            "Không có dòng nào nhận được lúc này.",
            cure="Xác nhận các cột của bảng, rồi sửa hoặc bỏ các dòng còn vướng.",
        )
    params = {"batch": locked.public_id, "states": wanted}
    title = f"Nhận {count} dòng của tệp {locked.name}"
    locked.job = enqueue("importing.accept", params=params, by=by, title=title).public_id
    locked.state = BatchState.ACCEPTING
    locked.save(update_fields=["job", "state"])
    record(
        events.ACCEPTING_ORDERED,
        by=by,
        subject=locked,
        organisation=locked.organisation,
        on=on,
        count=count,
    )
    return locked


def waiting(batch: ImportBatch, states: Collection[str], by: User | None) -> Any:
    """Return the rows that would come in: of confirmed tables whose kind the person may write."""
    kinds = [k.code for k in KINDS.values() if not k.is_kept and may_take(by, k)]
    return StagedRow.objects.filter(
        sheet__batch=batch, sheet__is_confirmed=True, sheet__kind__in=kinds, state__in=states
    )


def accept_file(
    batch: ImportBatch, states: Collection[str], *, by: User | None, on: dt.date
) -> Iterator[int]:
    """Take the rows in, part by part; each part is all there or not at all.

    A row that was taken in is marked so in the same transaction, so a second run passes it over.
    """
    for sheet in batch.sheets.all():
        while rows := list(
            fetch(waiting(batch, states, by).filter(sheet=sheet).order_by("number")[:CHUNK])
        ):
            with transaction.atomic():
                _take(batch, sheet, rows, by, on)
            yield len(rows)


@service("importing.finish_accepting")
def finish_accepting(*, batch: ImportBatch, by: User | None, on: dt.date) -> Counter[str]:
    """Say what came in, in one event with count and digest; return the records by kind."""
    rows = StagedRow.objects.filter(sheet__batch=batch, state=RowState.ACCEPTED)
    made: Counter[str] = Counter()
    digest = hashlib.sha256()
    for reference, told in rows.order_by("sheet", "number").values_list("reference", "made"):
        digest.update(reference.encode())
        made.update(label for label, _ in told)
    batch.state = BatchState.ACCEPTED if made else BatchState.READY
    batch.save(update_fields=["state"])
    record(
        events.ROWS_ACCEPTED,
        by=by,
        subject=batch,
        organisation=batch.organisation,
        on=on,
        count=rows.count(),
        what=", ".join(f"{n} {label}" for label, n in sorted(made.items())) or "không có gì mới",
        after={"count": rows.count(), "sha256": digest.hexdigest(), "made": dict(made)},
    )
    return made


def _take(
    batch: ImportBatch, sheet: ImportSheet, rows: Sequence[Staged], by: User | None, on: dt.date
) -> None:
    """Take rows in; where a service refuses, halve the set until the row that it means is found."""
    try:
        with transaction.atomic():
            made = _records(batch, sheet, rows, by, on)
            _write_back(made)
    except Refusal as refusal:
        if len(rows) == 1:
            _explain(rows[0], refusal)
            return
        middle = len(rows) // 2
        _take(batch, sheet, rows[:middle], by, on)
        _take(batch, sheet, rows[middle:], by, on)


def _records(
    batch: ImportBatch, sheet: ImportSheet, rows: Sequence[Staged], by: User | None, on: dt.date
) -> dict[int, Made]:
    arrivals = _arrivals(batch, sheet, rows, on)
    made: dict[int, Made] = {row.pk: [] for row in rows}
    makers = _new_makers(arrivals, made, by, on)
    known = _makers([row.maker.get("id") for row in rows if row.maker.get("is") == Match.SURE])
    whole = [_with_maker(arrival, makers, known) for arrival in arrivals]
    for pk, records in TAKERS[sheet.kind].take(whole, by, on).items():
        made[pk] += records
    return made


def _arrivals(
    batch: ImportBatch, sheet: ImportSheet, rows: Sequence[Staged], on: dt.date
) -> list[Arrival]:
    keys = {key for row in rows for key in (row.province_id, *row.place.values())}
    units = AdminUnit.objects.in_bulk([key for key in keys if isinstance(key, int)])
    source = {"source_title": f"Tệp {batch.name}, bảng {sheet.name}", "retrieved_on": on}
    return [
        Arrival(
            row=row,
            facts=row.facts(sheet.context),
            maker=None,
            province=units.get(row.province_id or 0),
            unit=units.get(row.place.get("unit", 0)),
            old_unit=units.get(row.place.get("old_unit", 0)),
            former=units.get(row.place.get("former", 0)),
            source=source,
            note=f"nhập từ dòng {row.number}",
            organisation=batch.organisation,
        )
        for row in rows
    ]


def _new_makers(
    arrivals: Sequence[Arrival], made: dict[int, Made], by: User | None, on: dt.date
) -> dict[str, Establishment]:
    """Register the establishments that the rows name and nobody knows; return them by reference."""
    first = {
        maker_reference(a.facts.maker[0], a.row.province_id): a
        for a in reversed(arrivals)
        if _is_new_maker(a.row)
    }
    new = register_many(rows=[maker_row(arrival) for arrival in first.values()], by=by, on=on)
    for establishment in new:
        made[first[establishment.reference].row.pk].append((MAKER, establishment.pk))
    there = first.keys() - {e.reference for e in new}
    known = Establishment.objects.filter(reference__in=there) if there else []
    return {e.reference: e for e in (*new, *known)}


def _with_maker(
    arrival: Arrival, new: dict[str, Establishment], known: dict[int, Establishment]
) -> Arrival:
    maker: Establishment | None
    if _is_new_maker(arrival.row):
        maker = new[maker_reference(arrival.facts.maker[0], arrival.row.province_id)]
    else:
        maker = known.get(arrival.row.maker.get("id", 0))
    return dataclasses.replace(arrival, maker=maker)


def _is_new_maker(row: Staged) -> bool:
    return row.maker.get("is") == Match.NEW and row.maker.get("do") == "new"


def _makers(keys: Sequence[Any]) -> dict[int, Establishment]:
    return Establishment.objects.prefetch_related("province").in_bulk(set(keys)) if keys else {}


def _write_back(made: dict[int, Made]) -> None:
    with connection.cursor() as cursor:
        told = [json.dumps(records) for records in made.values()]
        cursor.execute(_WRITE_BACK, [list(made), told])


def _explain(row: Staged, refusal: Refusal) -> None:
    for finding in refusal.findings:
        row.add(Issue("", "refused", finding.message, finding.cure or "Sửa dòng này rồi nhận lại."))
    StagedRow.objects.filter(pk=row.pk).update(
        findings=row.findings, codes=[*row.codes, "refused"], state=RowState.BLOCKED
    )
