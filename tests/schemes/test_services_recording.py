"""Schemes of published sources: recorded in sets, unknown fields empty, without steps."""

import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.queries import life_line, missing_items, next_action, other_actions
from khuyencong.schemes.queries.guidance import ceiling_findings
from khuyencong.schemes.services import RecordedScheme
from khuyencong.schemes.workflow import ACTIONS
from tests.accounts.factories import dak_lak, lang_son
from tests.schemes.factories import TODAY


def row(n=1, **known):
    facts = {"reference": f"S{n:04}", "name": "Hỗ trợ lò sấy cá lóc", "kind": "machinery"}
    return RecordedScheme(**facts | {"fund": "local", "state": "accepted"} | known)


def record(*rows):
    return services.record_schemes(rows=rows, by=None, on=TODAY)


def test_recording_twice_changes_nothing(db):
    assert len(record(row(1), row(2))) == 2
    events = Event.objects.count()
    assert record(row(1, name="Tên khác"), row(2)) == []
    assert Scheme.objects.get(reference="S0001").name == "Hỗ trợ lò sấy cá lóc"
    assert Event.objects.count() == events


def test_a_set_is_one_event_with_its_count_and_digest(db):
    record(row(1), row(2))
    event = Event.objects.get(kind="schemes.recorded")
    assert event.after["count"] == 2
    assert len(event.after["sha256"]) == 64


def test_what_the_source_leaves_open_stays_empty(db):
    record(row(total_vnd=5, establishment_text="Cơ sở làm khô (ấp Chông Nô)"))
    scheme = Scheme.objects.get()
    assert (scheme.support_vnd, scheme.officer, scheme.holder) == (None, None, None)
    assert scheme.beneficiary == "Cơ sở làm khô (ấp Chông Nô)"


def test_recorded_schemes_are_found_by_any_word_without_accents(db):
    record(row(place_text="xã Xuất Lễ, huyện Cao Lộc"))
    assert Scheme.objects.search("xuat le lo say").exists()


def test_recorded_schemes_take_no_step(here):
    record(row(state="submitted"))
    scheme = Scheme.objects.get()
    verbs = (
        lambda: here.appraise(scheme),
        lambda: here.close(scheme),
        lambda: services.withdraw(scheme=scheme, reason="r", by=here.person("officer"), on=TODAY),
    )
    for verb in verbs:
        with pytest.raises(Refusal) as refused:
            verb()
        assert refused.value.findings[0].code == "schemes.recorded"


def test_recorded_schemes_are_not_guided(here):
    record(row(state="under_way", kind="fair"))
    scheme, user = Scheme.objects.get(), here.person("officer")
    assert next_action(scheme, user, TODAY) is None
    assert other_actions(scheme, user, TODAY) == ()
    assert missing_items(scheme, TODAY) == ()
    assert ceiling_findings(scheme, TODAY) == ()
    assert ACTIONS


@pytest.mark.parametrize(
    ("state", "done"),
    [("draft", 0), ("approved", 3), ("accepted", 6), ("closed", 8), ("stopped", 0)],
)
def test_the_life_line_of_a_recorded_scheme_goes_as_far_as_its_state(db, state, done):
    record(row(state=state))
    stops = life_line(Scheme.objects.get(), TODAY)
    assert [stop.state for stop in stops].count("done") == done
    assert not {"now", "late"} & {stop.state for stop in stops}


def test_only_who_writes_schemes_there_records_and_forgets_them(db):
    place = dak_lak()
    for refused in (
        lambda: services.record_schemes(
            rows=[row(1, province=place.unit)], by=lang_son().person("officer"), on=TODAY
        ),
        lambda: services.forget_schemes(
            keys=[record(row(2, province=place.unit))[0].pk],
            by=place.person("appraiser"),
            on=TODAY,
        ),
    ):
        with pytest.raises(Refusal, match="không có quyền"):
            refused()


def test_recorded_schemes_are_forgotten_in_one_event(db):
    place = dak_lak()
    keys = [s.pk for s in record(row(1, province=place.unit), row(2, province=place.unit))]
    by = place.person("officer")
    assert services.forget_schemes(keys=keys, by=by, on=TODAY) == 2
    assert services.forget_schemes(keys=keys, by=by, on=TODAY) == 0
    assert not Scheme.objects.exists()
    assert Event.objects.filter(kind="schemes.forgotten").count() == 1
