"""Migrations say what they are for and can be taken back."""

import re

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
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


LEFT_BEHIND = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
UNION SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace AND NOT EXISTS
    (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_taking_all_steps_back_leaves_nothing_of_ours_behind(own):
    labels = {m.app_label for m in own}
    executor = MigrationExecutor(connection)
    executor.migrate([(label, None) for label in labels])
    with connection.cursor() as cursor:
        cursor.execute(LEFT_BEHIND)
        left = [name for (name,) in cursor.fetchall()]
    assert "django_migrations" in left
    assert [name for name in left if name.split("_")[0] in labels] == []
