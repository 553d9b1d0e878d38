"""What became of the rows of one record, act by act."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Count, JSONField, Max, Model

from khuyencong.audit.enums import Operation
from khuyencong.audit.models import Event, RowChange
from khuyencong.audit.queries.values import NOTHING, Change, Names, shown
from khuyencong.audit.registry import RowHistory

ACTS_A_PAGE = 20
ACT = ("act", "at", "actor", "action", "reason")
Words = Mapping[str, Any]


@dataclass(frozen=True)
class ChangedRow:
    """One row of the record: what it is, what was done to it, value by value."""

    what: str
    operation: Operation
    changes: list[Change]


@dataclass(frozen=True)
class Act:
    """What one call of a service, or one statement beside the software, did to the record."""

    at: dt.datetime
    sentence: str
    who: str
    reason: str
    is_outside: bool
    rows: list[ChangedRow]


def acts_on(history: RowHistory, record: Model, page: int = 1) -> tuple[list[Act], bool]:
    """Return one page of what was done to the rows of a record, the latest first, and if more follow."""
    found = RowChange.objects.filter(record_table=record._meta.db_table, record_id=record.pk)
    start = (page - 1) * ACTS_A_PAGE
    heads = found.values(*ACT).annotate(last=Max("id")).order_by("-last")
    keys = [tuple(head[name] for name in ACT) for head in heads[start : start + ACTS_A_PAGE + 1]]
    rows: dict[tuple[Any, ...], list[RowChange]] = {key: [] for key in keys[:ACTS_A_PAGE]}
    for row in found.filter(at__in={key[1] for key in rows}).order_by("id"):
        rows.get(tuple(getattr(row, name) for name in ACT), []).append(row)
    teller = _Teller(history, record, [row for group in rows.values() for row in group])
    return [teller.act(group) for group in rows.values()], len(keys) > ACTS_A_PAGE


class _Teller:
    """Puts the changes of one page into words; asks once for each kind of name they mention."""

    def __init__(self, history: RowHistory, record: Model, rows: list[RowChange]) -> None:
        self.history = history
        self.record = record
        self.models = {m._meta.db_table: m for m in apps.get_models()}
        self.names = _names(self._mentioned(rows))
        self.people = _names({(get_user_model(), int(r.actor)) for r in rows if r.actor.isdigit()})
        self.sentences = _sentences({row.act for row in rows if row.act}, record)

    def act(self, rows: list[RowChange]) -> Act:
        first = rows[0]
        return Act(
            at=first.at,
            sentence=self.sentences.get(first.act, ""),
            who=self._who(first),
            reason=first.reason,
            is_outside=not first.actor,
            rows=[told for row in rows if (told := self._row(row)).changes],
        )

    def _who(self, row: RowChange) -> str:
        if row.actor.isdigit():
            return self.people.get((get_user_model(), int(row.actor)), f"người dùng số {row.actor}")
        if not row.actor:
            return "ngoài phần mềm"
        return f"Hệ thống ({row.action})" if row.action else "Hệ thống"

    def _row(self, row: RowChange) -> ChangedRow:
        model = self.models.get(row.row_table)
        told: set[str] = {*(row.before or {}), *(row.after or {})}
        columns = [str(f.column) for f in model._meta.concrete_fields] if model else []
        names = [column for column in columns if column in told]
        names += sorted(told.difference(names))  # columns that are gone
        changes = [c for name in names if (c := self._change(model, row, name))]
        return ChangedRow(self._what(model, row), Operation(row.operation), changes)

    def _what(self, model: type[Model] | None, row: RowChange) -> str:
        """Name a part of the record; the record itself stands on its own page."""
        if model is None:
            return row.row_table
        if isinstance(self.record, model):
            return ""
        name = self.names.get((model, row.row_id)) or _name_kept(row.before or row.after or {})
        return f"{model._meta.verbose_name} {f'“{name}”' if name else ''}".strip()

    def _change(self, model: type[Model] | None, row: RowChange, name: str) -> Change | None:
        field = _field(model, name)
        write = self.history.words.get(f"{model._meta.model_name}.{name}") if model else None
        if self._is_plumbing(field) or (isinstance(field, JSONField) and write is None):
            return None
        before, after = (
            write(value) if write and value else shown(field, name, value, self.names)
            for value in ((row.before or {}).get(name), (row.after or {}).get(name))
        )
        if before == after == NOTHING:
            return None
        return Change(str(field.verbose_name) if field else name, before, after)

    def _is_plumbing(self, field: Any) -> bool:
        """Whether the column only holds rows together: keys, ids, the way to the record itself."""
        if field is None:
            return False
        leads_here = field.many_to_one and isinstance(self.record, field.related_model)
        is_part = field.model is not type(self.record)
        return field.primary_key or not field.editable or bool(leads_here and is_part)

    def _mentioned(self, rows: Iterable[RowChange]) -> set[tuple[type[Model], Any]]:
        """Return every record that the rows name by its key, and the living parts themselves."""
        found = set()
        for row in rows:
            model = self.models.get(row.row_table)
            if model is None:
                continue
            if not isinstance(self.record, model):
                found.add((model, row.row_id))
            for name, value in [*(row.before or {}).items(), *(row.after or {}).items()]:
                field = _field(model, name)
                if field and field.many_to_one and value and not self._is_plumbing(field):
                    found.add((field.related_model, value))
        return found


def _field(model: type[Model] | None, column: str) -> Any:
    fields = model._meta.concrete_fields if model else ()
    return next((field for field in fields if field.column == column), None)


def _names(keys: Iterable[tuple[type[Model], Any]]) -> Names:
    by_model = defaultdict(set)
    for model, key in keys:
        by_model[model].add(key)
    return {
        (model, record.pk): str(record)
        for model, wanted in by_model.items()
        for record in model._base_manager.filter(pk__in=wanted)  # noqa: SLF001 - also withdrawn ones
    }


def _name_kept(values: Mapping[str, Any]) -> str:
    """Return how a row that is gone was called."""
    return next((str(values[n]) for n in ("name", "item", "field") if values.get(n)), "")


def _sentences(acts: set[UUID], record: Any) -> dict[UUID | None, str]:
    """Return the story of each act: its event about the record, else its only one."""
    events = Event.objects.filter(act__in=acts)
    alone = events.values("act").annotate(count=Count("pk"), only=Max("sentence")).filter(count=1)
    about_it = events.filter(subject_id=record.public_id).order_by("-id")
    return dict(alone.values_list("act", "only")) | dict(about_it.values_list("act", "sentence"))
