"""The pages of the dated law."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from khuyencong.core.clock import frozen_on
from khuyencong.geography.queries import find_province
from khuyencong.norms.models import (
    TABLES,
    AreaListing,
    DeadlineRule,
    HolidayList,
    Instrument,
    Norm,
    Procedure,
)
from khuyencong.norms.services import attach_scan
from tests.accounts.factories import agency
from tests.norms.factories import InstrumentFactory, NormFactory, ScanFactory, verified_levels

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)
INDEX = "/dinh-muc/"
PDF = b"%PDF-1.7 bytes"


@pytest.fixture(autouse=True)
def day():
    with frozen_on(TODAY):
        yield


@pytest.fixture
def browser(client_of, enterer):
    return client_of(enterer)


@pytest.fixture
def second(client_of, confirmer):
    return client_of(confirmer)


def text_of(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def shown(client, **query):
    return text_of(client.get(INDEX, query))


def test_the_first_look_is_at_the_own_province_today(browser, place):
    page = shown(browser)
    assert f"Có hiệu lực ngày 21/11/2026 · khuyến công địa phương, {place.unit}" in page
    assert "mượn mức quốc gia" in page
    assert "chưa kiểm chứng" in page
    assert 'title="800.000.000 đồng"' in page
    assert "Điều 8 khoản 4 Thông tư 28/2018/TT-BTC" in page


def test_a_figure_that_nobody_read_says_so(browser):
    page = shown(browser, quy="national")
    assert "Chưa rõ mức" in page
    row = Norm.objects.get(key="norm:showroom:national:::2018-05-11")
    assert "chưa rõ mức" in text_of(browser.get(row.get_absolute_url()))


def test_national_money_shows_advances_and_terms(browser):
    page = shown(browser, quy="national")
    assert "tạm ứng tối đa 70 % khi đã thực hiện ít nhất 70 %" in page
    assert "trước ngày 25 hằng tháng" in page
    assert "ngày 22/01 năm sau" in page
    assert "mượn mức quốc gia" not in page


@pytest.mark.parametrize(
    ("day", "present", "absent"),
    [
        ("10/05/2018", "200.000.000 đồng", "450.000.000 đồng"),
        ("11/05/2018", "1.000.000.000 đồng", "3.000.000.000 đồng"),
        ("14/10/2025", "phường của thành phố loại 1", "Liên hiệp hợp tác xã"),
        ("15/10/2025", "trừ làng nghề được UBND tỉnh công nhận", "phường của thành phố loại 1"),
    ],
)
def test_the_page_shows_the_law_of_the_asked_day(browser, day, present, absent):
    page = shown(browser, ngay=day, quy="national")
    assert present in page
    assert absent not in page


def test_a_province_shows_documents_whose_figures_nobody_read(client_of):
    client = client_of(agency().person("agency_officer"))
    page = shown(client, quy="local", tinh=code_of("Đà Nẵng"))
    assert "Có văn bản, chưa có số liệu" in page
    assert "15/2018/QĐ-UBND" in page
    assert "33/2016/QĐ-UBND" in page


def code_of(name):
    return find_province(name, TODAY).public_id


@pytest.mark.parametrize(
    ("name", "asked_on", "day", "shown_as"),
    [
        ("Đắk Lắk", "2026-01-01", "30/06/2025", "Đắk Lắk"),
        ("Phú Yên", "2025-06-30", "01/07/2025", "Đắk Lắk"),
        ("Phú Yên", "2025-06-30", "30/06/2025", "Phú Yên"),
    ],
)
def test_a_province_is_followed_to_the_asked_day(browser, name, asked_on, day, shown_as):
    code = find_province(name, dt.date.fromisoformat(asked_on)).public_id
    assert f"tỉnh {shown_as}" in heading_of(shown(browser, quy="local", tinh=code, ngay=day))


def heading_of(page):
    return page.split("title-code")[1].split("</div>")[0]


def test_a_year_without_days_off_and_a_province_without_procedure_are_said(browser):
    page = shown(browser, ngay="01/03/2027", quy="local", tinh=code_of("Đồng Nai"))
    assert "Chưa có danh sách ngày nghỉ năm 2027" in page
    assert "Ai phê duyệt" in page


@pytest.mark.parametrize("query", [{"ngay": "31/02/2026"}, {"ngay": "x", "quy": "y", "tinh": "z"}])
def test_a_question_that_means_nothing_is_answered_in_words(browser, query):
    assert "has-error" in shown(browser, **query)


def test_before_the_programme_nothing_is_shown_and_said(browser):
    page = shown(browser, ngay="01/01/2012", quy="national")
    assert "Chương trình bắt đầu từ ngày 05/07/2012" in page
    assert "Chưa có mức nào cho ngày này" in page


def test_the_page_asks_the_database_the_same_for_one_row_and_for_many(browser, place):
    shown(browser)
    with CaptureQueriesContext(
        connection,
    ) as before:
        shown(browser)
    verified_levels(place.unit)
    NormFactory(province=place.unit, kind="trademark")
    with CaptureQueriesContext(connection) as after:
        shown(browser)
    assert len(after) <= len(before) <= 24


def test_a_document_is_entered_its_scan_attached_and_its_rows_read(browser, second, place, storage):
    page = browser.post(reverse("norms:new_instrument"), document(place), follow=True)
    assert "Nghị quyết 12/2026/NQ-HĐND" in text_of(page)
    address = page.redirect_chain[-1][0]
    scan = upload("nghi-quyet.pdf", PDF)
    assert "nghi-quyet.pdf" in text_of(browser.post(f"{address}ban-chup/", scan, follow=True))
    row = {"article": "Điều 3", "first_on": "22/11/2026", "kind": "machinery"}
    row |= {"rate_percent": "50", "cap_vnd": "300"}
    page = browser.post(f"{address}nhap/muc-ho-tro/", row, follow=True)
    assert "chờ xác nhận" in text_of(page)
    found = Norm.objects.get(kind="machinery", origin="site")
    assert (found.cap_vnd, found.fund, found.province) == (300_000_000, "local", place.unit)
    second.post(reverse("norms:confirm", args=[found.SLUG, found.public_id]))
    assert "tỉnh nhập, đã xác nhận" not in shown(browser, ngay="21/11/2026")
    assert "tỉnh nhập, đã xác nhận" in shown(browser, ngay="22/11/2026")


def document(place, **given):
    return {
        "kind": "resolution",
        "number": "12/2026/NQ-HĐND",
        "title": "Mức chi",
        "issuer": "HĐND tỉnh",
        "province": place.unit.public_id,
        "issued_on": "10/11/2026",
        "in_force_on": "22/11/2026",
    } | given


def upload(name, data):
    return {"scan": SimpleUploadedFile(name, data)}


def enter_url(instrument, table=Norm):
    return reverse("norms:enter", args=[instrument.public_id, table.SLUG])


def test_errors_keep_the_typing_and_stand_at_their_fields(browser, place):
    given = document(place, in_force_on="31/02/2026", title="<script>")
    page = text_of(browser.post(reverse("norms:new_instrument"), given))
    assert "Không có ngày 31/02/2026 trong lịch" in page
    assert "&lt;script&gt;" in page
    given = document(place, in_force_on="01/11/2026")
    page = text_of(browser.post(reverse("norms:new_instrument"), given))
    assert "trước ngày ban hành" in page


def test_a_document_for_a_province_out_of_reach_is_refused(browser, place, elsewhere):
    given = document(place, province=elsewhere.unit.public_id)
    assert "không có trong" in text_of(browser.post(reverse("norms:new_instrument"), given)).lower()


def test_a_document_may_bind_the_whole_country(browser, place):
    browser.post(reverse("norms:new_instrument"), document(place, province="ca-nuoc"))
    assert Instrument.objects.get(number="12/2026/NQ-HĐND").province is None


def test_a_scan_that_is_none_is_refused_on_the_page(browser, bare_instrument, storage):
    url = reverse("norms:attach_scan", args=[bare_instrument.public_id])
    assert "PDF, JPEG hay PNG" in text_of(browser.post(url, upload("x.exe", b"MZ")))
    assert "Hãy chọn tệp" in text_of(browser.post(url))


def test_the_scan_is_given_to_its_province_and_not_to_others(
    browser, client_of, bare_instrument, enterer, elsewhere, storage
):
    found = attach_scan(instrument=bare_instrument, name="a.pdf", data=PDF, by=enterer, on=TODAY)
    url = reverse("norms:scan", args=[found.public_id])
    assert client_of(elsewhere.person("officer")).get(url).status_code == 404
    response = browser.get(url)
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    response.close()


def test_a_lost_scan_is_not_found(browser, bare_instrument, storage):
    found = ScanFactory(instrument=bare_instrument)
    assert browser.get(reverse("norms:scan", args=[found.public_id])).status_code == 404


def test_rows_that_wait_are_seen_in_their_province_alone(browser, client_of, enter, elsewhere):
    row = enter(TODAY)
    stranger = client_of(elsewhere.person("department_leader"))
    for url in (row.get_absolute_url(), row.instrument.get_absolute_url()):
        assert browser.get(url).status_code == 200
        assert stranger.get(url).status_code == 404
    assert str(row.instrument.number) not in text_of(stranger.get(reverse("norms:instruments")))
    assert "chờ" not in text_of(stranger.get(reverse("norms:waiting_count")))


def test_a_row_that_counts_is_law_for_everybody(client_of, enter, confirm, elsewhere):
    row = confirm(enter(TODAY))
    stranger = client_of(elsewhere.person("officer"))
    page = text_of(stranger.get(row.get_absolute_url()))
    assert "tỉnh nhập, đã xác nhận" in page
    assert "Rút dòng này" not in page


def test_the_queue_leads_the_second_person_through_what_waits(second, browser, enter):
    row = enter(TODAY)
    assert text_of(second.get(reverse("norms:waiting_count"))) == "1"
    assert text_of(browser.get(reverse("norms:waiting_count"))) == ""
    assert "nghi-quyet.pdf" in text_of(second.get(reverse("norms:waiting")))
    assert "Đã đối chiếu" not in text_of(browser.get(reverse("norms:waiting")))
    url = reverse("norms:confirm", args=[row.SLUG, row.public_id])
    page = second.post(url, {"hang-doi": "1"}, follow=True)
    assert "Không có dòng nào chờ" in text_of(page)


def test_the_one_who_entered_is_told_to_find_a_second_person(client_of, enter, confirmer):
    row = enter(TODAY, by=confirmer)
    client = client_of(confirmer)
    assert "Bạn đã nhập dòng này" in text_of(client.get(row.get_absolute_url()))
    response = client.post(reverse("norms:confirm", args=[row.SLUG, row.public_id]))
    assert "phải khác người nhập" in text_of(response, 422)


def test_a_row_is_withdrawn_with_its_reason(browser, enter):
    row = enter(TODAY)
    url = reverse("norms:withdraw", args=[row.SLUG, row.public_id])
    assert "form-errors" in text_of(browser.post(url, {"reason": ""}))
    page = text_of(browser.post(url, {"reason": "Nhập nhầm khoản"}, follow=True))
    assert "Nhập nhầm khoản" in page
    assert "đã rút" in page


@pytest.mark.parametrize(
    ("table", "given", "figure"),
    [
        (Procedure, {"approver": "committee", "advance_percent": "50"}, "tạm ứng tối đa 50 %"),
        (DeadlineRule, {"step": "appraise", "days": "10", "is_working": "on"}, "10 ngày làm việc"),
        (AreaListing, {"list_kind": "difficult", "unit_codes": "xã Ea Knuếc\n\n"}, "1 xã"),
    ],
)
def test_each_table_of_a_province_has_its_form(browser, instrument, table, given, figure):
    url = enter_url(instrument, table)
    assert "Từ ngày" in text_of(browser.get(url))
    browser.post(url, {"article": "Điều 3", "first_on": "22/11/2026"} | given)
    row = table.objects.get(origin="site")
    assert figure in row.figure_text
    assert figure in text_of(browser.get(row.get_absolute_url()))


def test_days_off_are_entered_from_a_national_notice(browser):
    notice = ScanFactory(instrument__province=None, instrument__in_force_on=None).instrument
    given = {"article": "Thông báo", "year": "2027", "days": "01/01/2027\n30/04/2027\n01/01/2027"}
    browser.post(enter_url(notice, HolidayList), given)
    row = HolidayList.objects.get(year=2027)
    assert row.days == [dt.date(2027, 1, 1), dt.date(2027, 4, 30)]
    assert (row.first_on, row.last_on) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))


@pytest.mark.parametrize(
    ("table", "given", "sentence"),
    [
        (Norm, {"kind": "machinery"}, "ít nhất một trong hai"),
        (Norm, {"kind": "machinery", "cap_vnd": "-5"}, "không được âm"),
        (Norm, {"kind": "machinery", "cap_vnd": "9" * 30}, "quá lớn"),
        (Norm, {"kind": "machinery", "rate_percent": "151"}, "từ 0 đến 150"),
        (Norm, {"kind": "machinery", "cap_vnd": "1", "last_on": "01/01/2026"}, "trước ngày đầu"),
        (AreaListing, {"list_kind": "difficult", "unit_codes": "Không Có"}, "Dòng 1"),
        (AreaListing, {"unit_codes": "x", "first_on": ""}, "Nhập từ ngày trước"),
        (AreaListing, {"unit_codes": "x\n" * 501}, "tối đa 500 dòng"),
    ],
)
def test_what_cannot_be_is_refused_in_vietnamese(browser, instrument, table, given, sentence):
    typed = {"article": "Điều 3", "first_on": "22/11/2026"} | given
    assert sentence in text_of(browser.post(enter_url(instrument, table), typed))
    assert not table.objects.filter(origin="site").exists()


@pytest.mark.parametrize(
    ("days", "sentence"), [("01/01/2026", "không thuộc năm"), ("32/01/2027", "Dòng 1")]
)
def test_days_off_lie_in_their_year(browser, days, sentence):
    notice = ScanFactory(instrument__province=None, instrument__in_force_on=None).instrument
    given = {"article": "Thông báo", "year": "2027", "days": days}
    assert sentence in text_of(browser.post(enter_url(notice, HolidayList), given))


def test_a_document_offers_only_the_tables_it_may_hold(browser, instrument):
    notice = InstrumentFactory(province=None)
    assert browser.get(enter_url(notice, Norm)).status_code == 404
    assert browser.get(enter_url(instrument, HolidayList)).status_code == 404


def test_unknown_tables_and_rows_are_not_found(browser):
    for table, row in (("khong-co", "abc"), (Norm.SLUG, "abc")):
        assert browser.get(reverse("norms:row", args=[table, row])).status_code == 404


@pytest.mark.parametrize(
    ("role", "expected"), [("appraiser", 200), ("officer", 403), ("finance_officer", 403)]
)
def test_who_may_not_enter_sees_no_form(client_of, place, role, expected):
    client = client_of(place.person(role))
    assert client.get(reverse("norms:new_instrument")).status_code == expected
    assert ("Nhập văn bản" in shown(client)) is (expected == 200)


def test_documents_are_found_by_number_and_title_without_accents(browser):
    page = text_of(browser.get(reverse("norms:instruments"), {"q": "san pham tieu bieu 26/2014"}))
    assert "26/2014/TT-BCT" in page
    assert "28/2018/TT-BTC" not in page


@pytest.mark.parametrize("table", [slug for slug in TABLES if slug != AreaListing.SLUG])
def test_every_table_has_a_page_of_its_row(browser, table):
    found = TABLES[table].objects.filter(origin="shipped").first()
    page = text_of(browser.get(found.get_absolute_url()))
    assert "Dòng kèm theo phần mềm, chỉ đọc" in page
    assert found.figure_text.replace("'", "&#x27;") in page
