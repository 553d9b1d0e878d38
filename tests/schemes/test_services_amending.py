"""Taking back what stands free; correcting words; naming and handing over the officer."""

import datetime as dt

import pytest

from khuyencong.accounts.registry import HANDOVERS
from khuyencong.audit.queries import history_of
from khuyencong.budget.queries import balances_of, pool
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import BatchState, State
from khuyencong.schemes.models import PlanBatch
from tests.accounts.factories import AssignmentFactory, UserFactory
from tests.schemes.factories import MILLION, TODAY, WAY, fresh

PERSON = {
    "submitted": "officer",
    "appraised": "appraiser",
    "approved": "department_leader",
    "contracted": "officer",
    "under_way": "officer",
    "accepted": "appraiser",
    "settled": "accountant",
    "closed": "accountant",
}


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def last_step(scheme):
    return scheme.steps.filter(taken_back_at=None).order_by("seq").last()


def take_back(here, step, role="officer", **known):
    facts = {"reason": "nhập nhầm ngày", "by": here.person(role), "on": TODAY}
    return services.take_back(step=step, **facts | known)


def snapshot(scheme):
    values = {f.attname: getattr(scheme, f.attname) for f in scheme._meta.concrete_fields}
    return {
        k: v
        for k, v in values.items()
        if k not in {"code", "search_folded", "search_exact", "words"}
    }


@pytest.mark.parametrize("state", PERSON)
def test_taking_back_restores_the_scheme_and_its_money(here, state):
    index = WAY.index(state)
    scheme = here.at(WAY[index - 1]) if index else here.at("draft")
    if state == "approved":
        here.send()
    if state == "settled":
        here.pay(scheme)
    before = snapshot(fresh(scheme)), balances_of(scheme.public_id)
    WORLD_STEP[state](here, scheme)
    take_back(here, last_step(scheme), PERSON[state])
    after = snapshot(fresh(scheme)), balances_of(scheme.public_id)
    assert after == before


WORLD_STEP = {
    "submitted": lambda here, scheme: here.submit(scheme),
    "appraised": lambda here, scheme: here.appraise(scheme),
    "approved": lambda here, scheme: here.approve(scheme),
    "contracted": lambda here, scheme: here.contract(scheme),
    "under_way": lambda here, scheme: here.start(scheme),
    "accepted": lambda here, scheme: here.accept(scheme),
    "settled": lambda here, scheme: here.settle(scheme),
    "closed": lambda here, scheme: here.close(scheme),
}


def test_a_step_taken_back_stays_on_file_with_its_reason(here):
    step = take_back(here, last_step(here.at("submitted")))
    assert (step.is_live, step.taken_back_reason) == (False, "nhập nhầm ngày")
    assert step.taken_back_by == here.person("officer")


def test_the_code_is_kept_and_the_step_may_be_taken_again(here):
    scheme = here.at("submitted")
    take_back(here, last_step(scheme))
    here.submit(fresh(scheme))
    assert fresh(scheme).code == "DA-66-2026-0001"


def test_the_batch_of_an_approval_taken_back_waits_again(here):
    scheme = here.at("approved")
    take_back(here, last_step(scheme), "department_leader")
    batch = PlanBatch.objects.get()
    assert (batch.state, batch.decision_no) == (BatchState.SUBMITTED, "")
    assert here.approve(scheme).to_state == State.APPROVED


def test_a_batch_keeps_its_decision_while_another_scheme_stands_on_it(here):
    first = here.at("planned")
    second = here.at("appraised", establishment=here.maker("HTX Hai"))
    batch = fresh(first).batch
    services.add_to_batch(
        scheme=second, batch=batch, by=here.person("appraiser"), on=here.next_day()
    )
    here.send(batch)
    here.approve(first)
    approval = here.approve(second)
    take_back(here, approval, "department_leader")
    batch.refresh_from_db()
    assert (batch.state, bool(batch.decision_no)) == (BatchState.SUBMITTED, True)


