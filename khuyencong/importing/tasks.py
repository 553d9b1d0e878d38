"""Reading, taking in and taking back as jobs: each part commits with its progress."""

from collections.abc import Iterator

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.importing.models import ImportBatch
from khuyencong.importing.queries import counts_of
from khuyencong.importing.services import (
    accept_file,
    finish_accepting,
    finish_staging,
    finish_undoing,
    refuse_file,
    stage_file,
    undo_file,
)
from khuyencong.importing.services.accepting import waiting
from khuyencong.importing.services.undoing import made_by
from khuyencong.jobs.registry import Outcome, Run, job


@job("importing.read", label="Đọc tệp nhập liệu")
def read(run: Run, *, batch: str, only: int | None) -> Outcome:
    """Lay down the rows of a workbook; begun again it begins from nothing."""
    found, on = _batch(batch), clock.today()
    try:
        _through(run, stage_file(found, by=run.by, on=on, only=only))
    except Refusal as refusal:
        refuse_file(batch=found, why=_told(refusal), by=run.by, on=on)
        return Outcome(f"Không đọc được tệp: {refusal}", found.get_absolute_url())
    finish_staging(batch=found, by=run.by, on=on)
    counts = counts_of(found)
    return Outcome(
        f"Đã đọc {counts.data} dòng dữ liệu: {counts.clean} dòng sạch, {counts.open} dòng cần xem.",
        found.get_absolute_url(),
    )


@job("importing.accept", label="Nhận dữ liệu nhập")
def accept(run: Run, *, batch: str, states: list[str]) -> Outcome:
    """Take rows in; what was taken before a crash is marked so and stays."""
    found, on = _batch(batch), clock.today()
    run.total(waiting(found, states, run.by).count() + run.job.advanced)
    _through(run, accept_file(found, states, by=run.by, on=on))
    with run.step():
        finish_accepting(batch=found, by=run.by, on=on)
    counts = counts_of(found)
    return Outcome(f"Đã nhận {counts.accepted} dòng.", f"{found.get_absolute_url()}ket-qua/")


@job("importing.undo", label="Hoàn tác việc nhập")
def undo(run: Run, *, batch: str) -> Outcome:
    """Take back what an import brought, all in one step."""
    found, on = _batch(batch), clock.today()
    run.total(sum(len(keys) for keys in made_by(found).values()))
    with run.step():
        for count in undo_file(found, by=run.by, on=on):
            run.advance(count)
        left = finish_undoing(batch=found, by=run.by, on=on)
    told = f" Còn {left} bản ghi phải để lại." if left else ""
    return Outcome(f"Đã hoàn tác việc nhập.{told}", f"{found.get_absolute_url()}ket-qua/")


def _through(run: Run, parts: Iterator[int]) -> None:
    """Go through the parts, each in a step of its own."""
    while True:
        with run.step():
            count = next(parts, 0)
            run.advance(count)
        if not count:
            return


def _batch(public_id: str) -> ImportBatch:
    return ImportBatch.objects.select_related("organisation__area", "file").get(public_id=public_id)


def _told(refusal: Refusal) -> str:
    return " ".join(f"{f.message} {f.cure}".strip() for f in refusal.findings)
