"""What other packages show on a person's desk: tasks of the day and hits of the search box."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.core.registry import Registry
from khuyencong.jobs.registry import notice


@dataclass(frozen=True, kw_only=True)
class Task:
    """One thing a person has to do: what, for whom, by when, why."""

    title: str
    subject: str
    url: str
    due_on: dt.date | None = None
    why: str = ""
    citation: str = ""
    action: str = "Mở"
    group: str = ""


@dataclass(frozen=True)
class TaskProvider:
    """A package's answer to "what has this person to do on that day?"."""

    name: str
    tasks: Callable[[User, dt.date], Iterable[Task]]


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One record found by the search box: kind, name, place or owner, state.

    `also` holds what else it is found by, with a label each: shown where a word matched there.
    """

    kind: str
    title: str
    detail: str
    url: str
    state: str = ""
    tone: str = "quiet"
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SearchProvider:
    """A package's answer to a search text, at most `limit` hits the person may see."""

    name: str
    label: str
    search: Callable[[User, str, int], Iterable[Hit]]


TASKS: Registry[TaskProvider] = Registry(lambda provider: provider.name)
SEARCHES: Registry[SearchProvider] = Registry(lambda provider: provider.name)

notice("desk.deadlines", "Việc sắp đến hạn")
