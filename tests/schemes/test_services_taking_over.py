"""Schemes that ran elsewhere: they come in where they stand, with their money, and finish."""

import dataclasses
import datetime as dt

import pytest

from khuyencong.budget.queries import balances_of, pool
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import State
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.queries import life_line, next_action
from khuyencong.schemes.rules.standing import Standing, Voucher
from khuyencong.schemes.services import RunningScheme
from tests.schemes.factories import MILLION, fresh

TODAY = dt.date(2026, 3, 2)
DECIDED = {"decision_no": "12/QĐ-SCT", "approved_on": dt.date(2026, 1, 10)}
SIGNED = {**DECIDED, "contract_no": "05/HĐ", "contracted_on": dt.date(2026, 1, 20)}
ADVANCED = Voucher("UNC 7", dt.date(2026, 2, 1), 60 * MILLION)
DONE = {
    **SIGNED,
    "minutes_no": "3/BB",
    "accepted_on": dt.date(2026, 2, 20),
    "accepted_eligible_vnd": 486 * MILLION,
    "accepted_support_vnd": 150 * MILLION,
    "advances": (ADVANCED,),
}
WHERE = {
    "approved": DECIDED,
    "contracted": SIGNED,
    "under_way": {**SIGNED, "started_on": dt.date(2026, 1, 25), "advances": (ADVANCED,)},
    "accepted": DONE,
}
MONEY = {"support_vnd": 150 * MILLION, "counterpart_vnd": 336 * MILLION}


def running(here, at, *, name="Hỗ trợ máy sấy", **known):
    standing = Standing(**{"state": at, **MONEY, **WHERE[at], **known})
    maker = here.maker(f"HTX {name}")
    return RunningScheme(
        name=name, kind="machinery", fund="local", year=2026, establishment=maker, standing=standing
    )


def take(here, *rows):
    officer = here.person("officer")
    return services.take_over(rows=rows, organisation=here.place.centre, by=officer, on=TODAY)


def refused(here, *rows):
    with pytest.raises(Refusal) as refusal:
        take(here, *rows)
    return {finding.code.removeprefix("take_over.") for finding in refusal.value.findings}


@pytest.mark.parametrize("state", WHERE)
def test_it_comes_in_where_it_stands_and_finishes_like_any_other(here, state):
    here.on = TODAY
    (scheme,) = take(here, running(here, state))
    assert (scheme.state, scheme.is_taken_over) == (state, True)
    assert scheme.code.startswith("DA-")
    assert [step.transition for step in scheme.steps.all()] == ["take_over"]
    way = ["contracted", "under_way", "accepted", "settled", "closed"]
    for reached in way[list(WHERE).index(state) :]:
        if reached == "settled":
            here.pay(scheme, 150 - (60 if state in {"under_way", "accepted"} else 0))
            here.attach_all(scheme, "settle")
            here.settle(scheme)
        else:
            here.reach(scheme, reached)
    assert fresh(scheme).state == State.CLOSED
    assert fresh(scheme).settled_vnd == 150 * MILLION
    assert balances_of(scheme.public_id) == {("local", "settled"): 150 * MILLION}


def test_no_earlier_step_is_made_up(here):
    (scheme,) = take(here, running(here, "under_way"))
    assert (scheme.submitted_on, scheme.appraised_on, scheme.batch) == (None, None, None)
    stops = {stop.label: (stop.detail, stop.state) for stop in life_line(fresh(scheme), TODAY)}
    assert stops["Nộp"] == ("", "done")
    assert stops["Phê duyệt"] == ("10/01/2026", "done")
    assert next_action(fresh(scheme), here.person("officer"), TODAY).code in {"progress", "accept"}


def test_the_ledger_tells_what_the_papers_told(here):
    before = pool(here.place.centre, 2026, "local")
    (scheme,) = take(here, running(here, "under_way"))
    assert balances_of(scheme.public_id) == {
        ("local", "committed"): 90 * MILLION,
        ("local", "advanced"): 60 * MILLION,
    }
    assert pool(here.place.centre, 2026, "local") == before - 150 * MILLION
    (event,) = scheme.events.all()
    assert (event.paper_no, event.on, event.journal.memo) == (
        "UNC 7",
        ADVANCED.on,
        "Số dư tiếp nhận",
    )


def test_thirty_come_in_at_once_and_a_second_time_nothing_changes(here):
    states = list(WHERE)
    rows = [running(here, states[n % 4], name=f"Máy số {n}") for n in range(30)]
    assert len(take(here, *rows)) == 30
    assert take(here, *rows) == []
    booked = sum(sum(balances_of(s.public_id).values()) for s in Scheme.objects.all())
    assert booked == 30 * 150 * MILLION


