"""What lies on a person's desk, gathered from the packages that registered it."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import people_managed_by, scope_of, search_people, with_roles
from khuyencong.core.clock import today
from khuyencong.core.findings import refuse
from khuyencong.core.money import format_number
from khuyencong.core.text import marked, missing_from
from khuyencong.desk.models import FormDraft, SavedView
from khuyencong.desk.registry import SEARCHES, TASKS, Hit, Task
from khuyencong.ui.access import may_open
from khuyencong.ui.keeping import KeptView, KeptViews
from khuyencong.ui.lists import LISTS, BulkAction
from khuyencong.ui.selection import Selection

SUNDAY = 6
MOST_AT_ONCE = 20_000  # rows of one bulk action
NAMED = 5
Pieces = list[tuple[str, bool]]


@dataclass(frozen=True)
class Work:
    """The tasks of one person, by urgency; each part in the order of its deadlines."""

    late: tuple[Task, ...]
    this_week: tuple[Task, ...]
    later: tuple[Task, ...]

    def __iter__(self) -> Iterator[Task]:
        return iter((*self.late, *self.this_week, *self.later))

    def __len__(self) -> int:
        return len(self.late) + len(self.this_week) + len(self.later)


@dataclass(frozen=True)
class Shown:
    """A hit as shown: every text in pieces, each with whether it answers a word asked for.

    `why` tells where a word was found that neither title nor detail holds.
    """

    hit: Hit
    title: Pieces
    detail: Pieces
    why: tuple[tuple[str, Pieces], ...]


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind; `is_cut` when there are more than shown."""

    label: str
    hits: tuple[Shown, ...]
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
            shown = tuple(_shown(hit, text) for hit in hits[:limit])
            yield HitGroup(provider.label, shown, len(hits) > limit)


def _shown(hit: Hit, text: str) -> Shown:
    lacking = missing_from(f"{hit.title} {hit.detail}", text)
    told = ((label, words) for label, words in hit.also if missing_from(words, lacking) != lacking)
    why = tuple((label, marked(words, lacking)) for label, words in told)
    return Shown(hit, marked(hit.title, text), marked(hit.detail, text), why)


def find_people(user: User, text: str, limit: int) -> list[Hit]:
    """Return the people that an administrator looks after and whose name fits."""
    if not user.has_perm("accounts.manage"):
        return []
    found = with_roles(search_people(people_managed_by(user), text), today())
    return [
        Hit(
            kind="Người",
            title=person.full_name,
            detail=person.main_place or "",  # type: ignore[attr-defined]
            url=person.get_absolute_url(),
            state=person.main_title or "",  # type: ignore[attr-defined]
            also=(("tên đăng nhập", person.username),),
        )
        for person in found[:limit]
    ]


def asked_of(user: User | None, list_code: str, query: str) -> Selection:
    """Return what `user` asks of a list; refuses a list that is not theirs to open."""
    if user is None or list_code not in LISTS or not may_open(user, LISTS[list_code].url_name):
        raise refuse("desk.no_list", "Bạn không xem được danh sách này.")
    return Selection(LISTS[list_code], user, QueryDict(query), columns_of(user, list_code))


def home_of(user: User) -> Organisation | None:
    """Return the organisation that a person works in, with whose people they may share."""
    held = [g.organisation_id for g in scope_of(user).grants if g.organisation_ids]
    return Organisation.objects.filter(pk=held[0]).first() if held else None


def kept_views_of(user: User, list_code: str) -> KeptViews:
    """Return what a person keeps of a list, and what the people they work with share."""
    grants = [grant for grant in scope_of(user).grants if grant.organisation_ids]
    shared = Q(organisation__in=[grant.organisation_id for grant in grants])
    found = (
        SavedView.objects.filter(Q(user=user) | shared, list_code=list_code)
        .select_related("user", "organisation")
        .order_by("name", "pk")
    )
    return KeptViews(
        columns=tuple(_unnamed(found, user).split(",")),
        views=[_kept_view(view, user) for view in found if view.name],
        home=grants[0].organisation_name if grants else "",
    )


