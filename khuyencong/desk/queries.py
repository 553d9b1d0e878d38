"""What lies on a person's desk, gathered from the packages that registered it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from khuyencong.accounts.models import User
from khuyencong.desk.models import FormDraft
from khuyencong.desk.registry import SEARCHES, TASKS, Hit, Task

SUNDAY = 6


@dataclass(frozen=True)
class Work:
    """The tasks of one person, by urgency; each part in the order of its deadlines."""

    late: tuple[Task, ...]
    this_week: tuple[Task, ...]
    later: tuple[Task, ...]

    def __len__(self) -> int:
        return len(self.late) + len(self.this_week) + len(self.later)


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind; `is_cut` when there are more than shown."""

    label: str
    hits: tuple[Hit, ...]
    is_cut: bool


def work_of(user: User, on: dt.date) -> Work:
    """Return what `user` has to do, seen from the day `on`.

    A task without a known deadline still waits for this person: it stands after the dated ones of
    this week, not hidden among the later ones.
    """
    sunday = on + dt.timedelta(days=SUNDAY - on.weekday())
    tasks = [task for provider in TASKS for task in provider.tasks(user, on)]
    tasks.sort(key=lambda task: (task.due_on or sunday, task.due_on is None, task.subject))
    dated = [(task, task.due_on or sunday) for task in tasks]
    return Work(
        late=tuple(task for task, due in dated if due < on),
        this_week=tuple(task for task, due in dated if on <= due <= sunday),
        later=tuple(task for task, due in dated if due > sunday),
    )


def draft_of(user: User, form: str, object_id: str = "") -> FormDraft | None:
    """Return what `user` was last typing in `form` about that record."""
    return FormDraft.objects.filter(user=user, form=form, object_id=object_id).first()


def draft_data(user: User, form: str, object_id: str = "") -> QueryDict | None:
    """Return the typing as a form takes it, for a form whose rows only the server can lay out."""
    draft = draft_of(user, form, object_id)
    if draft is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in draft.values.items():
        data.setlist(name, values)
    return data


def found_by(user: User, text: str, limit: int) -> list[HitGroup]:
    """Return what `user` may see that fits the cleaned `text`, at most `limit` hits a kind."""
    return list(_groups(user, text, limit)) if text else []


def _groups(user: User, text: str, limit: int) -> Iterator[HitGroup]:
    for provider in SEARCHES:
        hits = tuple(provider.search(user, text, limit + 1))
        if hits:
            yield HitGroup(provider.label, hits[:limit], len(hits) > limit)
