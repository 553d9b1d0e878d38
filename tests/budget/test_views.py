"""The pages: who sees which money, entering and withdrawing a decision, workbook."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from khuyencong.budget import queries
from khuyencong.budget.enums import Source, Stage
from khuyencong.budget.models import Appropriation, Journal
from khuyencong.budget.registry import Subject, SubjectKind
from khuyencong.core.clock import frozen_on
from khuyencong.core.registry import Registry
from tests.accounts.factories import OrganisationFactory, dak_lak, lang_son
from tests.budget.factories import DAY, MILLION, appropriate, move

pytestmark = pytest.mark.django_db
COMMIT = (Stage.PLANNED, Stage.COMMITTED)


@pytest.fixture(autouse=True)
def _today():
    with frozen_on(DAY):
        yield


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def browser(client_of, here):
    return client_of(here.person("accountant"))


def text_of(response, status=200) -> str:
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def decision(organisation, **changes):
    return {
        "organisation": organisation.pk,
        "year": "2026",
        "source": "local",
        "direction": "tang",
        "amount_vnd": "1.500",
        "decision_no": "12/QĐ-UBND",
        "decision_on": "01/03/2026",
    } | changes


def test_the_list_shows_what_stands_where_and_the_sums_of_the_whole_set(browser, here):
    appropriate(here.centre, 1500)
    move(here.centre, 600)
    move(here.centre, 150, COMMIT)
    appropriate(here.department, 400, source=Source.NATIONAL)
    appropriate(lang_son().centre, 8642)
    page = text_of(browser.get("/ngan-sach/?tong=1"))
    assert "<b>2</b> nguồn kinh phí" in page
    assert "dự toán <b>1.900</b>" in page
    assert "kế hoạch <b>450</b>" in page
    assert "cam kết <b>150</b>" in page
    assert "8.642" not in page
    assert "Dự toán năm 2026 theo nguồn" in page


def test_filters_read_as_a_sentence(browser, here):
    appropriate(here.centre, 10)
    appropriate(here.department, 20, year=2027)
    page = text_of(browser.get("/ngan-sach/?nam=2027&nguon=local"))
    assert "năm 2027" in page
    assert here.department.name in page
    listed = page[page.index('id="list"') :]
    assert "<td" in listed
    assert f">{here.centre.name}<" not in listed.split("<tbody")[1]


def test_search_takes_no_accents(browser, here):
    appropriate(here.centre, 10, number="7/QĐ-UBND")
    appropriate(here.department, 20, number="8/QĐ-SCT")
    assert "khớp" not in text_of(browser.get("/ngan-sach/?q=trung tam khuyen cong dak lak"))
    assert "Không có nguồn kinh phí nào khớp" in text_of(browser.get("/ngan-sach/?q=lang son"))
    page = text_of(browser.get("/ngan-sach/so-cai/?q=8 qd-sct giao du toan"))
    assert "8/QĐ-SCT" in page
    assert "7/QĐ-UBND" not in page


@pytest.mark.parametrize("url", ["/ngan-sach/", "/ngan-sach/so-cai/"])
def test_one_row_and_many_take_the_same_queries(browser, here, url):
    appropriate(here.centre, 10)
    browser.get(url)
    with CaptureQueriesContext(connection) as one:
        browser.get(url)
    for year in range(2027, 2047):
        appropriate(here.centre, 10, year=year)
        move(here.centre, 5, year=year, subject=f"dean{year}")
    with CaptureQueriesContext(connection) as many:
        browser.get(url)
    assert len(one) == len(many) <= 20


def test_the_journal_leaves_as_a_workbook_in_dong(browser, here):
    appropriate(here.centre, 10, number="7/QĐ-UBND")
    response = browser.get("/ngan-sach/so-cai/?xuat=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    head, row = book["Danh sách"].values
    assert head[:2] == ("Chứng từ", "Ghi sổ")
    assert row[0] == "7/QĐ-UBND"
    assert row[2:8] == (
        "Giao dự toán",
        "Dự toán giao",
        "Còn lại",
        10 * MILLION,
        "Khuyến công địa phương",
        2026,
    )


def test_the_appropriations_leave_as_a_workbook(browser, here):
    appropriate(here.centre, 10)
    response = browser.get("/ngan-sach/?xuat=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    _, row = book["Danh sách"].values
    assert row[1:5] == (2026, here.centre.name, 10 * MILLION, 10 * MILLION)


def test_a_page_tells_where_the_money_is_and_by_which_decisions(browser, here, monkeypatch):
    registry = Registry(lambda kind: kind.code)
    monkeypatch.setattr(queries, "SUBJECTS", registry)
    known = {"deanso1": Subject("Máy sấy mắc ca", "/de-an/deanso1/")}
    registry.register(SubjectKind("schemes", lambda user, subjects: known))
    appropriate(here.centre, 1500, number="12/QĐ-UBND")
    appropriate(here.centre, -100, number="30/QĐ-UBND")
    move(here.centre, 150)
    move(here.centre, 60, subject="deankin2")
    page = text_of(browser.get(Appropriation.objects.get().get_absolute_url()))
    assert '<a href="/de-an/deanso1/">Máy sấy mắc ca</a>' in page
    assert "Đề án ngoài phạm vi xem của bạn" in page
    assert page.index("Máy sấy mắc ca") < page.index("ngoài phạm vi")
    assert "12/QĐ-UBND" in page
    assert '−<span title="100.000.000 đồng">100</span>' in page
    assert 'title="1.400.000.000 đồng"' in page
    assert "Nhập quyết định" in page


def test_a_page_without_schemes_says_so_and_an_officer_decides_nothing(client_of, here):
    appropriate(here.centre, 10)
    officer = client_of(here.person("officer"))
    page = text_of(officer.get(Appropriation.objects.get().get_absolute_url()))
    assert "Chưa có đề án nào" in page
    assert "Nhập quyết định" not in page
    for url in ("/ngan-sach/quyet-dinh/",):
        assert officer.get(url).status_code == 403


def test_money_of_another_province_is_not_found(client_of, here):
    journal = appropriate(here.centre, 10)
    stranger = client_of(lang_son().person("accountant"))
    urls = [journal.get_absolute_url(), journal.appropriation.get_absolute_url()]
    for url in [*urls, "/ngan-sach/khongco123/", "/ngan-sach/but-toan/khongco123/"]:
        assert stranger.get(url).status_code == 404
    response = stranger.post(f"{journal.get_absolute_url()}dao/", {"reason": "x"})
    assert (response.status_code, Journal.objects.count()) == (404, 1)


def test_those_without_the_budget_do_not_enter(client_of, here):
    browser = client_of(here.person("administrator"))
    for url in ("/ngan-sach/", "/ngan-sach/so-cai/", "/ngan-sach/quyet-dinh/"):
        assert browser.get(url).status_code == 403


def test_an_accountant_enters_a_decision_in_trieu(browser, here):
    response = browser.post("/ngan-sach/quyet-dinh/", decision(here.centre), follow=True)
    page = text_of(response)
    assert "Đã ghi sổ quyết định 12/QĐ-UBND." in page
    assert queries.pool(here.centre, 2026, Source.LOCAL) == 1500 * MILLION
    journal = Journal.objects.get()
    assert (journal.booked_by, journal.booked_on) == (here.person("accountant"), DAY)


def test_a_decision_may_lower_and_starts_from_its_appropriation(browser, here):
    appropriation = appropriate(here.centre, 1500, source=Source.NATIONAL).appropriation
    page = text_of(browser.get(f"/ngan-sach/quyet-dinh/?du-toan={appropriation.public_id}"))
    assert f'<option value="{here.centre.pk}" selected>' in page
    assert '<option value="national" selected>' in page
    facts = {"direction": "giam", "source": "national", "amount_vnd": "300 triệu"}
    browser.post("/ngan-sach/quyet-dinh/", decision(here.centre, **facts))
    assert queries.pool(here.centre, 2026, Source.NATIONAL) == 1200 * MILLION


def test_the_ledgers_refusal_stands_in_the_form_and_nothing_typed_is_lost(browser, here):
    appropriate(here.centre, 100, number="12/QĐ-UBND")
    page = text_of(browser.post("/ngan-sach/quyet-dinh/", decision(here.centre)), 422)
    assert "Quyết định số 12/QĐ-UBND đã được ghi sổ ngày 02/03/2026." in page
    assert 'value="1.500"' in page
    too_much = decision(here.centre, direction="giam", decision_no="13/QĐ")
    page = text_of(browser.post("/ngan-sach/quyet-dinh/", too_much), 422)
    assert "năm 2026 còn 100 triệu đồng, không thể giảm 1.500 triệu đồng." in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"amount_vnd": "-5"}, "Số tiền không được âm."),
        ({"amount_vnd": "0"}, "Số tiền phải từ 1 đồng trở lên."),
        ({"amount_vnd": "9" * 30}, "Số tiền quá lớn"),
        ({"decision_on": "31/02/2026"}, "Không có ngày 31/02/2026 trong lịch."),
        ({"decision_on": "03/03/2026"}, "Ngày phải trong khoảng từ 01/01/1900 đến 02/03/2026."),
        ({"year": "99999"}, "không có trong đó"),
        ({"decision_no": "x" * 10_000}, "100"),
        ({"source": "counterpart"}, "không có trong đó"),
    ],
)
def test_bad_input_is_told_at_its_field(browser, here, changes, message):
    page = text_of(browser.post("/ngan-sach/quyet-dinh/", decision(here.centre, **changes)), 422)
    assert message in page
    assert not Journal.objects.exists()


def test_an_accountant_chooses_among_the_organisations_in_charge(browser, here):
    stranger = OrganisationFactory(name="Trung tâm tỉnh khác")
    page = text_of(browser.get("/ngan-sach/quyet-dinh/"))
    assert here.centre.name in page
    assert stranger.name not in page
    browser.post("/ngan-sach/quyet-dinh/", decision(stranger))
    assert not Journal.objects.exists()


def test_a_wrong_decision_is_withdrawn_with_a_reason(browser, here):
    journal = appropriate(here.centre, 100, number="12/QĐ-UBND")
    assert "Ghi nhầm?" in text_of(browser.get(journal.get_absolute_url()))
    url = f"{journal.get_absolute_url()}dao/"
    page = text_of(browser.post(url, {"reason": ""}), 422)
    assert "errorlist" in page
    response = browser.post(url, {"reason": "Gõ thừa số 0"}, follow=True)
    assert "Đã đảo bút toán của quyết định 12/QĐ-UBND." in text_of(response)
    page = text_of(browser.get(journal.get_absolute_url()))
    assert "Đã đảo" in page
    assert "Ghi nhầm?" not in page
    opposite = Journal.objects.get(reverses=journal)
    page = text_of(browser.get(opposite.get_absolute_url()))
    assert "Đảo bút toán: Gõ thừa số 0" in page
    assert "Bút toán đảo" in page


def test_money_in_use_is_not_withdrawn(browser, here):
    journal = appropriate(here.centre, 100)
    move(here.centre, 80)
    page = text_of(browser.post(f"{journal.get_absolute_url()}dao/", {"reason": "nhầm"}), 422)
    assert "còn 20 triệu đồng, không thể đảo bút toán 100 triệu đồng." in page
    assert browser.get(f"{journal.get_absolute_url()}dao/").status_code == 405


def test_a_schemes_journal_shows_its_lines_but_no_way_to_withdraw(browser, here):
    appropriate(here.centre, 100)
    journal = move(here.centre, 80, memo="Kế hoạch đợt 1", voucher_no="75/QĐ-SCT")
    page = text_of(browser.get(journal.get_absolute_url()))
    assert "Chứng từ 75/QĐ-SCT ngày 02/03/2026" in page
    assert "Trong kế hoạch" in page
    assert "Ghi nhầm?" not in page
