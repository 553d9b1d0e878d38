import datetime as dt
from decimal import Decimal

import pytest

from khuyencong.audit.models import Event
from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.findings import Refusal, refuse
from khuyencong.core.service import service
from tests.accounts.factories import dak_lak
from tests.audit.factories import DONE, person, recorded

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 5)


def test_an_event_tells_who_did_what_to_which_record_and_why():
    an, subject = person(), person("binh", "Trần Thị Bình")
    with clock.frozen_on(DAY):
        event = recorded(
            an, subject=subject, on=DAY, reason="thiếu giấy", on_behalf_of="Hợp tác xã Ea Knuếc"
        )
    assert event.sentence == "Nguyễn Văn An làm xong Trần Thị Bình trong 3 ngày"
    assert (event.actor_id, event.actor_name) == (an.pk, "Nguyễn Văn An")
    assert (event.subject_type, event.subject_id) == ("accounts.user", subject.public_id)
    assert (event.legal_on, event.reason) == (DAY, "thiếu giấy")
    assert event.at == dt.datetime(2026, 3, 5, 9, tzinfo=clock.ZONE)


def test_the_area_is_the_one_given_or_that_of_the_organisation_read_by_its_province():
    place = dak_lak()
    event = recorded(organisation=place.centre)
    assert (event.organisation_name, event.area_name) == (place.centre.name, str(place.unit))
    event = recorded(organisation=place.centre, area=place.commune_unit)
    assert (event.area_id, event.area_name) == (place.unit.pk, str(place.commune_unit))


def test_figures_and_days_before_and_after_are_kept_readable():
    event = recorded(before={"rate": Decimal("50.0"), "on": DAY}, after={"support_vnd": 10**15})
    assert event.before == {"rate": "50.0", "on": "2026-03-05"}
    assert event.after == {"support_vnd": 10**15}


def test_what_nobody_did_was_done_by_the_system():
    event = recorded()
    assert (event.actor_id, event.actor_name) == (None, "Hệ thống")


@pytest.mark.parametrize("words", [{}, {"days": 1, "hours": 2}])
def test_words_that_miss_or_exceed_the_sentence_are_a_mistake(words):
    with pytest.raises(ValueError, match=r"tests\.done needs the words"):
        record(DONE, by=None, **words)
    assert not Event.objects.exists()


def test_braces_in_names_stay_text():
    event = recorded(person(full_name="{actor} {0}"))
    assert event.sentence.startswith("{actor} {0} làm xong")


def test_a_service_seals_its_event_and_a_refused_one_leaves_none():
    @service("tests.finish")
    def finish(*, by, fails):
        event = record(DONE, by=by, days=1)
        if fails:
            raise refuse("tests.late", "Đã quá hạn.")
        return event

    with pytest.raises(Refusal):
        finish(by=None, fails=True)
    event = finish(by=None, fails=False)
    event.refresh_from_db()
    assert event.seq == 1
    assert Event.objects.count() == 1