def test_the_support_noted_at_a_settlement_goes_with_it(here):
    scheme = here.at("settled")
    take_back(here, last_step(scheme), "accountant")
    assert not scheme.establishment.supports.exists()


def test_a_returned_scheme_taken_back_stands_in_its_batch_again(here):
    scheme = here.at("planned")
    here.send()
    services.return_scheme(scheme=scheme, reason="r", by=here.approver, on=here.next_day())
    take_back(here, last_step(scheme), "department_leader")
    again = fresh(scheme)
    assert (again.state, again.round) == (State.PLANNED, 1)
    assert again.batch.state == BatchState.SUBMITTED


def test_only_the_latest_step_is_taken_back(here):
    scheme = here.at("contracted")
    approval = scheme.steps.get(transition="approve")
    with pytest.raises(Refusal, match="bước “Hợp đồng”"):
        take_back(here, approval, "department_leader")


def test_a_step_with_an_event_on_it_stays(here):
    scheme = here.at("under_way")
    here.progress(scheme)
    with pytest.raises(Refusal, match="tiến độ ngày"):
        take_back(here, last_step(scheme))


def test_a_step_with_an_issued_paper_on_it_stays(here):
    scheme = here.at("approved")
    here.attach(scheme, "paper_contract", paper_no="7/HĐ", paper_on=scheme.approved_on)
    with pytest.raises(Refusal, match="văn bản số 7/HĐ"):
        take_back(here, last_step(scheme), "department_leader")


def test_the_scan_of_the_steps_own_paper_stands_in_nobodys_way(here):
    scheme = here.at("approved")
    here.attach(scheme, "paper_approve", paper_no=scheme.decision_no, paper_on=scheme.approved_on)
    take_back(here, last_step(scheme), "department_leader")
    assert fresh(scheme).state == State.PLANNED


def test_taking_back_wants_a_reason_and_happens_once(here):
    step = last_step(here.at("submitted"))
    with pytest.raises(Refusal) as refused:
        take_back(here, step, reason=" ")
    assert codes(refused) == ["schemes.reason"]
    take_back(here, step)
    with pytest.raises(Refusal) as refused:
        take_back(here, step)
    assert codes(refused) == ["schemes.taken_back"]


def test_only_who_may_take_a_step_takes_it_back(here):
    step = last_step(here.at("submitted"))
    with pytest.raises(Refusal) as refused:
        take_back(here, step, "appraiser")
    assert codes(refused) == ["schemes.not_permitted"]


# --- events


def take_back_event(here, event, role="accountant", **known):
    facts = {"reason": "nhầm số tiền", "by": here.person(role), "on": TODAY}
    return services.take_back_event(event=event, **facts | known)


def test_an_advance_taken_back_leaves_the_commitment(here):
    scheme = here.at("under_way")
    here.progress(scheme)
    event = take_back_event(here, here.advance(scheme, 100))
    assert not event.is_live
    assert balances_of(scheme.public_id) == {("local", "committed"): 150 * MILLION}


def test_progress_taken_back_counts_no_more(here):
    scheme = here.at("under_way")
    take_back_event(here, here.progress(scheme), "officer")
    with pytest.raises(Refusal) as refused:
        here.advance(scheme)
    assert "advance.invested" in codes(refused)


@pytest.mark.parametrize(
    ("known", "code"),
    [({"role": "officer"}, "schemes.not_permitted"), ({"reason": ""}, "schemes.reason")],
)
def test_an_event_is_taken_back_by_who_may_and_with_a_reason(here, known, code):
    event = here.pay(here.at("accepted"), 10)
    with pytest.raises(Refusal) as refused:
        take_back_event(here, event, **known)
    assert codes(refused) == [code]


def test_an_event_with_a_step_on_it_stays(here):
    scheme = here.at("settled")
    with pytest.raises(Refusal, match="bước “Quyết toán”"):
        take_back_event(here, scheme.events.get())


