"""Migrations say what they are for and can be taken back."""

import re

import pytest
from django.db.migrations.loader import MigrationLoader

UNNAMED = re.compile(r"_(initial|auto_.*|alter_.*_and_more|.*_and_more)$")


@pytest.fixture(scope="module")
def own():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [m for m in loader.disk_migrations.values() if m.__module__.startswith("khuyencong.")]


def test_migrations_are_named_by_intent(own):
    assert UNNAMED.search("0002_alter_event_options_and_more")
    assert [str(m) for m in own if UNNAMED.search(m.name)] == []


def test_every_step_can_be_taken_back(own):
    assert own
    stuck = [f"{m}: {o.describe()}" for m in own for o in m.operations if not o.reversible]
    assert stuck == []
