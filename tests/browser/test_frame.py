"""The frame in a real browser: search box, lists that refresh a part, brightness."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

OFFICER = "canbo.daklak"


@pytest.fixture
def page(open_page):
    return open_page(OFFICER)


def test_slash_leads_to_the_search_box_and_its_hits(page):
    page.keyboard.press("/")
    page.keyboard.type("ca phe")
    page.locator("#search-hits .hit").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#search-hits .hit[aria-selected=true]")
    assert page.locator("#search").get_attribute("aria-activedescendant") == chosen.get_attribute(
        "id"
    )
    page.keyboard.press("Escape")
    assert page.locator("#search-hits .hit").count() == 0


def test_list_narrows_as_one_types_and_counts_anew(page):
    page.goto("/co-so/")
    page.locator("#list-totals b").first.wait_for()
    before = page.locator("#list-totals b").first.inner_text()
    page.locator("#list-q").fill("mac ca")
    page.get_by_text("tìm “mac ca”").first.wait_for(state="attached")
    page.locator("#list-totals b").first.wait_for()
    assert page.url.endswith("/co-so/?q=mac%20ca")
    assert int(page.locator("#list-totals b").first.inner_text()) < int(before)


def test_row_opens_by_a_click_anywhere_on_it(page):
    page.goto("/co-so/")
    row = page.locator(".list-table tbody tr").first
    target = row.locator(".row-link").get_attribute("href")
    row.locator("td").nth(2).click()
    page.wait_for_url(f"**{target}")


def test_chosen_brightness_stays(page):
    page.locator("summary.me").click()
    page.get_by_role("button", name="Tối").click()
    page.goto("/co-so/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_warning_before_the_session_ends_lets_it_be_prolonged(page):
    key = next(c["value"] for c in page.context.cookies() if c["name"] == "sessionid")
    session = SessionStore(key)
    session.set_expiry(timezone.now() + timedelta(minutes=4))
    session.save()
    page.goto("/")
    page.get_by_text("Phiên làm việc sẽ hết sau").wait_for()
    page.get_by_role("button", name="Làm việc tiếp").click()
    page.get_by_text("Phiên làm việc sẽ hết sau").wait_for(state="detached")
