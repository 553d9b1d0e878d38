"""Role × state × action: who may do what where, as one table; and nothing from anywhere else."""

import pytest

from khuyencong.accounts.roles import ROLES
from khuyencong.core.findings import Refusal
from khuyencong.schemes.queries import may_decide
from khuyencong.schemes.services.engine import Entry, prepare
from khuyencong.schemes.workflow import ACTIONS, actions_from
from tests.accounts.factories import agency
from tests.schemes.factories import TODAY, committee_world

pytestmark = pytest.mark.long
COUNTRY = {"agency_officer", "ministry_leader"}


def table(here, schemes):
    """Return what each role may do in each state; roles and states without anything are left out."""
    centre_of_state = agency()
    rows = {}
    for role in ROLES:
        user = (centre_of_state if role.code in COUNTRY else here).person(role.code)
        for state, scheme in schemes.items():
            actions = [a for a in actions_from(state) if may_decide(user, a, scheme, TODAY)]
            if actions:
                rows[f"{role.code} / {state}"] = " ".join(action.code for action in actions)
    return rows


def test_who_may_do_what_where_the_department_approves(here, snapshot):
    assert table(here, here.anywhere()) == snapshot


def test_who_may_do_what_where_the_committee_approves(db, snapshot):
    here = committee_world()
    states = ("submitted", "planned", "approved", "contracted", "accepted")
    schemes = {state: here.at(state, establishment=here.maker(f"HTX {state}")) for state in states}
    assert table(here, schemes) == snapshot


def test_no_action_is_taken_from_a_state_that_the_table_does_not_name(here):
    schemes = here.anywhere()
    people = [here.person(role) for role in ("officer", "appraiser", "accountant")]
    people.append(here.approver)
    for action in ACTIONS:
        for state in schemes.keys() - action.origins:
            scheme = schemes[state]
            by = next(p for p in people if may_decide(p, action, scheme, TODAY))
            with pytest.raises(Refusal) as refused:
                prepare(scheme, action.code, Entry(by=by, on=TODAY))
            assert refused.value.findings[0].code == "schemes.stale", (action.code, state)
