"""From the contract to the closed file, and the exits on the way."""

import datetime as dt
from decimal import Decimal

import pytest

from khuyencong.budget.queries import balances_of, pool
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import State
from khuyencong.schemes.rules.facts import Answer
from tests.schemes.factories import MILLION, fresh


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def money(scheme):
    return {stage: vnd // MILLION for (_, stage), vnd in balances_of(scheme.public_id).items()}


@pytest.fixture
def working(here):
    """A scheme under way with 60 % done and 300 million invested."""
    scheme = here.at("under_way")
    here.progress(scheme)
    return scheme


def test_the_contract_commits_the_money_and_keeps_its_number(here):
    scheme = here.at("contracted")
    assert money(scheme) == {"committed": 150}
    assert scheme.contract_no.endswith("/HĐ")
    assert scheme.contracted_on == here.on


def test_a_contract_before_the_decision_is_refused(here):
    scheme = here.at("approved")
    day = scheme.approved_on - dt.timedelta(days=1)
    with pytest.raises(Refusal) as refused:
        services.sign_contract(scheme=scheme, contract_no="1/HĐ", by=here.person("officer"), on=day)
    assert codes(refused) == ["paper.order"]


def test_dropping_before_the_contract_frees_the_money(here):
    scheme = here.at("approved")
    services.drop(
        scheme=scheme, decision_no="5/QĐ", reason="cơ sở xin thôi", by=here.approver, on=here.on
    )
    assert (fresh(scheme).state, money(scheme)) == (State.DROPPED, {})
    assert pool(here.place.centre, 2026, "local") == 5_000 * MILLION


def test_after_the_contract_nothing_is_dropped(here):
    scheme = here.at("contracted")
    with pytest.raises(Refusal) as refused:
        services.drop(scheme=scheme, decision_no="5/QĐ", reason="r", by=here.approver, on=here.on)
    assert codes(refused) == ["schemes.stale"]


def test_an_advance_moves_the_money_and_names_its_voucher(here, working):
    event = here.advance(working, 105)
    assert money(working) == {"committed": 45, "advanced": 105}
    assert event.journal.voucher_no == event.paper_no


def test_an_advance_beyond_the_provinces_share_is_refused(here, working):
    with pytest.raises(Refusal) as refused:
        here.advance(working, 106)
    assert codes(refused) == ["advance.share"]


def test_an_advance_needs_its_paper(here, working):
    with pytest.raises(Refusal) as refused:
        services.pay_advance(
            scheme=working,
            amount_vnd=MILLION,
            voucher_no="1/UNC",
            by=here.person("accountant"),
            on=here.next_day(),
        )
    assert codes(refused) == ["dossier.invested"]


def test_unknown_terms_are_given_by_the_accountant_with_their_basis(here, working, monkeypatch):
    monkeypatch.setattr("khuyencong.schemes.queries.facts.procedure_on", lambda **_: None)
    with pytest.raises(Refusal) as refused:
        here.advance(working, 45)
    assert codes(refused) == ["advance.unknown"]
    answer = Answer(
        code="advance.unknown", reason="r", citation="CV 3/STC", rate_percent=Decimal(30)
    )
    assert here.advance(working, 45, answers=[answer]).answers[0]["citation"] == "CV 3/STC"


@pytest.mark.parametrize("verb", ["progress", "advance", "accept"])
def test_nothing_happens_before_the_start(here, verb):
    scheme = here.at("contracted")
    with pytest.raises(Refusal) as refused:
        getattr(here, verb)(scheme)
    assert codes(refused) == ["schemes.stale"]


def test_payment_waits_for_the_acceptance(here, working):
    with pytest.raises(Refusal) as refused:
        here.pay(working, 1)
    assert codes(refused) == ["schemes.stale"]


def test_acceptance_keeps_volume_support_and_serial_numbers(here, working):
    here.accept(working, eligible=200)
    scheme = fresh(working)
    assert scheme.accepted_eligible_vnd == 200 * MILLION
    assert scheme.accepted_support_vnd == 100 * MILLION
    assert scheme.machines.get().serial_number == "SN-0001"


def test_acceptance_without_evidence_or_serial_number_is_refused(here, working):
    with pytest.raises(Refusal) as refused:
        services.accept(
            scheme=working,
            minutes_no="1/BB",
            eligible_vnd=MILLION,
            by=here.person("appraiser"),
            on=here.next_day(),
        )
    assert {"dossier.photos", "dossier.purchase_contract", "acceptance.serials"} <= set(
        codes(refused)
    )


def test_more_than_what_is_due_is_not_paid(here):
    scheme = here.at("accepted")
    here.pay(scheme, 100)
    with pytest.raises(Refusal) as refused:
        here.pay(scheme, 51)
    assert codes(refused) == ["payment.over"]


def test_settling_gives_back_what_was_not_used(here, working):
    here.accept(working, eligible=200)
    here.pay(working, 100)
    here.settle(working)
    assert money(working) == {"settled": 100}
    assert pool(here.place.centre, 2026, "local") == 4_900 * MILLION


def test_what_was_advanced_too_much_is_recovered_before_settling(here, working):
    here.advance(working, 105)
    here.accept(working, eligible=200)
    with pytest.raises(Refusal) as refused:
        here.settle(working)
    assert codes(refused) == ["settlement.over"]
    here.settle(working, recovered_vnd=5 * MILLION)
    assert (money(working), fresh(working).settled_vnd) == ({"settled": 100}, 100 * MILLION)


def test_settling_stands_in_the_establishments_own_record(here):
    scheme = here.at("settled")
    (support,) = scheme.establishment.supports.all()
    assert (support.amount_vnd, support.scheme_code) == (150 * MILLION, scheme.code)
    assert (support.source, support.received_on) == ("local", here.on)


def test_settling_nothing_is_no_support(here, working):
    here.accept(working)
    here.settle(working)
    assert fresh(working).settled_vnd == 0
    assert not fresh(working).establishment.supports.exists()


def test_closing_ends_the_way(here):
    scheme = here.at("closed")
    assert (scheme.state, scheme.ended_on) == (State.CLOSED, here.on)
    with pytest.raises(Refusal) as refused:
        here.close(scheme)
    assert codes(refused) == ["schemes.stale"]


def stop(here, scheme, **known):
    facts = {"decision_no": "8/QĐ", "reason": "cơ sở ngừng sản xuất", "by": here.approver}
    return services.stop(scheme=scheme, **facts | {"on": here.next_day()} | known)


def test_stopping_recovers_settles_the_work_done_and_frees_the_rest(here, working):
    here.advance(working, 100)
    stop(here, working, recovered_vnd=60 * MILLION)
    scheme = fresh(working)
    assert (scheme.state, scheme.settled_vnd) == (State.STOPPED, 40 * MILLION)
    assert money(working) == {"settled": 40}
    assert pool(here.place.centre, 2026, "local") == 4_960 * MILLION


def test_stopping_before_any_advance_frees_everything(here):
    scheme = here.at("contracted")
    stop(here, scheme)
    assert money(scheme) == {}


@pytest.mark.parametrize("wrong", [{"reason": ""}, {"recovered_vnd": 1}, {"decision_no": ""}])
def test_stopping_wants_reason_decision_and_a_true_sum(here, working, wrong):
    with pytest.raises(Refusal):
        stop(here, working, **wrong)
    assert fresh(working).state == State.UNDER_WAY


def test_only_the_approver_stops(here, working):
    with pytest.raises(Refusal) as refused:
        stop(here, working, by=here.person("provincial_leader"))
    assert codes(refused) == ["schemes.not_permitted"]


def test_without_machines_no_serial_number_is_asked_for(here):
    scheme = here.at("under_way")
    scheme.machines.all().delete()
    here.accept(scheme)
    assert fresh(scheme).state == State.ACCEPTED