def test_taken_back_it_is_as_if_it_had_never_come(here):
    before = pool(here.place.centre, 2026, "local")
    row = running(here, "contracted")
    (scheme,) = take(here, row)
    officer = here.person("officer")
    services.take_back(step=scheme.steps.get(), reason="Nhầm dòng", by=officer, on=TODAY)
    assert fresh(scheme).state == State.WITHDRAWN
    assert pool(here.place.centre, 2026, "local") == before
    assert len(take(here, row)) == 1


def test_what_was_spent_before_goes_back_with_it_but_not_what_was_spent_here(here):
    here.on = TODAY
    before = pool(here.place.centre, 2026, "local")
    scheme, other = take(
        here, running(here, "under_way"), running(here, "under_way", name="Máy ép")
    )
    officer = here.person("officer")
    services.take_back(step=scheme.steps.get(), reason="Nhầm dòng", by=officer, on=TODAY)
    assert pool(here.place.centre, 2026, "local") == before - 150 * MILLION
    assert not scheme.events.filter(taken_back_at=None).exists()
    here.progress(other)
    with pytest.raises(Refusal, match="dựa trên việc này"):
        services.take_back(step=other.steps.get(), reason="Nhầm", by=officer, on=here.on)


@pytest.mark.parametrize(
    ("state", "known", "found"),
    [
        ("approved", {"state": "draft"}, {"state"}),
        ("approved", {"decision_no": ""}, {"decision_no"}),
        ("approved", {"contract_no": "5/HĐ"}, {"contracted_on"}),
        ("contracted", {"contracted_on": dt.date(2026, 1, 9)}, {"order.contracted_on"}),
        ("approved", {"approved_on": TODAY + dt.timedelta(1)}, {"future.approved_on"}),
        ("approved", {"support_vnd": 0}, {"support_vnd"}),
        ("approved", {"counterpart_vnd": -1}, {"counterpart_vnd"}),
        ("contracted", {"advances": (ADVANCED,)}, {"advances.early"}),
        ("under_way", {"payments": (ADVANCED,)}, {"payments.early"}),
        ("under_way", {"advances": (Voucher(),)}, {"advances.incomplete"}),
        ("accepted", {"accepted_eligible_vnd": None}, {"eligible"}),
        ("accepted", {"accepted_support_vnd": 151 * MILLION}, {"due"}),
    ],
)
def test_what_does_not_fit_is_refused_with_its_field(here, monkeypatch, state, known, found):
    monkeypatch.setattr("khuyencong.schemes.queries.taking_over.today", lambda: TODAY)
    assert refused(here, running(here, state, **known)) == found
    assert not Scheme.objects.exists()


@pytest.mark.parametrize(
    ("on", "amount", "found"),
    [
        (dt.date(2026, 1, 19), 60, {"advances.order"}),
        (dt.date(2026, 1, 20), 60, set()),
        (TODAY, 60, set()),
        (TODAY + dt.timedelta(1), 60, {"advances.future"}),
        (TODAY, 150, set()),
        (TODAY, 151, {"overspent"}),
    ],
)
def test_vouchers_lie_between_contract_and_today_and_within_the_support(
    here, monkeypatch, on, amount, found
):
    monkeypatch.setattr("khuyencong.schemes.queries.taking_over.today", lambda: TODAY)
    row = running(here, "under_way", advances=(Voucher("UNC 7", on, amount * MILLION),))
    assert (refused(here, row) if found else set(take(here, row)) and set()) == found


def test_payments_stay_within_what_was_accepted(here):
    paid = Voucher("UNC 9", dt.date(2026, 2, 25), 91 * MILLION)
    assert refused(here, running(here, "accepted", payments=(paid,))) == {"overspent"}
    exact = dataclasses.replace(paid, amount_vnd=90 * MILLION)
    (scheme,) = take(here, running(here, "accepted", payments=(exact,)))
    assert balances_of(scheme.public_id)["local", "paid"] == 90 * MILLION


def test_all_rows_tell_their_errors_at_once_and_nothing_is_saved(here):
    rows = [running(here, "approved", name="A"), running(here, "approved", name="B", support_vnd=0)]
    with pytest.raises(Refusal, match=r"Dòng 2 \(B\)"):
        take(here, *rows, running(here, "approved", name=""))
    assert not Scheme.objects.exists()


def test_the_year_must_hold_the_money(here):
    wanted = 5_001 * MILLION
    assert refused(here, running(here, "approved", support_vnd=wanted)) == {"shortage"}


def test_a_foreign_kind_and_a_missing_name_are_refused(here):
    row = dataclasses.replace(running(here, "approved", name=""), kind="unknown")
    assert refused(here, row) == {"kind", "name"}


def test_others_may_not_take_over(here):
    row = running(here, "approved")
    with pytest.raises(Refusal):
        services.take_over(
            rows=[row], organisation=here.place.centre, by=here.person("accountant"), on=TODAY
        )
