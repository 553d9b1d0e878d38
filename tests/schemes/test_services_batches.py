"""Plan batches: put together, submitted, decided as a whole or scheme by scheme."""

import datetime as dt

import pytest

from khuyencong.budget.queries import pool
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import BatchState, State
from khuyencong.schemes.models import PlanBatch
from tests.accounts.factories import AssignmentFactory, OrganisationFactory, UserFactory
from tests.schemes.factories import MILLION, committee_world, fresh, world


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def open_batch(here, **known):
    facts = {"organisation": here.place.department, "year": 2026, "fund": "local"}
    return services.open_batch(**facts | {"by": here.person("appraiser"), "on": here.on} | known)


def planned(here, count=1):
    """A batch with schemes in it, not yet submitted."""
    schemes = [here.written(establishment=here.maker(f"HTX số {n}")) for n in range(count)]
    for scheme in schemes:
        here.submit(scheme)
        here.appraise(scheme)
    here.batch = open_batch(here)
    for scheme in schemes:
        add(here, scheme)
    return schemes


def add(here, scheme, batch=None):
    return services.add_to_batch(
        scheme=scheme, batch=batch or here.batch, by=here.person("appraiser"), on=here.next_day()
    )


def approve(here, **known):
    facts = {"batch": here.batch, "decision_no": here.number("QĐ"), "by": here.approver}
    return services.approve_batch(**facts | {"on": here.next_day()} | known)


def test_batches_of_a_year_are_numbered_on(here):
    assert [open_batch(here).number, open_batch(here).number] == [1, 2]
    assert open_batch(here, year=2027).number == 1


def test_only_the_department_opens_a_batch(here):
    with pytest.raises(Refusal):
        open_batch(here, by=here.person("officer"))


def test_a_department_without_province_has_no_batch(db):
    place = OrganisationFactory(kind="department", area=None)
    user = UserFactory()
    AssignmentFactory(user=user, organisation=place, role="appraiser")
    with pytest.raises(Refusal) as refused:
        services.open_batch(
            organisation=place, year=2026, fund="local", by=user, on=dt.date(2026, 2, 2)
        )
    assert codes(refused) == ["batch.no_province"]


def test_a_scheme_enters_a_batch_of_its_year_and_department(here):
    scheme = here.at("appraised")
    with pytest.raises(Refusal) as refused:
        add(here, scheme, open_batch(here, year=2027))
    assert codes(refused) == ["batch.foreign"]
    add(here, scheme, open_batch(here))
    assert (fresh(scheme).state, str(fresh(scheme).batch)) == (State.PLANNED, "Đợt 1/2026")


def test_a_submitted_batch_takes_no_more(here):
    planned(here)
    late = here.at("appraised", establishment=here.maker("HTX muộn"))
    here.send()
    with pytest.raises(Refusal) as refused:
        add(here, late)
    assert codes(refused) == ["batch.not_open"]


def test_submitting_hands_the_schemes_to_the_approver(db):
    here = committee_world()
    (scheme,) = planned(here)
    batch = here.send()
    assert (batch.state, batch.memo_on) == (BatchState.SUBMITTED, here.on)
    assert (fresh(scheme).holder, fresh(scheme).held_since) == (here.place.committee, here.on)


def test_an_empty_batch_is_not_submitted(here):
    with pytest.raises(Refusal) as refused:
        here.send(open_batch(here))
    assert codes(refused) == ["batch.empty"]


def send(here, **known):
    facts = {"batch": here.batch, "memo_no": "9/TTr", "by": here.person("appraiser")}
    return services.submit_batch(**facts | {"on": here.next_day()} | known)


def test_a_memo_has_a_number_and_follows_its_schemes(here):
    (scheme,) = planned(here)
    with pytest.raises(Refusal) as refused:
        send(here, memo_no=" ", on=fresh(scheme).submitted_on)
    assert codes(refused) == ["paper.no_number", "paper.order"]


