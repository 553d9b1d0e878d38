"""Writing a scheme on its pages: what is typed is never lost, what is wrong is told at its field."""

import pytest
from django.test import Client

from khuyencong.desk.services import save_draft
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.views.common import parts_of
from tests.schemes.factories import MILLION, fresh
from tests.schemes.pages import line, part_url, table, text_of, url

PLAIN = ("parties", "rationale", "objectives", "scale", "contents", "organisation", "effects")


@pytest.fixture
def officer(here, client_of):
    return client_of(here.person("officer"))


@pytest.fixture
def draft(here):
    return here.draft()


def begun(here, **known):
    return {
        "kind": "machinery",
        "name": "Hỗ trợ máy rang cà phê",
        "year": "2026",
        "organisation": here.place.centre.public_id,
    } | known


def test_a_scheme_begins_with_an_establishment_and_four_words(here, officer):
    page = f"{url('create')}?co-so={here.maker().public_id}"
    answer = officer.post(page, begun(here))
    made = Scheme.objects.get()
    assert answer.url == part_url(made, "parties")
    assert (made.name, made.year, made.officer) == (
        "Hỗ trợ máy rang cà phê",
        2026,
        here.person("officer"),
    )


def test_establishments_are_found_without_accents(here, officer):
    here.maker()
    assert "HTX Mắc ca Ea Knuếc" in text_of(officer.get(url("create"), {"q": "mac ca"}))
    assert "Không thấy cơ sở nào" in text_of(officer.get(url("create"), {"q": "gốm"}))


def test_a_year_is_written_without_a_dot(here, officer, draft):
    assert 'value="2026"' in text_of(officer.get(part_url(draft, "parties")))


@pytest.mark.parametrize("part", PLAIN)
def test_each_part_opens_and_saves(officer, draft, part):
    page = officer.get(part_url(draft, part))
    form = page.context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    answer = officer.post(part_url(draft, part), typed | {"tiep": "1"})
    slugs = list(parts_of(draft))
    following = slugs[slugs.index(part) + 1 : slugs.index(part) + 2]
    expected = part_url(draft, following[0]) if following else draft.get_absolute_url()
    assert (answer.status_code, answer.url) == (302, expected)
    assert fresh(draft).version == 2


def test_the_estimate_is_saved_and_summed(officer, draft):
    sent = table("lines", line(), line(item="Lắp đặt", unit_price_vnd="14 triệu", support_vnd=""))
    officer.post(part_url(draft, "budget"), sent)
    saved = fresh(draft)
    assert (saved.support_vnd, saved.total_vnd) == (150 * MILLION, 500 * MILLION)
    assert [row.item for row in saved.lines.all()] == ["Máy sấy mắc ca", "Lắp đặt"]


def test_empty_and_ticked_rows_fall_away(officer, draft):
    rows = (line(), {"is_eligible": "on"}, line(item="Bỏ đi", DELETE="on"))
    officer.post(part_url(draft, "budget"), table("lines", *rows))
    assert [row.item for row in draft.lines.all()] == ["Máy sấy mắc ca"]


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"unit_price_vnd": "-5"}, "unit_price_vnd", "không được âm"),
        ({"unit_price_vnd": "9" * 30}, "unit_price_vnd", "Số tiền"),
        ({"quantity": "9" * 30}, "quantity", "Số phải trong khoảng"),
        ({"support_vnd": "ba trăm"}, "support_vnd", ""),
        ({"item": ""}, "item", ""),
        ({"item": "Máy\0sấy"}, "item", ""),
        ({"item": "d" * 10_001}, "item", "300"),
    ],
)
def test_a_wrong_cell_is_told_at_its_place_and_nothing_is_saved(
    officer, draft, typed, field, words
):
    answer = officer.post(part_url(draft, "budget"), table("lines", line(), line(**typed)))
    (error,) = answer.context["rows"].forms[1].errors[field]
    assert answer.status_code == 422
    assert words in error
    assert "Dòng 2" in text_of(answer)
    assert 'value="Báo giá 12"' in text_of(answer)
    assert not draft.lines.exists()


def test_sources_that_exceed_a_line_are_told_in_its_row(officer, draft):
    rows = (line(), line(support_vnd="400 triệu", other_vnd="100 triệu"))
    answer = officer.post(part_url(draft, "budget"), table("lines", *rows))
    assert answer.status_code == 422
    (error,) = answer.context["rows"].forms[1].non_field_errors()
    assert "Dòng 2" in error
    assert "vượt thành tiền 486" in error
    assert not draft.lines.exists()


def test_all_wrong_cells_are_told_at_once(officer, draft):
    rows = (line(quantity="-1"), line(item="", unit_price_vnd="x"))
    errors = officer.post(part_url(draft, "budget"), table("lines", *rows)).context["rows"].errors
    assert [sorted(row) for row in errors] == [["quantity"], ["item", "unit_price_vnd"]]


@pytest.mark.parametrize("sent", [{}, {"lines-TOTAL_FORMS": "9" * 30}, {"lines-TOTAL_FORMS": "x"}])
def test_a_torn_table_is_refused_in_vietnamese(officer, draft, sent):
    answer = officer.post(part_url(draft, "budget"), sent)
    assert answer.status_code == 422
    assert "ManagementForm" not in text_of(answer)


