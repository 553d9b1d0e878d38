"""What packages declare here: their jobs, when some of them run, and the kinds of notices.

A job stands in its package's `tasks.py`:

    @job("desk.export", label="Xuất danh sách")
    def export(run: Run, *, list_name: str) -> Outcome: ...

It may be killed at any moment and is then called again with the same parameters. What it does in
one `run.step()` happens exactly once; what it does outside of steps may happen again.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from khuyencong.core.clock import ZONE
from khuyencong.core.registry import Registry
from khuyencong.jobs.run import Cancelled, Outcome, Run
from khuyencong.ui.menu import ME_MENU, MenuItem

__all__ = ["JOBS", "NOTICES", "SCHEDULES", "Cancelled", "Outcome", "Run", "job", "notice"]

Function = Callable[..., Outcome]


@dataclass(frozen=True)
class JobKind:
    """A job with its name for people; `tells` whoever asked for it when it has ended."""

    code: str
    label: str
    function: Function
    tells: bool


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice: "schemes.returned", "Đề án bị trả lại"."""

    code: str
    label: str


@dataclass(frozen=True)
class Daily:
    """Once a day at a time of Vietnam."""

    at: dt.time

    def latest(self, now: dt.datetime) -> dt.datetime:
        """Return when it was last due."""
        today = dt.datetime.combine(now.astimezone(ZONE).date(), self.at, ZONE)
        return today if today <= now else today - dt.timedelta(days=1)


@dataclass(frozen=True)
class Every:
    """Again and again after so many minutes."""

    minutes: int

    def latest(self, now: dt.datetime) -> dt.datetime:
        """Return when it was last due."""
        seconds = int(now.timestamp())
        return dt.datetime.fromtimestamp(seconds - seconds % (self.minutes * 60), ZONE)


@dataclass(frozen=True)
class Schedule:
    """A job that runs by the clock; `is_needed` spares an empty run."""

    kind: str
    title: str
    when: Daily | Every
    is_needed: Callable[[], bool] = lambda: True


JOBS: Registry[JobKind] = Registry(lambda kind: kind.code)
SCHEDULES: Registry[Schedule] = Registry(lambda schedule: schedule.kind)
NOTICES: Registry[NoticeKind] = Registry(lambda kind: kind.code)


def job(code: str, *, label: str, tells: bool = True) -> Callable[[Function], Function]:
    """Register a function as the job `code` ("<package>.<verb>")."""

    def register(function: Function) -> Function:
        JOBS.register(JobKind(code, label, function, tells))
        return function

    return register


def notice(code: str, label: str) -> NoticeKind:
    """Register a kind of notice."""
    return NOTICES.register(NoticeKind(code, label))


notice("jobs.done", "Việc nền đã xong")
notice("jobs.failed", "Việc nền chưa làm được")

ME_MENU.register(MenuItem("Việc chạy nền", "jobs:jobs", "hourglass-split", order=30))
ME_MENU.register(MenuItem("Cách nhận thư", "jobs:mail_choice", "envelope", order=40))
ME_MENU.register(MenuItem("Thư đi", "jobs:letters", "send", "jobs.administer", order=50))
