"""Taking a whole import back, as far as nothing was built upon what it brought."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import QuerySet

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core.findings import Refusal, refuse
from khuyencong.core.service import service
from khuyencong.desk.queries import built_upon
from khuyencong.establishments.services import forget_awards, forget_establishments, forget_products
from khuyencong.importing import events
from khuyencong.importing.enums import BatchState, RowState
from khuyencong.importing.models import ImportBatch, StagedRow
from khuyencong.importing.services.deciding import lock
from khuyencong.jobs.services import enqueue
from khuyencong.reports.services import forget_figures
from khuyencong.schemes.models import Step
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.services import forget_schemes, take_back

CHUNK = 2000
SHOWN = 50
SCHEME = "schemes.scheme"
REASON = "Hoàn tác việc nhập tệp"
# What leans on others goes first.
FORGETTERS: dict[str, Callable[..., int]] = {
    "reports.declaredfigure": forget_figures,
    SCHEME: forget_schemes,
    "establishments.award": forget_awards,
    "establishments.product": forget_products,
    "establishments.establishment": forget_establishments,
}


@service("importing.undo")
def order_undoing(*, batch: ImportBatch, by: User | None, on: dt.date) -> ImportBatch:
    """Let a job take back what this import brought."""
    locked = lock(batch, by)
    if not made_by(locked):
        raise refuse("importing.nothing_to_undo", "Đợt nhập này chưa lập bản ghi nào.")
    params = {"batch": locked.public_id}
    title = f"Hoàn tác việc nhập tệp {locked.name}"
    locked.job = enqueue("importing.undo", params=params, by=by, title=title).public_id
    locked.state, locked.leftovers = BatchState.UNDOING, []
    locked.save(update_fields=["job", "state", "leftovers"])
    record(events.UNDOING_ORDERED, by=by, subject=locked, organisation=locked.organisation, on=on)
    return locked


def made_by(batch: ImportBatch) -> dict[str, list[int]]:
    """Return the keys of the records that the import made, by model."""
    found = defaultdict(list)
    rows = StagedRow.objects.filter(sheet__batch=batch).exclude(made=[])
    for made in rows.values_list("made", flat=True):
        for label, key in made:
            found[label].append(key)
    return dict(found)


def undo_file(batch: ImportBatch, *, by: User | None, on: dt.date) -> Iterator[int]:
    """Forget the records part by part, those that others lean on stay; yields how many went."""
    made = made_by(batch)
    gone: dict[str, set[int]] = defaultdict(set)
    taken_back = _take_back(made.get(SCHEME, []), by, on)
    for label, forget in FORGETTERS.items():
        keys = [key for key in made.get(label, []) if (label, key) not in taken_back]
        for at in range(0, len(keys), CHUNK):
            part = keys[at : at + CHUNK]
            free = _free(batch, label, part, gone)
            forget(keys=free, by=by, on=on)
            gone[label].update(free)
            yield len(part)
    gone[SCHEME].update(key for _, key in taken_back)
    _forget_in_rows(batch, gone)


@service("importing.finish_undoing")
def finish_undoing(*, batch: ImportBatch, by: User | None, on: dt.date) -> int:
    """Say how much was taken back; return how many records stay."""
    left = sum(len(keys) for keys in made_by(batch).values())
    batch.state = BatchState.ACCEPTED if left else BatchState.UNDONE
    batch.save(update_fields=["state"])
    record(
        events.IMPORT_UNDONE,
        by=by,
        subject=batch,
        organisation=batch.organisation,
        on=on,
        left=left,
    )
    return left


def _take_back(keys: Sequence[int], by: User | None, on: dt.date) -> set[tuple[str, int]]:
    """Take back the schemes that were taken over, unless something was done since; return which."""
    steps = Step.objects.filter(scheme__in=keys, transition="take_over", taken_back_at=None)
    done = set()
    for step in steps.select_related("scheme"):
        try:
            with transaction.atomic():
                take_back(step=step, reason=REASON, by=known(by), on=on)
        except Refusal:
            continue  # it is named among what stays
        done.add((SCHEME, step.scheme_id))
    return done


def _free(
    batch: ImportBatch, label: str, keys: Sequence[int], gone: dict[str, set[int]]
) -> list[int]:
    """Return the keys that nothing leans on and nobody changed; note why the others stay."""
    model = apps.get_model(label)
    rows: QuerySet[Any] = QuerySet(model).filter(pk__in=keys)
    leaning = built_upon(model, keys, but=gone)
    if hasattr(model, "version"):
        for key in rows.filter(version__gt=1).values_list("pk", flat=True):
            leaning[key].add("đã được sửa sau khi nhập")
    _note(batch, rows.filter(pk__in=leaning)[:SHOWN], leaning)
    return [key for key in keys if key not in leaning]


def _note(batch: ImportBatch, rows: Any, leaning: dict[int, set[str]]) -> None:
    told = [
        {"name": str(row), "url": row.get_absolute_url(), "why": sorted(leaning[row.pk])}
        for row in rows
    ]
    if told:
        batch.leftovers = [*batch.leftovers, *told][:SHOWN]
        batch.save(update_fields=["leftovers"])


def _forget_in_rows(batch: ImportBatch, gone: dict[str, set[int]]) -> None:
    """Let the rows wait again whose records went; they keep what had to stay."""
    rows = StagedRow.objects.filter(sheet__batch=batch).exclude(made=[]).only("made", "state")
    changed = []
    for row in rows.iterator(chunk_size=CHUNK):
        kept = [[label, key] for label, key in row.made if key not in gone[label]]
        row.state = RowState.ACCEPTED if kept == row.made else RowState.CLEAN
        row.made = kept
        changed.append(row)
    StagedRow.objects.bulk_update(changed, ["made", "state"], batch_size=CHUNK)
