"""Bad input and broken parts end in a Vietnamese page, never in a bare 500."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from khuyencong.core.findings import refuse
from khuyencong.ui import errors
from khuyencong.ui.access import signed_in
from khuyencong.ui.middleware import MAX_REQUEST_BYTES, CleanInputMiddleware, RefusalMiddleware

ZERO, THIRTY = "%00", "9" * 30


def guarded(request):
    return CleanInputMiddleware(lambda request: HttpResponse("ok"))(request)


@pytest.mark.parametrize("page", errors.ALL_PAGES, ids=lambda page: f"{page.status}-{page.title}")
def test_every_page_speaks_without_the_database(
    page,
):  # without the db fixture any query would fail
    response = errors.answer(page)
    assert response.status_code == page.status
    assert page.title in response.content.decode()


def test_page_falls_back_to_plain_words(monkeypatch):
    def broken(*args):
        raise ValueError("no manifest")

    monkeypatch.setattr(errors, "render_to_string", broken)
    response = errors.answer(errors.BROKEN)
    assert response.status_code == 500
    assert response["Content-Type"].startswith("text/plain")
    assert "Hệ thống gặp lỗi" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/?q=ca%20phe{ZERO}", 400),
        (f"/?trang={THIRTY}", 400),
        (f"/?nam=-{THIRTY}", 400),
        (f"/?{ZERO}=1", 400),
        ("/?" + "a=1&" * 3000, 400),
        (f"/{THIRTY}/", 404),
        (f"/a{ZERO}/", 404),
        (f"/?q={THIRTY}", 200),
        ("/?nam=2026&tien=999999999999999", 200),
    ],
)
def test_absurd_addresses_are_refused_before_any_page(rf, address, status):
    assert guarded(rf.get(address)).status_code == status


def test_absurd_cookie_is_refused(rf):
    rf.cookies["sessionid"] = "a\0b"
    assert guarded(rf.get("/")).status_code == 400


def test_too_large_a_request_is_refused_before_it_is_read(rf):
    request = rf.post("/", CONTENT_LENGTH=str(MAX_REQUEST_BYTES + 1))
    assert guarded(request).status_code == 413


def test_too_large_a_form_answers_413(rf):
    assert errors.bad_request(rf.post("/"), RequestDataTooBig()).status_code == 413
    assert errors.bad_request(rf.post("/")).status_code == 400


def test_missing_database_answers_503(rf, monkeypatch):
    monkeypatch.setattr("sys.exception", OperationalError)
    response = errors.server_error(rf.get("/"))
    assert response.status_code == 503
    assert response["Retry-After"] == "60"


def test_any_other_failure_answers_500(rf):
    assert errors.server_error(rf.get("/")).status_code == 500


def test_unknown_address_answers_404(browser):
    response = browser.get("/khong-co-trang-nay/")
    assert response.status_code == 404
    assert "Không tìm thấy trang này" in response.content.decode()


def test_form_without_token_answers_in_vietnamese(rf):
    assert "mở quá lâu" in errors.csrf_failure(rf.post("/")).content.decode()
    assert errors.permission_denied(rf.get("/"), PermissionDenied()).status_code == 403
    assert errors.too_many_attempts(rf.post("/")).status_code == 429


@pytest.mark.parametrize(("code", "status"), [("schemes.stale", 409), ("schemes.sums", 422)])
def test_uncaught_refusal_shows_its_findings(rf, user, code, status):
    request = rf.post("/")
    request.user, request.session = user, SessionStore()
    guard = RefusalMiddleware(lambda request: HttpResponse())
    response = guard.process_exception(request, refuse(code, "Tổng nguồn chưa khớp"))
    assert response.status_code == status
    assert "Tổng nguồn chưa khớp" in response.content.decode()


def test_uncaught_refusal_of_a_part_goes_to_the_top_of_the_page(rf, user):
    request = rf.post("/", headers={"HX-Request": "true"})
    request.user, request.session = user, SessionStore()
    guard = RefusalMiddleware(lambda request: HttpResponse())
    response = guard.process_exception(request, refuse("x", "Chưa đủ hồ sơ"))
    assert response["HX-Retarget"] == "#flash"
    assert "<html" not in response.content.decode()


def test_other_exceptions_pass(rf):
    guard = RefusalMiddleware(lambda request: HttpResponse())
    assert guard.process_exception(rf.get("/"), ValueError()) is None


def test_part_of_a_page_leads_its_whole_page_to_sign_in(client, db, settings):
    settings.LOGIN_URL = "/vao/"
    response = client.get(
        "/tim/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/de-an/?sap=ten"},
    )
    assert response.status_code == 204
    assert response["HX-Redirect"].endswith("?next=%2Fde-an%2F%3Fsap%3Dten")


def test_stranger_is_led_to_sign_in_and_back(client, db, settings):
    settings.LOGIN_URL = "/vao/"
    assert client.get("/?x=1")["Location"].endswith("?next=/%3Fx%3D1")


def test_views_keep_their_name_and_access():
    def page(request):
        """A page."""

    assert signed_in(page).access.kind == "signed_in"
    assert signed_in(page).__name__ == "page"


def test_error_pages_make_no_queries(db):
    with CaptureQueriesContext(connection) as queries:
        errors.answer(errors.NOT_FOUND)
    assert len(queries) == 0
