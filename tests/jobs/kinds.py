"""Jobs of the tests, known to the tests' worker processes too."""

import time

from django.db import OperationalError

from khuyencong.core.findings import refuse
from khuyencong.jobs.models import Notice
from khuyencong.jobs.registry import Outcome, job
from khuyencong.jobs.services import notify


def effect(run, text):
    """Leave something that can be counted."""
    notify(to=run.by, kind="jobs.done", text=str(text))


def effects():
    """Return every effect left, in order."""
    return list(Notice.objects.filter(url="").order_by("pk").values_list("text", flat=True))


@job("tests.count", label="Đếm")
def count(run, *, to):
    run.total(to)
    with run.file("so.txt") as file:
        for _ in range(to):
            file.write(b"x")
            run.advance(note="đang đếm")
    return Outcome(f"Đã đếm đến {to}.")


@job("tests.book", label="Ghi từng phần")
def book(run, *, parts, seconds=0.0):
    run.total(parts)
    for number in range(run.checkpoint.get("next", 0), parts):
        with run.step() as checkpoint:
            effect(run, number)
            time.sleep(seconds)
            checkpoint["next"] = number + 1
            run.advance()
    return Outcome("Đã ghi xong.")


@job("tests.break", label="Hỏng", tells=False)
def break_(run):
    with run.step():
        effect(run, "dở dang")
        raise ZeroDivisionError("chia cho không")


@job("tests.refuse", label="Bị từ chối")
def refused(run):
    raise refuse("tests.no", "Danh sách trống.", cure="Hãy bỏ bớt điều kiện lọc.")


@job("tests.catch", label="Bắt mọi lỗi")
def catch(run):
    run.job.__class__.objects.filter(pk=run.job.pk).update(cancel_asked_at=run.job.requested_at)
    try:
        run.stop_if_asked()
    except Exception:  # noqa: BLE001 - what a careless job does with a bad row
        effect(run, "đã nuốt")
    return Outcome("Không dừng.")


@job("tests.nothing", label="Không làm gì")
def nothing(run):
    return Outcome("Xong.")


@job("tests.lose", label="Mất cơ sở dữ liệu")
def lose(run):
    raise OperationalError("server closed the connection")


@job("tests.open", label="Để tệp mở")
def open_(run, *, fails):
    run.file("mo.txt").write(b"xxxx")
    if fails:
        raise ValueError("hỏng")
    return Outcome("Xong.")
