"""A real Chromium on a live server over a clone of the sample."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

# Playwright keeps an event loop in this thread; the tests' own reads are no coroutines.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from tests import databases

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "var" / "pictures"
SAMPLE = "kc_sample"
PASSWORD = "mat-khau-trinh-duyet"
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DEMO = override_settings(KC_DEMO=True, KC_DEMO_PASSWORD=PASSWORD)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Debian's chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        yield _launch(playwright, path)


def _launch(playwright: Playwright, path: str) -> Browser:
    return playwright.chromium.launch(executable_path=path, args=list(QUIET))


@pytest.fixture
def sample(transactional_db: None) -> Iterator[None]:
    """Let the test work on a clone of the database with the sample and its people."""
    shaping = [*(ROOT / "sample").rglob("*.*"), *(ROOT / "khuyencong").rglob("*.py")]
    shaping += (ROOT / "khuyencong").rglob("*.yaml")
    with DEMO:
        name = databases.ensure(SAMPLE, sorted(shaping), _load, databases.ensure_reference())
        databases.recreate(databases.current(), name)
        yield


def _load() -> None:
    call_command("load_sample", verbosity=0)


@pytest.fixture
def open_page(
    chromium: Browser, live_server: object, sample: None
) -> Iterator[Callable[..., Page]]:
    """Return a maker of pages: `open_page()` for a stranger, `open_page("canbo.daklak")` signed in."""
    contexts = []

    def opened(username: str = "", viewport: dict[str, int] | None = None) -> Page:
        context = chromium.new_context(
            base_url=str(live_server), viewport=viewport or WIDE, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if username:
            sign_in(page, username)
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(page: Page, username: str) -> None:
    """Sign in through the real page."""
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(django_settings.KC_DEMO_PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


@pytest.fixture
def picture() -> Callable[[Page, str], None]:
    """Return a function that keeps a screenshot in var/pictures for the guides."""
    PICTURES.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str) -> None:
        page.screenshot(path=PICTURES / f"{name}.png")

    return take