def test_only_the_department_submits_a_batch(here):
    planned(here)
    with pytest.raises(Refusal) as refused:
        send(here, by=here.person("officer"))
    assert codes(refused) == ["schemes.not_permitted"]


def test_without_a_procedure_nobody_knows_who_approves(here, monkeypatch):
    planned(here)
    monkeypatch.setattr("khuyencong.schemes.queries.parties.procedure_on", lambda **_: None)
    with pytest.raises(Refusal) as refused:
        send(here)
    assert codes(refused) == ["schemes.no_approver"]
    monkeypatch.undo()
    here.send()
    monkeypatch.setattr("khuyencong.schemes.queries.parties.procedure_on", lambda **_: None)
    with pytest.raises(Refusal) as refused:
        approve(here)
    assert codes(refused) == ["schemes.no_approver"]


def test_a_whole_batch_is_approved_by_one_decision(here):
    schemes = planned(here, 2)
    here.send()
    steps = approve(here)
    batch = PlanBatch.objects.get()
    assert (len(steps), batch.state, batch.decision_on) == (2, BatchState.DECIDED, here.on)
    assert {fresh(s).decision_no for s in schemes} == {batch.decision_no}
    assert pool(here.place.centre, 2026, "local") == 4_700 * MILLION


def test_the_norm_of_the_day_is_pinned_at_the_approval(here):
    scheme = here.at("approved")
    assert (scheme.norm.kind, scheme.norm.cap_vnd) == ("machinery", 300 * MILLION)


def test_one_scheme_may_be_approved_before_the_others(here):
    first, second = planned(here, 2)
    here.send()
    approve(here, schemes=[first])
    assert PlanBatch.objects.get().state == BatchState.SUBMITTED
    approve(here, schemes=[second])
    assert PlanBatch.objects.get().state == BatchState.DECIDED


def test_an_open_batch_is_not_approved(here):
    planned(here)
    with pytest.raises(Refusal) as refused:
        approve(here)
    assert codes(refused) == ["batch.not_submitted"]


def test_a_scheme_of_another_batch_is_not_approved_with_it(here):
    (first,) = planned(here)
    here.send()
    planned(here)
    with pytest.raises(Refusal) as refused:
        approve(here, schemes=[first])
    assert codes(refused) == ["batch.foreign"]


def test_what_stops_one_scheme_stops_the_batch_and_names_it(here):
    first, second = planned(here, 2)
    here.send()
    with pytest.raises(Refusal) as refused:
        approve(here, on=fresh(second).appraised_on - dt.timedelta(days=1))
    messages = [finding.message for finding in refused.value.findings]
    assert any(m.startswith(fresh(first).code) for m in messages)
    assert fresh(first).state == State.PLANNED


def test_the_second_to_approve_is_told_who_was_first_and_when(here):
    planned(here)
    here.send()
    approve(here)
    with pytest.raises(Refusal) as refused:
        approve(here)
    person = here.approver.full_name
    assert f"đã được {person} phê duyệt lúc 09:00 ngày 02/11/2026" in str(refused.value)


def test_the_second_to_approve_one_scheme_is_told_the_same(here):
    first, _ = planned(here, 2)
    here.send()
    approve(here, schemes=[first])
    with pytest.raises(Refusal) as refused:
        approve(here, schemes=[first])
    assert f"{fresh(first).code} đã được {here.approver.full_name} phê duyệt lúc" in str(
        refused.value
    )


def test_a_batch_with_nothing_in_it_says_so(here):
    here.batch = open_batch(here)
    with pytest.raises(Refusal) as refused:
        approve(here)
    assert codes(refused) == ["batch.empty"]


def test_money_that_is_not_there_cannot_be_planned(db):
    here = world(money=100)
    planned(here)
    here.send()
    with pytest.raises(Refusal) as refused:
        approve(here)
    assert codes(refused) == ["budget.shortage"]
    assert PlanBatch.objects.get().state == BatchState.SUBMITTED


