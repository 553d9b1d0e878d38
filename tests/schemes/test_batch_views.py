"""Plan batches on their pages."""

import pytest

from khuyencong.schemes.models import PlanBatch
from khuyencong.schemes.services import add_to_batch
from tests.schemes.factories import BEGIN, fresh
from tests.schemes.pages import text_of, url

DECIDED = {"paper_no": "75/QĐ", "on": "02/11/2026"}


@pytest.fixture
def appraiser(here, client_of):
    return client_of(here.person("appraiser"))


@pytest.fixture
def leader(here, client_of):
    return client_of(here.person("department_leader"))


def sent_batch(here, count=2):
    """Return a submitted batch of `count` schemes."""
    schemes = [here.at("planned")]
    for number in range(1, count):
        here.on = BEGIN
        other = here.at("appraised", name=f"Đề án {number}")
        batch = PlanBatch.objects.get()
        add_to_batch(scheme=other, batch=batch, by=here.person("appraiser"), on=here.next_day())
        schemes.append(other)
    here.send(PlanBatch.objects.get())
    return PlanBatch.objects.get(), schemes


def test_a_batch_is_opened_filled_submitted_and_decided(here, appraiser, leader):
    scheme = here.at("appraised")
    department = here.place.department.public_id
    opened = appraiser.post(
        url("open_batch"), {"organisation": department, "year": "2026", "fund": "local"}
    )
    batch = PlanBatch.objects.get()
    assert opened.url == batch.get_absolute_url()
    appraiser.post(url("add_to_batch", batch.public_id), {"de-an": scheme.public_id})
    memo = {"paper_no": "5/TTr", "on": "02/11/2026"}
    appraiser.post(url("submit_batch", batch.public_id), memo)
    leader.post(url("approve_batch", batch.public_id), DECIDED | {"de-an": scheme.public_id})
    assert (fresh(scheme).state, PlanBatch.objects.get().state) == ("approved", "decided")


def test_several_schemes_enter_a_batch_all_or_none(here, appraiser):
    first, second = here.at("appraised"), here.at("appraised", name="Đề án khác")
    batch = here.plan(here.at("appraised", name="Đề án thứ ba")).scheme.batch
    second.year = 2027
    second.save()
    wanted = {"de-an": [first.public_id, second.public_id]}
    answer = appraiser.post(url("add_to_batch", batch.public_id), wanted)
    assert answer.status_code == 422
    assert {fresh(first).state, fresh(second).state} == {"appraised"}


def test_a_scheme_is_taken_out_with_a_reason(here, appraiser):
    scheme = here.at("planned")
    page = url("remove_from_batch", scheme.batch.public_id, scheme.public_id)
    assert appraiser.get(page).status_code == 200
    assert appraiser.post(page, {"reason": ""}).status_code == 422
    appraiser.post(page, {"reason": "Chờ bổ sung giấy tờ."})
    assert fresh(scheme).state == "appraised"


def test_a_wrong_memo_is_taken_back(here, appraiser):
    batch, _ = sent_batch(here)
    appraiser.post(url("take_back_batch", batch.public_id), {"reason": "Nhập nhầm số."})
    assert PlanBatch.objects.get().state == "open"


def test_whoever_approves_second_is_told_and_nothing_happens_twice(here, leader):
    batch, schemes = sent_batch(here)
    typed = DECIDED | {"de-an": [s.public_id for s in schemes]}
    assert leader.post(url("approve_batch", batch.public_id), typed).status_code == 302
    answer = leader.post(url("approve_batch", batch.public_id), typed | {"paper_no": "76/QĐ"})
    assert answer.status_code in {409, 422}
    assert "76/QĐ" in text_of(answer)
    assert [fresh(s).decision_no for s in schemes] == ["75/QĐ", "75/QĐ"]


def test_an_approval_without_a_tick_or_paper_is_told_and_keeps_the_ticks(here, leader):
    batch, (first, second) = sent_batch(here)
    page = url("approve_batch", batch.public_id)
    assert "ít nhất một đề án" in text_of(leader.post(page, DECIDED))
    answer = leader.post(page, {"de-an": first.public_id, "paper_no": "", "on": "31/02/2026"})
    assert sorted(answer.context["decision"].errors) == ["on", "paper_no"]
    assert answer.context["ticked"] == [first.public_id]
    assert {fresh(first).state, fresh(second).state} == {"planned"}


@pytest.mark.parametrize("role", ["officer", "auditor", "accountant"])
@pytest.mark.parametrize(
    "name", ["add_to_batch", "submit_batch", "take_back_batch", "approve_batch"]
)
def test_a_batch_is_closed_to_those_who_do_not_plan_or_decide(here, client_of, role, name):
    batch, schemes = sent_batch(here, 1)
    client = client_of(here.person(role))
    answer = client.post(url(name, batch.public_id), DECIDED | {"de-an": schemes[0].public_id})
    assert answer.status_code in {403, 404}
    assert fresh(schemes[0]).state == "planned"


@pytest.mark.parametrize("count", [1, 6])
def test_the_batch_page_costs_the_same_for_one_scheme_and_for_many(
    here, leader, count, django_assert_max_num_queries
):
    batch, _ = sent_batch(here, count)
    with django_assert_max_num_queries(20):
        assert leader.get(batch.get_absolute_url()).status_code == 200
