from dataclasses import dataclass, field

import pytest
from django.db import transaction

from khuyencong.audit.models import Event
from khuyencong.audit.queries import first_broken_link, history_of, visible_to
from khuyencong.audit.registry import READERS
from khuyencong.audit.services import record
from khuyencong.core.clock import ZONE
from tests.accounts.factories import dak_lak, lang_son
from tests.audit.factories import DONE, as_intruder, person, recorded, seal

pytestmark = pytest.mark.django_db
OTHER_VALUE = {
    "at": "at + interval '1 microsecond'",
    "legal_on": "DATE '2020-01-01'",
    "before": "'{\"a\": 1}'",
    "after": "'{\"a\": 1}'",
    "act": "gen_random_uuid()",
    "seq": "seq + 1000",
    "digest": "repeat('0', 64)",
}
COLUMNS = [f.column for f in Event._meta.concrete_fields]


@dataclass
class Reach:
    organisation_ids: frozenset = frozenset()
    province_ids: frozenset = frozenset()
    is_country: bool = False
    pk: int = field(default=0)


@pytest.fixture
def reach(monkeypatch):
    """Let the person's reach be what the test says, whoever else tells it in the house."""
    monkeypatch.setattr(READERS, "_entries", {"tests": lambda user: user})
    return Reach


@pytest.fixture
def three():
    return [recorded(days=n) for n in (1, 2, 3)]


def test_events_are_numbered_and_linked_as_they_were_committed(three):
    assert [e.seq for e in three] == [1, 2, 3]
    assert len({e.digest for e in three}) == 3
    assert first_broken_link() is None


def test_an_empty_log_is_whole():
    assert first_broken_link() is None


@pytest.mark.parametrize("column", COLUMNS)
def test_one_changed_value_in_any_column_is_named(three, column):
    kind = Event._meta.get_field(column).get_internal_type()
    other = "7" if kind.endswith("IntegerField") or kind == "BigAutoField" else "'khác'"
    change = f"{column} = {OTHER_VALUE.get(column, other)}"
    as_intruder("UPDATE audit_event SET " + change + " WHERE id = %s", [three[1].pk])
    broken = first_broken_link()
    assert broken.seq == 2
    assert "Mục 2" in broken.what


def test_a_changed_text_is_named_with_its_day_and_sentence(three):
    as_intruder("UPDATE audit_event SET reason = 'khác' WHERE seq = 2")
    at = three[1].at.astimezone(ZONE).strftime("%d/%m/%Y")
    what = first_broken_link().what
    assert at in what
    assert what.endswith(
        "“Hệ thống làm xong  trong 2 ngày”) không khớp mã băm: nội dung đã bị sửa."
    )


@pytest.mark.parametrize("gone", [1, 2, 3])
def test_a_deleted_event_is_named(three, gone):
    as_intruder("DELETE FROM audit_event WHERE seq = %s", [gone])
    assert first_broken_link().seq == gone


def test_a_deleted_log_is_noticed(three):
    as_intruder("DELETE FROM audit_event")
    assert first_broken_link().seq == 3


COPY = "INSERT INTO audit_event SELECT (jsonb_populate_record(e, %s::jsonb)).* FROM audit_event e"


def test_an_event_inserted_outside_the_chain_is_named(three):
    as_intruder(f"{COPY} WHERE seq = 1", ['{"id": 99999, "seq": null}'])
    broken = first_broken_link()
    assert broken.seq is None
    assert "chèn" in broken.what


def test_an_event_inserted_at_the_end_is_named(three):
    as_intruder(f"{COPY} WHERE seq = 3", ['{"id": 99999, "seq": 4}'])
    assert first_broken_link().seq == 4
    as_intruder(
        "UPDATE audit_event e SET digest = audit_digest(%s, e) WHERE seq = 4", [three[2].digest]
    )
    assert "đã bị xóa hoặc thêm" in first_broken_link().what


def test_an_event_inserted_between_two_is_named(three):
    as_intruder(
        "UPDATE audit_event SET seq = seq + 1 WHERE seq = 3;"
        'INSERT INTO audit_event SELECT (jsonb_populate_record(e, \'{"id": 99999, "seq": 3}\')).*'
        " FROM audit_event e WHERE seq = 2"
    )
    assert first_broken_link().seq == 3


def test_a_record_has_its_history_newest_first():
    subject = person()
    first, second = recorded(subject=subject), recorded(subject=subject)
    recorded(subject=person("binh", "Bình"))
    assert list(history_of(subject)) == [second, first]


def test_people_read_the_events_of_their_organisations_provinces_and_their_own(reach):
    ours, theirs = dak_lak(), lang_son()
    by_centre = recorded(organisation=ours.centre)
    in_commune = recorded(area=ours.commune_unit)
    actor = person()
    hidden, own = recorded(organisation=theirs.centre), recorded(by=actor)
    assert set(visible_to(reach(organisation_ids={ours.centre.pk}))) == {by_centre}
    assert set(visible_to(reach(province_ids={ours.unit.pk}))) == {by_centre, in_commune}
    assert set(visible_to(reach(pk=actor.pk))) == {own}
    assert set(visible_to(reach(is_country=True))) == {by_centre, in_commune, hidden, own}


def test_nobody_reads_further_than_the_house_tells(reach, monkeypatch):
    recorded(organisation=dak_lak().centre)
    monkeypatch.setattr(READERS, "_entries", {})
    assert not visible_to(reach(is_country=True)).exists()


def test_events_of_one_transaction_are_sealed_together():
    with transaction.atomic():
        events = [record(DONE, by=None, days=n) for n in range(5)]
        assert not Event.objects.filter(seq__isnull=False).exists()
        seal()
    assert list(Event.objects.order_by("id").values_list("seq", flat=True)) == [1, 2, 3, 4, 5]
    assert len(events) == 5