# --- corrections


def correct(here, scheme, **known):
    facts = {"field": "name", "value": "Hỗ trợ máy sấy mắc-ca", "reason": "sai chính tả"}
    facts |= {"paper_no": "2/CV", "by": here.person("officer"), "on": here.next_day()}
    return services.correct(scheme=scheme, **facts | known)


def test_a_slip_of_the_pen_is_put_right_with_its_paper(here):
    scheme = here.at("approved")
    correction = correct(here, scheme)
    assert (correction.before, correction.after) == (scheme.name, "Hỗ trợ máy sấy mắc-ca")
    assert fresh(scheme).version == scheme.version + 1
    event = history_of(scheme).first()
    assert "đính chính “tên đề án”" in event.sentence
    assert event.after == {"name": "Hỗ trợ máy sấy mắc-ca"}
    assert str(correction).startswith("tên đề án: ")


NO_SLIPS = [
    ({"field": "support_vnd"}, "correction.field"),
    ({"field": "ends_on"}, "correction.field"),
    ({"value": "Hỗ trợ máy sấy mắc ca"}, "correction.empty"),
    ({"value": ""}, "correction.empty"),
    ({"reason": " "}, "correction.empty"),
    ({"paper_no": ""}, "paper.no_number"),
    ({"on": dt.date(2026, 1, 1)}, "paper.order"),
]


def test_what_is_no_slip_of_the_pen_is_refused(here):
    scheme = here.at("approved")
    for known, code in NO_SLIPS:
        with pytest.raises(Refusal) as refused:
            correct(here, scheme, **known)
        assert codes(refused) == [code]


def test_nothing_is_corrected_before_the_approval(here):
    with pytest.raises(Refusal) as refused:
        correct(here, here.at("planned"))
    assert codes(refused) == ["correction.field"]


def test_only_the_centre_corrects(here):
    with pytest.raises(Refusal) as refused:
        correct(here, here.at("approved"), by=here.person("appraiser"))
    assert codes(refused) == ["schemes.not_permitted"]


# --- the answerable officer


def colleague(here):
    user = UserFactory()
    AssignmentFactory(user=user, organisation=here.place.centre, role="officer")
    return user


def assign(here, scheme, officer, role="centre_head"):
    return services.assign_officer(scheme=scheme, officer=officer, by=here.person(role), on=TODAY)


def test_the_head_names_the_officer_who_answers(here):
    scheme, other = here.draft(), colleague(here)
    assert assign(here, scheme, other).officer == other


@pytest.mark.parametrize(
    ("role", "officer", "code"),
    [
        ("officer", None, "schemes.not_permitted"),
        ("centre_head", "appraiser", "schemes.officer"),
    ],
)
def test_others_name_nobody_and_strangers_are_not_named(here, role, officer, code):
    chosen = here.person(officer) if officer else colleague(here)
    with pytest.raises(Refusal) as refused:
        assign(here, here.draft(), chosen, role)
    assert codes(refused) == [code]


def test_who_leaves_hands_over_the_open_schemes(here):
    scheme, done = here.draft(), here.at("draft", establishment=here.maker("HTX Hai"))
    services.withdraw(scheme=done, reason="thôi", by=here.person("officer"), on=here.on)
    giver, taker = here.person("officer"), colleague(here)
    handover = HANDOVERS["schemes"]
    assert handover.count(giver) == 1
    assert handover.move(from_user=giver, to_user=taker, by=None, on=TODAY) == 1
    assert (fresh(scheme).officer, fresh(done).officer) == (taker, giver)


def test_money_freed_by_taking_back_is_in_the_pool_again(here):
    scheme = here.at("approved")
    take_back(here, last_step(scheme), "department_leader")
    assert pool(here.place.centre, 2026, "local") == 5_000 * MILLION
