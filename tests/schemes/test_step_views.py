"""Steps taken on their pages: papers, reasons, answers, and what puts a step right again."""

import re

import pytest

from khuyencong.schemes.models import Scheme
from khuyencong.schemes.workflow import BY_CODE
from tests.schemes.factories import MILLION, fresh, world
from tests.schemes.pages import step_url, text_of, url

PAPER = {"paper_no": "12/X", "on": "01/11/2026"}


def as_role(here, client_of, role):
    return client_of(here.person(role))


@pytest.mark.parametrize(
    ("state", "role", "code", "typed", "reached"),
    [
        ("draft", "officer", "submit", {}, "submitted"),
        ("submitted", "appraiser", "appraise", {}, "appraised"),
        ("submitted", "appraiser", "reject", {"reason": "Ngoài ngành nghề."}, "rejected"),
        ("appraised", "appraiser", "plan", {"batch": "new"}, "planned"),
        ("approved", "officer", "contract", {}, "contracted"),
        ("approved", "department_leader", "drop", {"reason": "Cơ sở thôi làm."}, "dropped"),
        ("contracted", "officer", "start", {}, "under_way"),
        ("contracted", "department_leader", "stop", {"reason": "Cơ sở giải thể."}, "stopped"),
        ("settled", "accountant", "close", {}, "closed"),
    ],
)
def test_a_step_is_taken_on_its_page(here, client_of, state, role, code, typed, reached):
    scheme = here.at(state)
    client = as_role(here, client_of, role)
    assert client.get(step_url(scheme, code)).status_code == 200
    answer = client.post(step_url(scheme, code), PAPER | typed)
    assert (answer.status_code, fresh(scheme).state) == (302, reached)


def test_a_withdrawal_stands_on_the_signed_paper(here, client_of):
    scheme = here.at("submitted")
    officer, typed = as_role(here, client_of, "officer"), PAPER | {"reason": "Cơ sở đổi ý."}
    assert officer.post(step_url(scheme, "withdraw"), typed).status_code == 422
    paper = {"signed_paper": scheme.documents.first().public_id}
    assert officer.post(step_url(scheme, "withdraw"), typed | paper).status_code == 302
    assert fresh(scheme).state == "withdrawn"


def test_money_and_volume_are_typed_on_their_pages(here, client_of):
    scheme = here.at("under_way")
    officer, appraiser = (as_role(here, client_of, r) for r in ("officer", "appraiser"))
    progress = {"percent_done": "100", "invested_vnd": "486 triệu", "note": "Đã xong"}
    officer.post(step_url(scheme, "progress"), PAPER | progress)
    here.attach_all(scheme, "accept")
    volume = {"eligible_vnd": "486.000.000", "serial_1": "SN-1"}
    appraiser.post(step_url(scheme, "accept"), PAPER | volume)
    payment = {"amount_vnd": "150 triệu"}
    as_role(here, client_of, "accountant").post(step_url(scheme, "payment"), PAPER | payment)
    saved = fresh(scheme)
    assert (saved.state, saved.accepted_support_vnd) == ("accepted", 150 * MILLION)
    assert list(saved.events.values_list("kind", flat=True)) == ["progress", "payment"]
    assert saved.machines.get().serial_number == "SN-1"


