"""The search box finds what every package offers, grouped, never more than asked."""

import pytest

from khuyencong.desk.registry import Hit, SearchProvider

HX = {"HX-Request": "true"}


def provider(count, seen=None):
    def search(user, text, limit):
        if seen is not None:
            seen.append((user, text, limit))
        hits = [
            Hit(kind="Cơ sở", title=f"HTX {i}", detail="xã Ea Tu", url=f"/co-so/{i}/")
            for i in range(count)
        ]
        return hits[:limit]

    return SearchProvider("establishments", "Cơ sở", search)


def test_box_shows_a_few_hits_and_says_there_are_more(searches, browser):
    searches.register(provider(9))
    page = browser.get("/tim/?q=ca phe", headers=HX).content.decode()
    assert page.count('class="hit"') == 5
    assert "Nhấn Enter để xem thêm" in page
    assert "<html" not in page


def test_page_shows_all_groups_without_scripts(searches, browser):
    searches.register(provider(9))
    page = browser.get("/tim/?q=ca phe").content.decode()
    assert page.count('class="hit"') == 9
    assert "Tìm “ca phe”" in page
    assert 'value="ca phe"' in page


def test_providers_get_clean_text_and_the_person(searches, browser, user):
    seen = []
    searches.register(provider(0, seen))
    browser.get("/tim/", {"q": "  Đắk   Lắk "}, headers=HX)
    assert seen == [(user, "Đắk Lắk", 6)]


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_asked_finds_nothing(searches, browser, text):
    searches.register(provider(9))
    page = browser.get("/tim/", {"q": text}).content.decode()
    assert 'class="hit"' not in page
    assert "Tìm trong mọi hồ sơ" in page


@pytest.mark.parametrize("headers", [HX, {}])
def test_nothing_found_says_what_was_looked_for(searches, browser, headers):
    searches.register(provider(0))
    page = browser.get("/tim/?q=xyz", headers=headers).content.decode()
    assert "xyz" in page
    assert "Chưa thấy" in page


def test_text_is_escaped(searches, browser):
    page = browser.get("/tim/", {"q": "<script>alert(1)"}).content.decode()
    assert "<script>alert" not in page
