"""Random walks through the table: whatever people do, sums and ledger stay whole."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khuyencong.budget.enums import Stage
from khuyencong.budget.models import Account
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import ENDED, State
from khuyencong.schemes.models import EstimateLine
from tests.schemes.factories import EXITS, MILLION, TODAY, fresh

ALL = 5_000 * MILLION
# Where the support's money may stand in each state; nothing elsewhere.
STANDS = {
    State.APPROVED: {"planned"},
    State.CONTRACTED: {"committed"},
    State.UNDER_WAY: {"committed", "advanced"},
    State.ACCEPTED: {"committed", "advanced", "paid"},
    State.SETTLED: {"settled"},
    State.CLOSED: {"settled"},
    State.STOPPED: {"settled"},
}
# What people want from a scheme in each state, the straight way most often.
WANTED = {
    State.DRAFT: ("submit",),
    State.RETURNED: ("resubmit", "take_back"),
    State.SUBMITTED: ("appraise", "appraise", "take_back", "returned", "rejected"),
    State.APPRAISED: ("plan", "plan", "take_back", "returned"),
    State.PLANNED: ("approve", "approve", "take_back"),
    State.APPROVED: ("contract", "contract", "take_back", "dropped"),
    State.CONTRACTED: ("start", "start", "take_back", "stopped"),
    State.UNDER_WAY: ("progress", "advance", "accept", "accept", "take_back", "stopped"),
    State.ACCEPTED: ("pay", "settle", "settle", "take_back"),
    State.SETTLED: ("close", "take_back"),
}
BACK = {"returned", "rejected", "dropped", "stopped"}
OF_KIND = {"department": "department_leader", "centre": "officer"}
OF_ACCOUNTS = {"settle": "accountant", "close": "accountant"}
WISHES = st.lists(st.integers(0, 59), min_size=15, max_size=30)


def wish(here, scheme, verb):
    """Try one thing; a refusal is an answer, too, and costs no day."""
    today = here.on
    try:
        do(here, scheme, verb)
    except Refusal:
        here.on = today


def do(here, scheme, verb):
    if verb == "take_back":
        step = scheme.steps.filter(taken_back_at=None).order_by("seq").last()
        return step and take_back(here, step)
    if verb == "resubmit":
        return services.resubmit(scheme=scheme, by=here.person("officer"), on=here.next_day())
    if verb in BACK:
        _, act, role = EXITS[State(verb)]
        return act(scheme=scheme, by=here.person(role), on=here.next_day())
    amounts = {"advance": (40,), "pay": (60,)}
    return getattr(here, verb)(scheme, *amounts.get(verb, ()))


def take_back(here, step):
    role = OF_ACCOUNTS.get(step.transition, OF_KIND[step.organisation.kind])
    return services.take_back(step=step, reason="r", by=here.person(role), on=TODAY)


def check(scheme):
    """What holds after every step."""
    scheme = fresh(scheme)
    line = EstimateLine.objects.get(scheme=scheme)
    assert scheme.total_vnd == line.amount_vnd == 486 * MILLION
    assert scheme.total_vnd == scheme.support_vnd + scheme.counterpart_vnd + scheme.other_vnd
    accounts = Account.objects.exclude(stage=Stage.APPROPRIATION)
    assert sum(account.balance_vnd for account in accounts) == ALL
    held = {
        a.stage: a.balance_vnd for a in accounts.filter(subject=scheme.public_id) if a.balance_vnd
    }
    assert set(held) <= STANDS.get(State(scheme.state), set())
    if scheme.state in STANDS and scheme.state not in ENDED | {State.SETTLED}:
        assert sum(held.values()) == scheme.support_vnd
    assert (scheme.code == "") == (not scheme.steps.filter(transition="submit").exists())


@given(wishes=WISHES)
@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_walk_breaks_sums_or_ledger(here, wishes):
    scheme = here.written(establishment=here.maker(f"HTX {here.numbers}"))
    here.on = scheme.created_on
    for number in wishes:
        present = fresh(scheme)
        wanted = WANTED.get(State(present.state), ("close", "take_back"))
        wish(here, present, wanted[number % len(wanted)])
        check(scheme)