def test_a_missing_serial_number_is_told_at_its_machine(here, client_of):
    scheme = here.at("under_way")
    here.attach_all(scheme, "accept")
    answer = as_role(here, client_of, "appraiser").post(
        step_url(scheme, "accept"), PAPER | {"eligible_vnd": "486.000.000"}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["serial_1"]


def test_a_return_tells_the_reason_of_each_item(here, client_of):
    scheme = here.at("submitted")
    typed = PAPER | {"item_quotation": "Thiếu báo giá thứ hai.", "item_rationale": "Nêu số liệu."}
    as_role(here, client_of, "appraiser").post(step_url(scheme, "return"), typed)
    shown = as_role(here, client_of, "officer").get(scheme.get_absolute_url(), {"xem": "lich-su"})
    assert fresh(scheme).state == "returned"
    top = as_role(here, client_of, "officer").get(scheme.get_absolute_url())
    assert "Nêu số liệu." in text_of(top)
    assert "Thiếu báo giá thứ hai." in text_of(shown)
    again = as_role(here, client_of, "officer").post(step_url(scheme, "resubmit"), PAPER)
    assert (again.status_code, fresh(scheme).state) == (302, "submitted")


def test_a_page_asks_for_each_thing_once(here, client_of):
    scheme = here.at("submitted")
    for code in ("return", "reject", "appraise"):
        page = text_of(as_role(here, client_of, "appraiser").get(step_url(scheme, code)))
        ids = re.findall(r' id="([^"]+)"', page)
        assert [name for name in ids if ids.count(name) > 1] == []


def test_a_return_without_any_reason_is_refused(here, client_of):
    scheme = here.at("submitted")
    answer = as_role(here, client_of, "appraiser").post(step_url(scheme, "return"), PAPER)
    assert (answer.status_code, fresh(scheme).state) == (422, "submitted")


def test_a_borrowed_level_only_warns_and_is_passed_with_reason_and_article(db, client_of):
    here = world(levels=False)
    scheme = here.at("submitted")
    appraiser = as_role(here, client_of, "appraiser")
    page = appraiser.get(step_url(scheme, "appraise"))
    assert "Tỉnh chưa có mức chi" in text_of(page)
    refused = appraiser.post(step_url(scheme, "appraise"), PAPER)
    assert refused.status_code == 422
    assert any(name.startswith("reason_") for name in refused.context["form"].errors)
    answers = dict.fromkeys(page.context["form"].fields, "Theo mức trung ương, Điều 8")
    given = {n: v for n, v in answers.items() if n.startswith(("reason_", "citation_"))}
    assert appraiser.post(step_url(scheme, "appraise"), PAPER | given).status_code == 302
    assert fresh(scheme).state == "appraised"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"on": "31/02/2026"}, "on", "31/02/2026"),
        ({"on": "01/01/2026"}, "on", ""),  # before the submission
        ({"on": "03/11/2026"}, "on", ""),  # tomorrow
        ({"on": "9" * 30}, "on", ""),
        ({"paper_no": ""}, "paper_no", ""),
        ({"paper_no": "a\0b"}, "paper_no", ""),
        ({"paper_no": "s" * 101}, "paper_no", "100"),
    ],
)
def test_a_wrong_paper_is_told_at_its_field(here, client_of, typed, field, words):
    scheme = here.at("submitted")
    answer = as_role(here, client_of, "appraiser").post(step_url(scheme, "appraise"), PAPER | typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert words in answer.context["form"].errors[field][0]
    assert fresh(scheme).state == "submitted"


@pytest.mark.parametrize("amount", ["-1", "9" * 30, "x", ""])
def test_a_wrong_amount_is_told_at_its_field(here, client_of, amount):
    scheme = here.at("accepted")
    answer = as_role(here, client_of, "accountant").post(
        step_url(scheme, "payment"), PAPER | {"amount_vnd": amount}
    )
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["amount_vnd"]


def test_a_step_that_somebody_took_meanwhile_is_told_not_repeated(here, client_of):
    scheme = here.at("submitted")
    appraiser = as_role(here, client_of, "appraiser")
    appraiser.post(step_url(scheme, "appraise"), PAPER)
    answer = appraiser.post(step_url(scheme, "appraise"), PAPER)
    assert answer.status_code in {409, 422}
    assert fresh(scheme).steps.filter(transition="appraise").count() == 1


def test_a_step_is_taken_back_with_a_reason(here, client_of):
    scheme = here.at("submitted")
    step = scheme.steps.get()
    officer = as_role(here, client_of, "officer")
    page = url("take_back", scheme.public_id, step.public_id)
    assert officer.get(page).status_code == 200
    assert officer.post(page, {"reason": ""}).status_code == 422
    assert officer.post(page, {"reason": "Nộp nhầm."}).status_code == 302
    assert fresh(scheme).state == "draft"


def test_an_event_is_taken_back_with_a_reason(here, client_of):
    scheme = here.at("under_way")
    here.progress(scheme)
    page = url("take_back_event", scheme.public_id, scheme.events.get().public_id)
    officer = as_role(here, client_of, "officer")
    assert officer.post(page, {"reason": "Ghi nhầm đề án."}).status_code == 302
    assert scheme.events.get().taken_back_reason == "Ghi nhầm đề án."


def test_a_slip_of_the_pen_is_corrected(here, client_of):
    scheme = here.at("approved")
    officer, page = as_role(here, client_of, "officer"), url("correct", scheme.public_id)
    field = officer.get(page).context["form"].fields["field"].choices[0][0]
    typed = {"field": field, "value": "Viết đúng", "reason": "Sai chính tả.", **PAPER}
    assert officer.post(page, typed | {"on": "x"}).status_code == 422
    assert officer.post(page, typed).status_code == 302
    assert scheme.corrections.get().after == "Viết đúng"


def test_the_head_assigns_the_officer(here, client_of):
    scheme = here.draft()
    head, page = as_role(here, client_of, "centre_head"), url("assign", scheme.public_id)
    person = here.person("officer")
    assert head.get(page).status_code == 200
    head.post(page, {"officer": person.public_id, "reason": ""})
    assert Scheme.objects.get(pk=scheme.pk).officer == person
    assert as_role(here, client_of, "officer").get(page).status_code in {403, 404}


@pytest.mark.parametrize("role", ["auditor", "finance_officer", "officer", "accountant"])
@pytest.mark.parametrize("code", ["appraise", "return", "reject"])
def test_a_step_is_closed_to_those_who_do_not_take_it(here, client_of, role, code):
    scheme = here.at("submitted")
    client = as_role(here, client_of, role)
    assert client.get(step_url(scheme, code)).status_code == 404
    assert client.post(step_url(scheme, code), PAPER).status_code == 404


def test_an_unknown_step_is_not_found(here, client_of):
    officer = as_role(here, client_of, "officer")
    assert officer.get(step_url(here.draft(), "bay")).status_code == 404
    assert "bay" not in BY_CODE
