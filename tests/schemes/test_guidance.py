"""What comes next and for whom, what is missing and why, the life line, the money."""

import datetime as dt

import pytest

from khuyencong.schemes import services
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.queries import (
    MACHINES,
    ceiling_findings,
    checklist,
    due_of,
    life_line,
    missing_items,
    money_parts,
    next_action,
    other_actions,
    parts_written,
    preview,
)
from khuyencong.schemes.workflow import BY_CODE
from tests.schemes.factories import MILLION, TODAY, fresh

NEXT = {
    "draft": ("submit", "officer"),
    "submitted": ("appraise", "appraiser"),
    "appraised": ("plan", "appraiser"),
    "planned": ("submit_batch", "appraiser"),
    "approved": ("contract", "officer"),
    "contracted": ("start", "officer"),
    "under_way": ("accept", "appraiser"),
    "accepted": ("payment", "accountant"),
    "settled": ("close", "accountant"),
}


@pytest.mark.parametrize("state", NEXT)
def test_the_next_action_is_offered_to_who_may_take_it(here, state):
    code, role = NEXT[state]
    scheme = here.at(state)
    for other in ("officer", "appraiser", "accountant", "auditor"):
        action = next_action(scheme, here.person(other), TODAY)
        expected = (code, other == role)
        if (state, other) == ("under_way", "officer"):
            expected = ("progress", True)
        if state == "accepted" and other != role:
            expected = ("payment", False)
        assert (action.code, action.may) == expected


def test_the_next_action_tells_who_holds_it_since_when(here):
    scheme = here.at("submitted")
    action = next_action(scheme, here.person("officer"), scheme.held_since + dt.timedelta(days=3))
    assert (action.holder, action.since) == (here.place.department, scheme.held_since)
    assert (action.days_held, action.due, action.is_of_batch) == (3, None, False)


def test_after_the_batch_was_submitted_the_approver_is_next(here):
    scheme = here.at("planned")
    here.send()
    action = next_action(fresh(scheme), here.approver, TODAY)
    assert (action.code, action.may) == ("approve", True)


def test_what_is_paid_in_full_is_settled_next(here):
    scheme = here.at("accepted")
    here.pay(scheme)
    assert next_action(scheme, here.person("accountant"), TODAY).code == "settle"


def test_what_has_ended_has_no_next_action(here):
    scheme = here.at("closed")
    assert next_action(scheme, here.person("accountant"), TODAY) is None
    assert other_actions(scheme, here.person("accountant"), TODAY) == ()
    assert missing_items(scheme, TODAY) == ()


def codes(actions):
    return [action.code for action in actions]


@pytest.mark.parametrize(
    ("state", "role", "menu"),
    [
        ("draft", "officer", ["withdraw"]),
        ("submitted", "appraiser", ["return", "reject"]),
        ("submitted", "officer", ["withdraw"]),
        ("approved", "department_leader", ["drop"]),
        ("under_way", "accountant", ["advance"]),
        ("under_way", "auditor", []),
        ("accepted", "accountant", ["settle"]),
    ],
)
def test_the_menu_holds_what_else_the_person_may_do(here, state, role, menu):
    assert codes(other_actions(here.at(state), here.person(role), TODAY)) == menu


def test_nothing_is_decided_on_before_the_batch_is_submitted(here):
    scheme = here.at("planned")
    assert codes(other_actions(scheme, here.approver, TODAY)) == []
    here.send()
    found = other_actions(fresh(scheme), here.approver, TODAY)
    assert codes(found) == ["send_back", "decline"]


def test_what_is_missing_tells_why_and_the_article(here):
    scheme = here.at("under_way")
    items = missing_items(scheme, TODAY)
    photos = next(item for item in items if item.code == "dossier.photos")
    assert (photos.why, photos.is_optional) == ("để nghiệm thu", False)
    assert photos.citation == "Thông tư 36/2013/TT-BCT, Điều 20"
    invested = next(item for item in items if item.code == "dossier.invested")
    assert (invested.why, invested.is_optional) == ("để tạm ứng", True)


def test_a_complete_draft_misses_nothing(here):
    assert missing_items(here.written(), TODAY) == ()


