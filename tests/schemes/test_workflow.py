"""The table itself: every state is reached and left, every name in it is known."""

import pytest

from khuyencong.accounts.roles import PERMISSIONS, ROLES
from khuyencong.audit.events import EVENTS
from khuyencong.budget.workflow import MOVES
from khuyencong.norms.enums import DeadlineStep
from khuyencong.schemes.enums import ENDED, MAIN_LINE, TONES, EventKind, State
from khuyencong.schemes.models import Scheme, Step
from khuyencong.schemes.rules.guards import THEMES
from khuyencong.schemes.rules.rule import RULES
from khuyencong.schemes.workflow import ACTIONS, BY_CODE, actions_from, main_action

CODES = [action.code for action in ACTIONS]


def test_every_state_is_reached_from_a_draft():
    reached, waiting = {State.DRAFT}, [State.DRAFT]
    while waiting:
        state = waiting.pop()
        new = {a.target for a in ACTIONS if not a.is_event and state in a.origins} - reached
        reached |= new
        waiting += new
    assert reached == set(State)


@pytest.mark.parametrize("state", State)
def test_what_has_ended_has_no_way_on_and_all_else_has(state):
    assert bool(actions_from(state)) == (state not in ENDED)
    assert (main_action(state) is None) == (state in ENDED)


def test_the_straight_way_leads_from_draft_to_closed():
    way, state = [State.DRAFT], State.DRAFT
    while action := main_action(state):
        state = action.target
        way.append(state)
    assert tuple(way) == MAIN_LINE


@pytest.mark.parametrize("action", ACTIONS, ids=CODES)
def test_every_name_in_the_table_is_known(action):
    assert THEMES
    assert set(action.guards) <= RULES.keys()
    assert action.permission in PERMISSIONS
    assert any(action.permission in role.permissions for role in ROLES)
    assert f"schemes.{action.code}" in EVENTS
    assert action.deadline in {"", *DeadlineStep.values}
    assert all((move.origin, move.target) in MOVES for move in action.moves)
    assert not action.stamps or Scheme._meta.get_field(action.stamps)


def test_codes_stand_once_and_fit_their_column():
    assert set(BY_CODE) == {*CODES, "take_over"}
    assert len(CODES) == len(set(CODES))
    assert max(map(len, CODES)) <= Step._meta.get_field("transition").max_length


def test_events_are_those_that_keep_the_state():
    assert {a.code for a in ACTIONS if a.is_event} == set(EventKind.values)


def test_every_state_has_its_tone():
    assert set(TONES) == set(State)
