"""Fields that choose among the records and roles which the person who asks may use."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Organisation
from khuyencong.accounts.roles import ROLES


class RecordField(forms.ChoiceField):
    """One of the records offered, named by its public id; cleans to the record or None."""

    def __init__(self, *, empty="— Chọn —", **kwargs):
        self.empty = empty
        self.records = {}
        super().__init__(**kwargs)

    def offer(self, records: Iterable[Any], label: Callable[[Any], str] = str) -> None:
        self.records = {record.public_id: record for record in records}
        if self.required and len(self.records) == 1:
            self.initial = next(iter(self.records))
        named = [(public_id, label(record)) for public_id, record in self.records.items()]
        self.choices = [("", self.empty), *named]

    def clean(self, value):
        return self.records.get(super().clean(value))

    def prepare_value(self, value):
        return getattr(value, "public_id", value)


class RoleField(forms.ChoiceField):
    """A role, grouped by the kind of organisation in which it is held."""

    def offer(self, organisations: Iterable[Organisation]) -> None:
        kinds = {organisation.kind for organisation in organisations}
        groups = [
            (kind.label[0].upper() + kind.label[1:], _held_in(kind))
            for kind in OrganisationKind
            if kind in kinds and _held_in(kind)
        ]
        self.choices = [("", "— Chọn —"), *groups]


def _held_in(kind):
    return [(role.code, role.label) for role in ROLES if kind in role.held_in]
