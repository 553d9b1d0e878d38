from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction

from khuyencong.core import clock
from khuyencong.core.findings import Refusal, refuse
from khuyencong.core.service import CONSTRAINT_MESSAGES, insert_all, service
from khuyencong.importing.models import Layout

pytestmark = pytest.mark.django_db


def asked(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [name])
        return cursor.fetchone()[0]


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def pairs():
    """A table with one promise that is proved late and one that is proved at once."""
    run(
        "CREATE TABLE pairs (n int CONSTRAINT small_n CHECK (n < 10),"
        " CONSTRAINT one_n UNIQUE (n) DEFERRABLE INITIALLY DEFERRED)"
    )


@service("tests.write")
def write(*, by, numbers, reason=""):
    for n in numbers:
        run(f"INSERT INTO pairs VALUES ({n})")
    return [asked(f"kc.{name}") for name in ("actor", "action", "reason")]


def written():
    with connection.cursor() as cursor:
        cursor.execute("SELECT n FROM pairs ORDER BY n")
        return [n for (n,) in cursor.fetchall()]


def test_the_database_knows_who_acts_and_why(pairs):
    told = write(by=SimpleNamespace(pk=7), numbers=[1], reason="theo công văn")
    assert told == ["7", "tests.write", "theo công văn"]
    assert write(by=None, numbers=[2]) == ["system", "tests.write", ""]
    assert write.action == "tests.write"


def test_a_service_inside_another_acts_in_its_name(pairs):
    @service("tests.outer")
    def outer(*, by):
        return write(by=None, numbers=[1])

    assert outer(by=SimpleNamespace(pk=8)) == ["8", "tests.outer", ""]


def test_a_refusal_leaves_nothing_written(pairs):
    @service("tests.change_of_mind")
    def change_of_mind(*, by):
        write(by=by, numbers=[1, 2])
        raise refuse("tests.no", "Chưa được.")

    with pytest.raises(Refusal, match="Chưa được"):
        change_of_mind(by=None)
    assert written() == []


def test_promises_proved_late_are_refused_inside_the_service(pairs, monkeypatch):
    monkeypatch.setitem(CONSTRAINT_MESSAGES, "one_n", "Số này đã có.")
    with pytest.raises(Refusal, match="Số này đã có") as caught:
        write(by=None, numbers=[1, 1])
    assert caught.value.findings[0].code == "one_n"
    assert written() == []
    write(by=None, numbers=[1])
    run("INSERT INTO pairs VALUES (1)")  # still proved late outside
    run("DELETE FROM pairs")


def test_a_promise_of_a_model_tells_its_own_sentence():
    @service("tests.begin_another_chain")
    def begin_another_chain(*, by):
        run("INSERT INTO audit_chainhead (id, seq, digest) VALUES (2, 0, '')")

    with pytest.raises(Refusal, match="Nhật ký chỉ có một chuỗi"):
        begin_another_chain(by=None)


def test_a_broken_promise_without_a_sentence_stays_an_error(pairs):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(by=None, numbers=[10])


def layout(key):
    return Layout(layout_key=key, kind="schemes", fields={"A": "Đắk"}, confirmed_at=clock.now())


def test_rows_inserted_at_once_get_their_keys_and_are_as_saved_ones():
    rows = [layout("a"), layout("b")]
    insert_all(rows)
    insert_all([])
    stored = Layout.objects.in_bulk()
    assert [stored[row.pk].layout_key for row in rows] == ["a", "b"]
    assert stored[rows[0].pk].fields == {"A": "Đắk"}
    assert not any(row._state.adding for row in rows)


def test_rows_inserted_at_once_keep_the_promises_of_the_database():
    with pytest.raises(IntegrityError, match="layout_once"), transaction.atomic():
        insert_all([layout("a"), layout("a")])
    assert not Layout.objects.exists()
