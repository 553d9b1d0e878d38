"""Events of a package that exists in tests alone."""

from django.db import connection, transaction

from khuyencong.accounts.models import User
from khuyencong.audit.events import declare
from khuyencong.audit.services import record

DONE = declare("tests.done", "{actor} làm xong {subject} trong {days} ngày")


def person(username="an", full_name="Nguyễn Văn An"):
    return User.objects.create_user(username, full_name=full_name)


def recorded(by=None, **given):
    """Record one event in a transaction of its own and let the database seal it."""
    with transaction.atomic():
        event = record(DONE, by=by, days=given.pop("days", 3), **given)
        seal()
    event.refresh_from_db()
    return event


def seal():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def as_intruder(statement, parameters=()):
    """Run SQL as somebody with the rights of the owner who switches the triggers off first."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_chainhead DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_chainhead ENABLE TRIGGER USER")
