import contextlib
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.audit.models import ChainHead, Event
from khuyencong.audit.queries import first_broken_link
from khuyencong.audit.services import record
from tests.audit.factories import DONE, recorded

CONNECTIONS = 6
EACH = 15


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET reason = 'khác'",
        "UPDATE audit_event SET seq = seq",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "UPDATE audit_chainhead SET seq = 0",
        "DELETE FROM audit_chainhead",
        "TRUNCATE audit_chainhead",
        "INSERT INTO audit_chainhead VALUES (2, 0, '')",
    ],
)
def test_the_log_can_only_grow(statement):
    recorded()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().seq == ChainHead.objects.get().seq == 1


@pytest.mark.django_db
def test_an_event_of_this_very_transaction_cannot_be_changed_either():
    event = record(DONE, by=None, days=1)
    event.seq = 7
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()


@pytest.mark.django_db
def test_nobody_chooses_a_number_in_the_chain():
    event = Event(at=recorded().at, kind="tests.done", sentence="…", actor_name="An")
    event.seq, event.digest = 77, "0" * 64
    event.save()
    event.refresh_from_db()
    assert (event.seq, event.digest) == (None, "")


def _write(number):
    try:
        for n in range(EACH):
            with transaction.atomic():
                record(DONE, by=None, days=number)
                record(DONE, by=None, days=n)
            with contextlib.suppress(ZeroDivisionError), transaction.atomic():
                record(DONE, by=None, days=n)
                raise ZeroDivisionError
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_many_connections_at_once_write_one_chain_without_gaps():
    threads = [threading.Thread(target=_write, args=(n,)) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = CONNECTIONS * EACH * 2
    assert sorted(Event.objects.values_list("seq", flat=True)) == list(range(1, total + 1))
    assert first_broken_link() is None


@pytest.mark.django_db(transaction=True)
def test_an_open_transaction_with_an_event_keeps_nobody_waiting():
    with transaction.atomic():
        slow = record(DONE, by=None, days=1)
        other = threading.Thread(target=_write, args=(0,))
        other.start()
        other.join(timeout=60)
        assert not other.is_alive()
    slow.refresh_from_db()
    assert slow.seq == EACH * 2 + 1
