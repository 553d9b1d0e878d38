"""Every table that people answer for keeps what becomes of its rows, in words that people know."""

import pytest
from django.apps import apps
from django.db import connection

# Tables without row history, each with its reason.
WITHOUT = {
    "audit.Event": "only grows, sealed by the hash chain",
    "audit.ChainHead": "follows from the events",
    "audit.RowChange": "is the history",
    "budget.Account": "its balance follows from the entries",
    "budget.Journal": "only grows, a mistake is reversed",
    "budget.Entry": "only grows, a mistake is reversed",
    "establishments.EstablishmentPair": "a guess of the rule; what people decide is an event",
    "establishments.ProductPair": "a guess of the rule; what people decide is an event",
    "desk.FormDraft": "typing is no record until it is sent",
    "desk.SavedView": "how one looks at a list is no record",
    "desk.BulkRun": "holds its own before and after; the rows it changed keep their history",
    "documents.Photo": "never changes, the database sees to it",
    "documents.StoredFile": "never changes, named by its digest",
    "geography.AdminUnit": "ships with the software",
    "geography.UnitState": "ships with the software",
    "geography.UnitSuccession": "ships with the software",
    "geography.AreaList": "follows from the listings in norms",
    "geography.AreaListEntry": "follows from the listings in norms",
    "geography.LoadedData": "a fingerprint of what ships",
    "importing.ImportBatch": "staging: what comes in keeps its own history",
    "importing.ImportSheet": "staging",
    "importing.Layout": "remembers how to read, changes no record",
    "importing.StagedRow": "staging: cells keep what the file says beside what was typed",
    "jobs.Job": "tells its own progress, swept after some days",
    "jobs.Mail": "tells its own sending, swept after some days",
    "jobs.MailChoice": "how somebody wants their letters is their own affair",
    "jobs.Notice": "is sent once and read",
    "jobs.ScheduleSlot": "one for each time that something was due",
    "schemes.CodeCounter": "a counter",
}
KEPT = """
SELECT c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid WHERE p.proname = 'audit_keep_rows'
GROUP BY c.relname HAVING count(*) = 3
"""


@pytest.fixture
def kept(db):
    with connection.cursor() as cursor:
        cursor.execute(KEPT)
        return {name for (name,) in cursor.fetchall()}


def own_models():
    return [m for m in apps.get_models() if m.__module__.startswith("khuyencong.")]


def test_every_table_keeps_its_history_or_says_why_not(kept):
    """Mend with `keep_rows("table")` in a migration (audit/keeping.py), or a reason above."""
    keeping = {m._meta.label for m in own_models() if m._meta.db_table in kept}
    assert keeping
    assert {m._meta.label for m in own_models()} - keeping == WITHOUT.keys()


def test_every_column_that_is_told_has_a_vietnamese_label(kept):
    english = [
        str(field)
        for model in own_models()
        if model._meta.db_table in kept
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not leads_to_its_record(field)
        if field.verbose_name == field.name.replace("_", " ")
    ]
    assert english == []


def leads_to_its_record(field):
    return field.name in {"scheme", "establishment", "product", "organisation", "instrument"}
