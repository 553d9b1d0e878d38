"""Signing in with codes and keys, by a real browser with an authenticator of its own."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.test import override_settings
from playwright.sync_api import Page, expect

from khuyencong.accounts.models import User
from tests.accounts.provider import provider, settings_for
from tests.browser.conftest import PHONE, WIDE, sign_in
from tests.browser.test_pages import faults, look

LEADER = "lanhdaoso.daklak"
OVERVIEW = "/tai-khoan/bao-ve/"
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
sizes = pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])


@pytest.fixture
def leader(sample):
    """Return the leader of the Sở as a real person: nothing is waived for them."""
    User.objects.filter(username=LEADER).update(is_demo=False)
    return User.objects.get(username=LEADER)


def give_device(page: Page) -> None:
    """Plug an authenticator into the browser."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def begin(page: Page, path: str = "/dang-nhap/") -> None:
    """Fill in name and password of the leader."""
    page.goto(path)
    page.get_by_label("Tên đăng nhập").fill(LEADER)
    page.get_by_label("Mật khẩu", exact=True).fill(settings.KC_DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()


def leave(page: Page) -> None:
    """Sign out through the menu."""
    page.goto("/tai-khoan/")
    page.locator("summary.me").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_text("Bạn đã đăng xuất.").wait_for()


def code_of(secret: str, later: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def seen(page: Page, picture, name: str) -> None:
    """Keep a picture of the page and let nothing be wrong with it."""
    page.wait_for_load_state("networkidle")
    picture(page, f"{name}-{page.viewport_size['width']}")
    assert faults(page) == []
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]


def set_up_code(page: Page, picture) -> str:
    """Set up an authenticator app; return its secret."""
    page.get_by_role("link", name="Đặt ứng dụng tạo mã").click()
    secret = page.locator(".secret").inner_text()
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    seen(page, picture, "add-code")
    page.locator("input[name=code]").fill(code_of(secret))
    page.get_by_role("button", name="Bắt đầu dùng").click()
    page.get_by_text("Đã đặt ứng dụng tạo mã.").wait_for()
    expect(page.locator(".codes li")).to_have_count(10)
    seen(page, picture, "recovery-codes")
    return secret


@sizes
def test_a_leader_sets_up_an_app_first_and_signs_in_by_its_codes(
    open_page, leader, picture, viewport
):
    page = open_page(viewport=viewport)
    page.goto("/dang-nhap/")
    seen(page, picture, "sign-in")
    begin(page)
    page.wait_for_url(f"**{OVERVIEW}**")
    seen(page, picture, "second-factor-due")
    secret = set_up_code(page, picture)
    page.get_by_role("link", name="Đã cất, vào làm việc").click()
    page.wait_for_url("**/")
    leave(page)
    begin(page, "/dang-nhap/?next=/de-an/")
    page.wait_for_url("**/dang-nhap/buoc-hai/")
    seen(page, picture, "second-step")
    page.locator("input[name=code]").fill("000000")
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.get_by_text("Mã hoặc khóa chưa đúng").wait_for()
    page.locator("input[name=code]").fill(code_of(secret, later=1))
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/de-an/")


@sizes
def test_a_passkey_signs_in_alone_and_as_the_second_step(open_page, leader, picture, viewport):
    page = open_page(viewport=viewport)
    give_device(page)
    begin(page)
    page.get_by_role("link", name="Thêm khóa").click()
    page.get_by_label("Tên gọi").fill("Máy tính cơ quan")
    seen(page, picture, "add-key")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_text("Đã thêm khóa đăng nhập.").wait_for()
    page.goto(OVERVIEW)
    expect(page.locator(".need-what").first).to_have_text("Máy tính cơ quan")
    seen(page, picture, "second-factor")
    leave(page)
    page.goto("/dang-nhap/?next=/de-an/")
    page.get_by_role("button", name="Dùng vân tay, khuôn mặt hoặc khóa").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/de-an/")
    leave(page)
    begin(page)
    page.get_by_role("button", name="Dùng khóa đã đăng ký").click()
    page.locator("summary.me").wait_for()


def test_a_key_confirms_who_is_there_before_keys_change(open_page, leader, picture):
    page = open_page()
    give_device(page)
    begin(page)
    page.goto(f"{OVERVIEW}khoa/")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_text("Đã thêm khóa đăng nhập.").wait_for()
    with override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=0):
        page.goto(f"{OVERVIEW}ung-dung/")
        seen(page, picture, "confirm")
        page.get_by_role("link", name="Dùng khóa đăng nhập").click()
        seen(page, picture, "confirm-by-key")
    page.get_by_role("button", name="Dùng khóa").click()
    page.wait_for_url(f"**{OVERVIEW}ung-dung/")
    page.goto(f"{OVERVIEW}khoa/")
    page.get_by_role("button", name="Thêm khóa").click()
    page.get_by_text("Thiết bị này đã được thêm từ trước.").wait_for()


def test_a_device_without_our_key_is_told_in_words(open_page, leader):
    page = open_page()
    give_device(page)
    page.goto("/dang-nhap/")
    page.get_by_role("button", name="Dùng vân tay, khuôn mặt hoặc khóa").click()
    page.get_by_text("Chưa dùng được khóa").wait_for(timeout=90_000)


@sizes
def test_sessions_are_seen_and_ended(open_page, picture, viewport):
    page, other = open_page("canbo.daklak", viewport), open_page("canbo.daklak")
    page.goto("/tai-khoan/phien/")
    expect(page.locator(".need")).to_have_count(2)
    seen(page, picture, "sessions")
    page.get_by_role("button", name="Kết thúc phiên").click()
    page.get_by_text("Đã kết thúc phiên đó.").wait_for()
    other.goto("/tai-khoan/")
    assert "/dang-nhap/" in other.url


def test_the_other_pages_hold_too(open_page, leader):
    page = open_page(viewport=PHONE)
    paths = ("/dang-nhap/chua-co-tai-khoan/", "/dang-nhap/chua-duoc/", "/dang-nhap/dang-khoa/")
    for path in paths:
        page.goto(path)
        assert faults(page) == []
    sign_in(page, "quantri.daklak")
    person = f"/quan-tri/nguoi-dung/{leader.public_id}/"
    wrong = {path: look(page, path) for path in (person, f"{person}sua/", OVERVIEW)}
    assert {path: found for path, found in wrong.items() if found} == {}


@sizes
def test_an_identity_provider_brings_a_person_in(open_page, sample, picture, viewport):
    User.objects.filter(username="coso.daklak").update(email="mai@sct.example")
    with provider() as issuer, override_settings(SOCIALACCOUNT_PROVIDERS=settings_for(issuer)):
        page = open_page(viewport=viewport)
        page.route(lambda url: "jsdelivr" in urlsplit(url).netloc, lambda route: route.abort())
        page.goto("/dang-nhap/")
        seen(page, picture, "sign-in-provider")
        page.get_by_role("link", name="Định danh thử").click()
        page.get_by_role("button", name="mai", exact=True).click()
        page.wait_for_url("**/")
        assert User.objects.get(username="coso.daklak").socialaccount_set.count() == 1
        leave(page)
        page.get_by_role("link", name="Định danh thử").click()
        page.get_by_role("button", name="la", exact=True).click()
        page.get_by_text("Chưa có tài khoản cho danh tính này").wait_for()
        seen(page, picture, "unknown-identity")