def columns_of(user: User, list_code: str) -> list[str]:
    """Return the columns that a person chose last, [] if none."""
    kept = SavedView.objects.filter(user=user, list_code=list_code, name="").first()
    return kept.query.split(",") if kept else []


def _unnamed(views: Iterable[SavedView], user: User) -> str:
    return next((v.query for v in views if not v.name and v.user_id == user.pk), "")


def _kept_view(view: SavedView, user: User) -> KeptView:
    return KeptView(
        public_id=view.public_id,
        name=view.name,
        query=view.query,
        is_mine=view.user_id == user.pk,
        shared_with=view.organisation.short_name if view.organisation else "",
        owner=view.user.full_name,
    )


@dataclass(frozen=True)
class Reason:
    """Why some rows stay out of a bulk action: how many, and the first of them by name."""

    why: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class SortedOut:
    """A filtered set before something is done to it: what it is done to, what stays out."""

    action: BulkAction
    form: Any
    ready: tuple[int, ...] = ()
    refused: Mapping[int, str] = field(default_factory=dict)
    given: str = ""  # what was typed, as an address writes it
    digest: str = ""

    def reasons(self, rows: QuerySet[Any]) -> list[Reason]:
        """Return the reasons with how often they occur, the most frequent first."""
        keys: dict[str, list[int]] = {}
        for key, why in self.refused.items():
            keys.setdefault(why, []).append(key)
        shown = [key for several in keys.values() for key in several[:NAMED]]
        names = {row.pk: str(row) for row in rows.filter(pk__in=shown)}
        found = [
            Reason(why, len(several), tuple(names[k] for k in several[:NAMED] if k in names))
            for why, several in keys.items()
        ]
        return sorted(found, key=lambda reason: -reason.count)


def action_of(asked: Selection, code: str) -> BulkAction:
    """Return a bulk action of the list; refuses one that is not the person's to take."""
    found = next((action for action in asked.definition.bulk if action.code == code), None)
    if found is None or not asked.user.has_perm(found.permission):
        raise refuse("desk.no_action", "Bạn không có quyền làm việc này hàng loạt.")
    return found


def sort_out(asked: Selection, code: str, typed: QueryDict | None, on: dt.date) -> SortedOut:
    """Tell to which rows of the whole filtered set an action would be done, and why not to others."""
    action = action_of(asked, code)
    form = action.form(typed, by=asked.user)
    if typed is None or not form.is_valid():
        return SortedOut(action, form)
    if asked.is_longer_than(MOST_AT_ONCE):
        raise refuse(
            "desk.too_many",
            f"Mỗi lần làm được cho tối đa {format_number(MOST_AT_ONCE)} dòng.",
            cure="Lọc bớt rồi làm từng phần.",
        )
    keys = sorted(asked.narrowed.order_by().values_list("pk", flat=True))
    rows: QuerySet[Any] = asked.everything.model._default_manager.filter(pk__in=keys)
    refused = action.refused(rows, **form.given, by=asked.user, on=on)
    ready = tuple(key for key in keys if key not in refused)
    given = urlencode({name: typed.getlist(name) for name in form.fields}, doseq=True)
    digest = hashlib.sha256(repr((ready, given)).encode()).hexdigest()
    return SortedOut(action, form, ready, refused, given, digest)


def built_upon(
    model: type[Model], keys: Collection[int], *, but: Mapping[str, Collection[int]]
) -> dict[int, set[str]]:
    """Return what other records lean on those of `keys`, by key, in words.

    `but` names records that go as well, by the label of their model.
    """
    leaning: dict[int, set[str]] = defaultdict(set)
    for relation in model._meta.related_objects:
        other = relation.related_model
        rows: QuerySet[Any] = QuerySet(other).filter(**{f"{relation.field.name}__in": keys})
        rows = rows.exclude(pk__in=but.get(other._meta.label_lower, ()))
        for key in rows.values_list(relation.field.attname, flat=True):
            leaning[key].add(str(other._meta.verbose_name))
    return leaning
