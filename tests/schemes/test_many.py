"""One thing done to many schemes: who stays out and why, what is written, how it is taken back."""

import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import Origin, State
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.queries.many import (
    batches_to_fill,
    held_from_assigning,
    held_from_planning,
    officers_to_choose,
)
from khuyencong.schemes.services.many import assign_many, plan_many, unassign_many, unplan_many
from tests.accounts.factories import AssignmentFactory, lang_son
from tests.schemes.factories import fresh


@pytest.fixture
def second(here):
    return AssignmentFactory(organisation=here.place.centre, role="officer").user


def every():
    return Scheme.objects.order_by("pk")


def who(here, role="centre_head"):
    return {"by": here.person(role), "on": here.on}


def appraised(here, count=2):
    schemes = [here.written(establishment=here.maker(f"HTX số {n}")) for n in range(count)]
    for scheme in schemes:
        here.submit(scheme)
        here.appraise(scheme)
    return schemes


def open_batch(here, **known):
    facts = {"organisation": here.place.department, "year": 2026, "fund": "local"}
    return services.open_batch(**facts | known, **who(here, "appraiser"))


def test_each_scheme_that_cannot_be_assigned_is_told_why(here, second):
    free, mine, recorded, alien = (here.draft(name=f"Đề án {n}") for n in range(4))
    Scheme.objects.filter(pk=mine.pk).update(officer=second)
    Scheme.objects.filter(pk=recorded.pk).update(origin=Origin.RECORDED)
    Scheme.objects.filter(pk=alien.pk).update(organisation=lang_son().centre)
    held = held_from_assigning(every(), officer=second, **who(here))
    assert held == {
        recorded.pk: "ghi lại từ nguồn đã công bố",
        alien.pk: "của đơn vị mà bạn không phân công",
        mine.pk: f"đã do {second.full_name} phụ trách",
    }
    stranger = lang_son().person("officer")
    assert (
        "không phải cán bộ" in held_from_assigning(every(), officer=stranger, **who(here))[free.pk]
    )


def test_many_schemes_are_assigned_with_one_event(here, second):
    keys = [here.draft(name=f"Đề án {n}").pk for n in range(3)]
    changes = assign_many(keys, officer=second, **who(here))
    assert set(every().values_list("officer", flat=True)) == {second.pk}
    assert changes[0].before == {"officer_id": here.person("officer").pk}
    event = Event.objects.get(kind="schemes.assigned_many")
    assert f"giao 3 đề án cho {second.full_name}" in event.sentence
    assert (event.after["count"], event.organisation_id) == (3, here.place.centre.pk)


def test_nothing_is_assigned_where_one_of_them_may_not_be(here, second):
    keys = [here.draft().pk, here.draft(name="Khác").pk]
    Scheme.objects.filter(pk=keys[1]).update(origin=Origin.RECORDED)
    with pytest.raises(Refusal):
        assign_many(keys, officer=second, **who(here))
    with pytest.raises(Refusal):
        assign_many(keys[:1], officer=second, **who(here, "officer"))
    assert not every().filter(officer=second).exists()


def test_assigning_is_taken_back_but_where_it_was_assigned_anew(here, second):
    keys = [here.draft(name=f"Đề án {n}").pk for n in range(3)]
    changes = assign_many(keys, officer=second, **who(here))
    Scheme.objects.filter(pk=keys[0]).update(officer=here.person("centre_head"))
    assert unassign_many(changes, **who(here)) == {keys[0]: "đã giao cho người khác sau đó"}
    first = here.person("officer").pk
    assert list(every().values_list("officer", flat=True))[1:] == [first, first]
    assert "hoàn tác việc giao 2 đề án" in Event.objects.latest("id").sentence
    assert unassign_many([], **who(here)) == {}


def test_each_scheme_that_cannot_be_planned_is_told_why(here):
    ready, other = appraised(here)
    draft = here.draft(name="Còn soạn")
    Scheme.objects.filter(pk=other.pk).update(year=2027)
    held = held_from_planning(every(), batch=open_batch(here), **who(here, "appraiser"))
    assert ready.pk not in held
    assert "chưa thẩm định đạt" in held[draft.pk]
    assert "không cùng cơ quan" in held[other.pk]


def test_many_schemes_enter_a_batch_and_leave_it_again(here):
    schemes = appraised(here, 3)
    batch, given = open_batch(here), who(here, "appraiser")
    changes = plan_many([s.pk for s in schemes], batch=batch, **given)
    assert set(every().values_list("state", "batch")) == {(State.PLANNED, batch.pk)}
    assert "đưa 3 đề án vào đợt 1/2026" in Event.objects.latest("id").sentence
    services.remove_from_batch(scheme=fresh(schemes[0]), reason="nhầm", **given)
    left = unplan_many(changes, **given)
    assert left == {schemes[0].pk: "không còn ở đợt đó"}
    assert set(every().values_list("state", "batch")) == {(State.APPRAISED, None)}


def test_what_was_submitted_meanwhile_stays_in_its_batch(here):
    (scheme,) = appraised(here, 1)
    batch, given = open_batch(here), who(here, "appraiser")
    changes = plan_many([scheme.pk], batch=batch, **given)
    services.submit_batch(batch=batch, memo_no="1/TTr", **given | {"on": here.next_day()})
    (why,) = unplan_many(changes, **given).values()
    assert "tờ trình số 1/TTr" in why
    assert fresh(scheme).state == State.PLANNED


def test_who_and_which_batches_may_be_chosen(here, second):
    on = here.on
    assert set(officers_to_choose(here.person("centre_head"), on)) >= {second}
    assert lang_son().person("officer") not in officers_to_choose(here.person("centre_head"), on)
    assert not officers_to_choose(here.person("officer"), on)
    batch = open_batch(here)
    assert list(batches_to_fill(here.person("appraiser"))) == [batch]
    assert not batches_to_fill(here.person("officer"))
