"""What is typed is kept per person, form and record, and dropped when it was sent."""

import json

import pytest

from khuyencong.core.clock import today
from khuyencong.desk.models import FormDraft
from khuyencong.desk.queries import draft_data, draft_of
from khuyencong.desk.services import drop_draft, save_draft

ADDRESS = "/dang-soan/"
TYPED = {"name": ["Máy sấy mắc ca"], "lines-0-item": ["Máy", "Khác"]}


def sent(browser, **changes):
    body = {"form": "schemes.form", "object": "abc2345678", "version": "3", "values": TYPED}
    return browser.post(ADDRESS, json.dumps(body | changes), content_type="application/json")


def test_typing_is_kept_and_given_back(browser, user):
    response = sent(browser)
    assert response.status_code == 200
    assert len(response.json()["saved_at"]) == 5
    kept = browser.get(ADDRESS, {"form": "schemes.form", "object": "abc2345678"}).json()["draft"]
    assert kept["values"] == TYPED
    assert kept["version"] == "3"
    assert f"{today():%d/%m/%Y}" in kept["saved_at"]


def test_later_typing_takes_the_place_of_the_earlier(browser, user):
    sent(browser)
    sent(browser, values={"name": ["Khác"]}, version="4")
    draft = FormDraft.objects.get()
    assert (draft.values, draft.version) == ({"name": ["Khác"]}, "4")


def test_each_record_and_person_has_its_own(browser, client_of, colleague):
    sent(browser)
    sent(browser, object="")
    sent(client_of(colleague))
    assert FormDraft.objects.count() == 3
    assert draft_of(colleague, "schemes.form") is None


def test_nobody_reads_anothers_typing(browser, client_of, colleague):
    sent(browser)
    answer = client_of(colleague).get(ADDRESS, {"form": "schemes.form", "object": "abc2345678"})
    assert answer.json() == {"draft": None}


def test_empty_values_drop_the_draft(browser):
    sent(browser)
    assert sent(browser, values={}).json() == {"draft": None}
    assert not FormDraft.objects.exists()


def test_form_takes_the_typing_back(user):
    save_draft(form="schemes.form", object_id="", version="", values=TYPED, by=user)
    assert draft_data(user, "schemes.form").getlist("lines-0-item") == ["Máy", "Khác"]
    drop_draft(form="schemes.form", object_id="", by=user)
    assert draft_data(user, "schemes.form") is None


def test_hidden_signs_do_not_break_the_keeping(browser):
    assert sent(browser, values={"na\0me": ["a\0b"]}).status_code == 200
    assert FormDraft.objects.get().values == {"name": ["ab"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"form": "x" * 100},
        {"form": "../etc"},
        {"object": "A" * 50},
        {"version": "-1"},
        {"values": {"name": "not a list"}},
        {"values": {"name": ["x" * 20_001]}},
        {"values": {f"n{i}": ["x"] for i in range(2001)}},
    ],
)
def test_absurd_drafts_are_refused(browser, changes):
    assert sent(browser, **changes).status_code == 400
    assert not FormDraft.objects.exists()


def test_ten_thousand_letters_are_kept(browser):
    text = "ế" * 10_000
    sent(browser, values={"reason": [text]})
    assert FormDraft.objects.get().values == {"reason": [text]}


@pytest.mark.parametrize("form", ["reports.figure", "schemes.step.submit", "schemes.part_3"])
def test_forms_are_told_apart_by_dotted_names(browser, form):
    assert sent(browser, form=form).status_code == 200


def test_no_json_is_refused(browser):
    answer = browser.post(ADDRESS, "{", content_type="application/json")
    assert answer.status_code == 400


def test_ended_session_is_told_and_keeps_nothing(client, db):
    answer = client.post(
        ADDRESS, "{}", content_type="application/json", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 401
    assert not FormDraft.objects.exists()