def test_one_more_row_keeps_typing_ticks_and_version(officer, draft):
    sent = table("lines", line(DELETE="on", quantity="hai"), version=7, **{"them-dong": "1"})
    answer = officer.post(part_url(draft, "budget"), sent)
    first, second = answer.context["rows"].forms
    assert (first["quantity"].value(), first["DELETE"].value()) == ("hai", "on")
    assert second["item"].value() is None
    assert answer.context["version"] == 7
    assert not draft.lines.exists()


def test_a_kept_draft_lays_out_the_added_rows(here, officer, draft):
    sent = table("machines", {"name": "Máy một"}, {"name": "Máy hai", "is_new": "on"})
    values = {name: [str(value)] for name, value in sent.items()}
    known = {"object_id": draft.public_id, "version": "1", "by": here.person("officer")}
    save_draft(form="schemes.machines", values=values, **known)
    answer = officer.get(part_url(draft, "machines"), {"dang-soan": "1"})
    forms = answer.context["rows"].forms
    assert [form["name"].value() for form in forms] == ["Máy một", "Máy hai"]
    assert [bool(form["is_new"].value()) for form in forms] == [False, True]
    assert not any(form.errors for form in forms)


def test_a_stale_table_keeps_the_typing_and_shows_both(officer, draft):
    page = part_url(draft, "budget")
    officer.post(page, table("lines", line()))
    mine = table("lines", line(item="Máy rang"))
    answer = officer.post(page, mine)
    assert answer.status_code == 422
    (difference,) = answer.context["differences"]
    assert ("Máy sấy" in difference.saved, "Máy rang" in difference.typed) == (True, True)
    assert officer.post(page, mine | {"version": answer.context["version"]}).status_code == 302
    assert draft.lines.get().item == "Máy rang"


def test_a_stale_part_keeps_the_typing_and_shows_both(officer, draft):
    page = part_url(draft, "rationale")
    officer.post(page, {"version": 1, "rationale": "Bản của người khác"})
    answer = officer.post(page, {"version": 1, "rationale": "Bản của tôi"})
    form = answer.context["form"]
    assert answer.status_code == 422
    assert [(d.saved, d.typed) for d in form.differences] == [("Bản của người khác", "Bản của tôi")]
    assert officer.post(page, {"version": 2, "rationale": "Bản của tôi"}).status_code == 302
    assert fresh(draft).rationale == "Bản của tôi"


def test_ten_thousand_characters_fit_and_one_more_does_not(officer, draft):
    page = part_url(draft, "rationale")
    answer = officer.post(page, {"version": 1, "rationale": "ữ" * 10_001})
    assert "10" in answer.context["form"].errors["rationale"][0]
    assert "ữ" * 10_001 in text_of(answer)
    assert officer.post(page, {"version": 1, "rationale": "ữ" * 10_000}).status_code == 302
    assert len(fresh(draft).rationale) == 10_000


def test_markup_is_shown_as_text(officer, draft):
    officer.post(part_url(draft, "effects"), {"version": 1, "effects": "<script>x()</script>"})
    shown = text_of(officer.get(draft.get_absolute_url()))
    assert "&lt;script&gt;x()" in shown
    assert "<script>x()" not in shown


def test_nul_is_refused_at_its_field(officer, draft):
    answer = officer.post(part_url(draft, "effects"), {"version": 1, "effects": "a\0b"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["effects"]


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        ("31/02/2026", "", "starts_on"),
        ("01/04/2026", "31/03/2026", "ends_on"),
        ("9" * 30, "", "starts_on"),
    ],
)
def test_a_day_that_cannot_be_is_told_at_its_field(officer, draft, starts, ends, field):
    typed = {"version": 1, "contents": "Việc", "starts_on": starts, "ends_on": ends}
    answer = officer.post(part_url(draft, "contents"), typed)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert fresh(draft).contents == ""


def test_typing_after_the_session_ended_leads_to_the_sign_in_and_saves_nothing(draft):
    page = part_url(draft, "rationale")
    answer = Client().post(page, {"version": 1, "rationale": "Gõ dở"})
    assert answer.status_code == 302
    assert answer.url.startswith("/dang-nhap/?next=")
    assert fresh(draft).rationale == ""


def test_another_establishment_is_chosen(here, officer, draft):
    other = here.maker("HTX Cà phê Ea Tul")
    answer = officer.post(url("choose_establishment", draft.public_id), {"co-so": other.public_id})
    assert answer.url == part_url(draft, "parties")
    assert fresh(draft).establishment == other


@pytest.mark.parametrize("role", ["appraiser", "department_leader", "accountant", "auditor"])
def test_nobody_else_writes(here, client_of, draft, role):
    answer = client_of(here.person(role)).get(part_url(draft, "rationale"))
    assert answer.status_code in {403, 404}


def test_what_was_submitted_is_not_written_any_more(here, officer):
    scheme = here.at("submitted")
    assert officer.get(part_url(scheme, "rationale")).status_code == 404