def test_an_empty_draft_names_everything(here):
    fields = {item.field for item in missing_items(here.draft(), TODAY)}
    assert {"objectives", "lines", "machines", "starts_on", "document_request"} <= fields


def test_the_checklist_holds_each_paper_with_its_files(here):
    scheme = here.written()
    here.attach(scheme, "photos")
    items = {item.document.code: item for item in checklist(scheme)}
    assert (items["request"].is_met, items["photos"].is_met) == (True, False)
    assert len(items["photos"].files) == 1
    assert items["photos"].step_label == "Nghiệm thu"
    assert "environment" not in items


def stops(scheme, on=TODAY):
    return [(stop.label, stop.state) for stop in life_line(scheme, on)]


def test_the_life_line_shows_done_now_and_next(here):
    scheme = here.at("approved")
    assert stops(scheme) == [
        ("Nộp", "done"),
        ("Thẩm định", "done"),
        ("Phê duyệt", "done"),
        ("Hợp đồng", "now"),
        ("Thực hiện", "next"),
        ("Nghiệm thu", "next"),
        ("Quyết toán", "next"),
        ("Đóng", "next"),
    ]


@pytest.mark.parametrize(
    ("state", "label"), [("draft", "Nộp"), ("appraised", "Phê duyệt"), ("planned", "Phê duyệt")]
)
def test_the_life_line_points_at_the_stop_that_is_waited_for(here, state, label):
    assert (label, "now") in stops(here.at(state))


@pytest.mark.parametrize(
    ("day", "state"), [(dt.date(2026, 9, 30), "now"), (dt.date(2026, 10, 1), "late")]
)
def test_an_acceptance_is_late_after_the_schemes_own_period(here, day, state):
    line = life_line(here.at("under_way"), day)
    assert ("Nghiệm thu", "hạn 30/09/2026", state) in line


def test_a_closed_scheme_has_everything_behind_it(here):
    assert {state for _, state in stops(here.at("closed"))} == {"done"}


def test_an_exit_ends_the_life_line(here):
    scheme = here.at("submitted")
    services.reject(scheme=scheme, reason="r", by=here.person("appraiser"), on=here.next_day())
    assert stops(fresh(scheme)) == [("Nộp", "done"), ("Không chấp thuận", "late")]


def test_a_returned_scheme_waits_for_its_resubmission(here):
    scheme = here.at("submitted")
    services.return_scheme(
        scheme=scheme, reason="r", by=here.person("appraiser"), on=here.next_day()
    )
    assert stops(fresh(scheme))[-1] == ("Trả lại", "late")


def test_the_money_is_shown_by_source_without_empty_parts(here):
    assert money_parts(here.written()) == [
        ("local", "khuyến công địa phương", 150 * MILLION),
        ("counterpart", "vốn đối ứng", 336 * MILLION),
    ]


def test_money_of_an_untold_fund_is_said_to_be_so(here):
    scheme = here.written()
    scheme.fund = ""
    assert money_parts(scheme)[0] == ("other", "Hỗ trợ, chưa rõ nguồn", 150 * MILLION)


def test_the_ceiling_is_shown_with_its_headroom(here):
    (finding,) = ceiling_findings(here.written(), TODAY)
    assert finding.figures["headroom_vnd"] == 93 * MILLION


def test_a_preview_asks_the_rules_of_the_day_before_any_paper_is_there(here):
    scheme = here.at("submitted")
    found = preview(scheme, "appraise", TODAY)
    assert not [finding for finding in found if finding.is_blocking]
    assert {"ceiling.within", "sums.add_up", "machines.new"} <= {f.code for f in found}


def test_a_recorded_scheme_has_no_money_bar_for_unknown_parts(here):
    scheme = here.draft()
    assert money_parts(scheme) == []
    assert due_of(scheme, BY_CODE["submit"]) is None


def test_the_parts_that_hold_something_are_told(here):
    assert parts_written(here.draft(establishment=here.maker("HTX Hai"))) == {"parties"}
    assert parts_written(here.written()) >= {"parties", "budget", "rationale", MACHINES}
    assert parts_written(Scheme(organisation=here.place.centre, pk=0)) == frozenset()
