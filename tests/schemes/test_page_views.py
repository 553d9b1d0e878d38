"""The page of a scheme and the list: who sees them, what they cost, what leaves as a workbook."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from khuyencong.schemes.models import Machine, Scheme
from khuyencong.schemes.services import set_estimate
from khuyencong.schemes.workflow import BY_CODE
from tests.accounts.factories import lang_son
from tests.schemes.contents import line as line_input
from tests.schemes.pages import part_url, step_url, text_of, url

TABS = ("noi-dung", "ho-so", "tien-do", "lich-su")


@pytest.fixture
def officer(here, client_of):
    return client_of(here.person("officer"))


@pytest.mark.parametrize("state", ["draft", "submitted", "approved", "under_way", "closed"])
@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens_within_twenty_queries(
    here, officer, state, tab, django_assert_max_num_queries
):
    scheme = here.at(state)
    with django_assert_max_num_queries(20):
        assert officer.get(scheme.get_absolute_url(), {"xem": tab}).status_code == 200


def test_a_page_tells_what_is_missing_where_to_mend_it_and_the_headroom(here, officer):
    scheme = here.written()
    scheme.documents.filter(requirement="quotation").delete()
    shown = text_of(officer.get(scheme.get_absolute_url()))
    assert reverse("schemes:attach", args=[scheme.public_id, "quotation"]) in shown
    assert "50 % × chi phí hợp lệ 486" in shown
    assert "còn dư" in shown


def test_an_unwritten_draft_leads_on_to_the_writing(here, officer):
    scheme = here.draft()
    primary = officer.get(scheme.get_absolute_url()).context["unwritten_url"]
    assert primary.startswith(f"{scheme.get_absolute_url()}soan/")


def test_a_page_of_an_establishment_offers_a_scheme(here, officer, client_of):
    maker = here.maker()
    offer = f"{url('create')}?co-so={maker.public_id}"
    assert offer in text_of(officer.get(maker.get_absolute_url()))
    auditor = client_of(here.person("auditor"))
    assert offer not in text_of(auditor.get(maker.get_absolute_url()))


@pytest.mark.parametrize(
    ("role", "offer"),
    [
        ("officer", "schemes:create"),
        ("accountant", "budget:decision"),
        ("appraiser", "schemes:list"),
        ("administrator", "accounts:people"),
    ],
)
def test_an_empty_desk_offers_the_first_useful_thing(here, client_of, role, offer):
    shown = client_of(here.person(role)).get("/").context
    assert shown["start"].url == reverse(offer)


@pytest.mark.parametrize("part", ["budget", "machines"])
@pytest.mark.parametrize("count", [1, 20])
def test_a_table_asks_the_same_of_one_row_and_of_twenty(
    here, officer, part, count, django_assert_max_num_queries
):
    scheme = here.draft()
    names = [f"Máy {number}" for number in range(count)]
    Machine.objects.bulk_create(
        Machine(scheme=scheme, position=at, name=name) for at, name in enumerate(names, 1)
    )
    set_lines(here, scheme, names)
    with django_assert_max_num_queries(20):
        assert officer.get(part_url(scheme, part)).status_code == 200


def set_lines(here, scheme, names):
    lines = [line_input(1, 10, item=name) for name in names]
    who = {"by": here.person("officer"), "on": here.on}
    set_estimate(scheme=scheme, lines=lines, version=1, **who)


def copies(scheme, count):
    """Multiply a draft without its lines, for lists."""
    for number in range(count):
        scheme.pk, scheme.public_id, scheme.name = None, f"ban-sao-{number:02}", f"Đề án {number}"
        scheme._state.adding = True
        scheme.save()


@pytest.mark.parametrize("count", [0, 49])
def test_the_list_asks_the_same_of_one_scheme_and_of_fifty(
    here, officer, count, django_assert_max_num_queries
):
    copies(here.draft(), count)
    with django_assert_max_num_queries(12):
        assert officer.get(url("list")).status_code == 200


def test_the_workbook_holds_the_filtered_set(here, officer):
    here.written(name="Máy sấy mắc ca")
    here.written(name="Máy rang cà phê")
    answer = officer.get(url("list"), {"q": "may say", "xuat": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [value for row in sheet.iter_rows(values_only=True) for value in row if value]
    assert "Máy sấy mắc ca" in cells
    assert "Máy rang cà phê" not in cells
    assert 150_000_000 in cells or 150 in cells


KEYS = ("q", "trang", "sap", "tong", "xuat", "trang-thai", "tinh", "co-so", "xem", "dang-soan")


@pytest.mark.parametrize("value", ["\0", "9" * 30, "-" + "9" * 30, "<script>", "a" * 9000])
def test_no_query_breaks_a_page(here, client_of, value):
    scheme = here.draft()
    pages = [url(name) for name in ("list", "batches", "create")]
    pages += [scheme.get_absolute_url(), part_url(scheme, "budget"), part_url(scheme, "scale")]
    officer = client_of(here.person("officer"))
    answers = {(p, k): officer.get(p, {k: value}).status_code for p in pages for k in KEYS}
    assert {place: code for place, code in answers.items() if code >= 500} == {}


def addresses(scheme):
    """Every address of a scheme and its batch."""
    of_scheme = [scheme.get_absolute_url(), url("choose_establishment", scheme.public_id)]
    of_scheme += [part_url(scheme, part) for part in ("parties", "rationale", "budget", "machines")]
    of_scheme += [step_url(scheme, code) for code in BY_CODE]
    of_scheme += [url(name, scheme.public_id) for name in ("correct", "assign")]
    of_scheme += [url("attach", scheme.public_id, "request")]
    paper, step = scheme.documents.first(), scheme.steps.first()
    of_scheme += [url("remove_document", scheme.public_id, paper.public_id)]
    of_scheme += [url("take_back", scheme.public_id, step.public_id)]
    batch = scheme.batch
    names = ("batch", "add_to_batch", "submit_batch", "take_back_batch", "approve_batch")
    of_batch = [url(name, batch.public_id) for name in names]
    return [*of_scheme, *of_batch, url("remove_from_batch", batch.public_id, scheme.public_id)]


@pytest.mark.parametrize(
    "role", ["officer", "appraiser", "department_leader", "accountant", "centre_head"]
)
def test_another_province_finds_no_page_of_a_scheme(here, client_of, role):
    scheme = here.at("planned")
    stranger = client_of(lang_son().person(role))
    opened = {
        address: (stranger.get(address).status_code, stranger.post(address).status_code)
        for address in addresses(scheme)
    }
    assert {a: c for a, c in opened.items() if not set(c) <= {403, 404}} == {}
    assert stranger.get(scheme.get_absolute_url()).status_code == 404
    assert scheme.name not in text_of(stranger.get(url("list")))


def test_a_recorded_scheme_shows_its_source_and_takes_no_steps(here, officer):
    scheme = here.draft()
    Scheme.objects.filter(pk=scheme.pk).update(
        origin="recorded", state="closed", source_title="Bản tin khuyến công", establishment=None
    )
    shown = officer.get(scheme.get_absolute_url())
    assert "Bản tin khuyến công" in text_of(shown)
    assert {officer.post(step_url(scheme, code)).status_code for code in BY_CODE} == {404}
