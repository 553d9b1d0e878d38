"""The search box finds what every package offers, grouped, never more than asked."""

import pytest

from khuyencong.desk.queries import find_people
from khuyencong.desk.registry import Hit, SearchProvider
from tests.accounts.factories import dak_lak

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


def hit(**facts):
    known = {"kind": "Cơ sở", "title": "HTX Thăng Tiến", "detail": "xã Ea Tu", "url": "/co-so/1/"}
    found = Hit(**known | facts)
    return SearchProvider("establishments", "Cơ sở", lambda user, text, limit: [found])


def test_what_matched_is_marked_and_the_state_shown(searches, browser):
    searches.register(hit(state="hợp tác xã", also=(("nghề", "cà phê bột"), ("mã số thuế", ""))))
    page = browser.get("/tim/?q=thang ca phe").content.decode()
    assert "<mark>Thăng</mark> Tiến" in page
    assert "khớp ở nghề: <mark>cà</mark> <mark>phê</mark> bột" in page
    assert "mã số thuế" not in page
    assert "hợp tác xã" in page


def test_slips_of_the_keyboard_are_marked_too(searches, browser):
    searches.register(hit(detail="Đắk Lắk"))
    assert (
        "<mark>Đắk</mark> <mark>Lắk</mark>" in browser.get("/tim/?q=ddawsk lawsk").content.decode()
    )


def test_suggestions_are_options_of_a_listbox(searches, browser):
    searches.register(provider(2))
    assert 'role="option"' in browser.get("/tim/?q=ca", headers=HX).content.decode()
    assert 'role="option"' not in browser.get("/tim/?q=ca").content.decode()


def test_only_administrators_find_people(user, searches):
    here = dak_lak()
    manager, officer = here.person("administrator"), here.person("officer")
    assert [h.title for h in find_people(manager, officer.full_name, 5)] == [officer.full_name]
    assert find_people(officer, officer.full_name, 5) == []