@pytest.mark.parametrize("role", ["officer", "appraiser", "provincial_leader"])
def test_nobody_but_the_approving_body_approves(here, role):
    planned(here)
    here.send()
    with pytest.raises(Refusal) as refused:
        approve(here, by=here.person(role))
    assert codes(refused) == ["schemes.not_permitted"]


def test_where_the_committee_approves_the_department_does_not(db):
    here = committee_world()
    planned(here)
    here.send()
    with pytest.raises(Refusal):
        approve(here, by=here.person("department_leader"))
    assert approve(here)[0].organisation == here.place.committee


def test_the_approver_sends_a_scheme_back_and_the_rest_goes_on(here):
    first, second = planned(here, 2)
    here.send()
    services.return_scheme(
        scheme=fresh(first), reason="sửa dự toán", by=here.approver, on=here.next_day()
    )
    assert (fresh(first).state, fresh(first).batch) == (State.RETURNED, None)
    approve(here)
    assert PlanBatch.objects.get().state == BatchState.DECIDED
    assert fresh(second).state == State.APPROVED


def test_the_approver_declines_the_last_scheme_and_the_batch_is_decided(here):
    (scheme,) = planned(here)
    here.send()
    services.reject(
        scheme=fresh(scheme), reason="hết kinh phí", by=here.approver, on=here.next_day()
    )
    assert fresh(scheme).state == State.REJECTED
    assert PlanBatch.objects.get().state == BatchState.DECIDED


def test_nothing_is_sent_back_from_an_open_batch(here):
    (scheme,) = planned(here)
    with pytest.raises(Refusal) as refused:
        services.return_scheme(
            scheme=fresh(scheme), reason="sửa", by=here.approver, on=here.next_day()
        )
    assert codes(refused) == ["batch.not_submitted"]


def take_back(here, **known):
    facts = {"batch": here.batch, "reason": "nhập nhầm số", "by": here.person("appraiser")}
    return services.take_back_batch(**facts | {"on": here.next_day()} | known)


def test_a_memo_is_taken_back_while_nothing_was_decided(here):
    (scheme,) = planned(here)
    here.send()
    batch = take_back(here)
    assert (batch.state, batch.memo_no, batch.memo_on) == (BatchState.OPEN, "", None)
    assert fresh(scheme).holder == here.place.department


@pytest.mark.parametrize("way", ["open", "decided", "no reason"])
def test_a_memo_is_not_taken_back_otherwise(here, way):
    planned(here, 2)
    if way != "open":
        here.send()
    if way == "decided":
        approve(here, schemes=[fresh(here.batch.schemes.first())])
    with pytest.raises(Refusal) as refused:
        take_back(here, reason="" if way == "no reason" else "nhầm")
    assert codes(refused) == ["batch.decided"]


def remove(here, scheme, **known):
    facts = {"reason": "chờ đợt sau", "by": here.person("appraiser"), "on": here.next_day()}
    return services.remove_from_batch(scheme=fresh(scheme), **facts | known)


def test_a_scheme_leaves_an_open_batch_and_may_come_back(here):
    (scheme,) = planned(here)
    remove(here, scheme)
    assert (fresh(scheme).state, fresh(scheme).batch) == (State.APPRAISED, None)
    add(here, scheme)
    assert fresh(scheme).state == State.PLANNED


def test_a_scheme_does_not_leave_a_submitted_batch_by_itself(here):
    (scheme,) = planned(here)
    memo = here.send()
    with pytest.raises(Refusal, match=f"tờ trình số {memo.memo_no}"):
        remove(here, scheme)


def test_what_is_in_no_batch_leaves_none(here):
    with pytest.raises(Refusal) as refused:
        remove(here, here.at("appraised"))
    assert codes(refused) == ["batch.not_in"]


def test_several_schemes_enter_the_next_batch_together(here):
    first = here.at("appraised")
    who = {"by": here.person("appraiser"), "on": here.next_day()}
    (step,) = services.plan_schemes(schemes=[first], batch=None, **who)
    assert fresh(first).batch.number == 1
    assert step.transition == "plan"
