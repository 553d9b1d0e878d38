"""Every page holds to WCAG, fits a phone, and logs no error."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from khuyencong.establishments.models import Establishment
from khuyencong.schemes.models import Scheme
from tests.browser.conftest import PHONE, WIDE

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
PAGES = {
    "my-work": "/",
    "establishments": "/co-so/?q=dak+lak+ca+phe",
    "schemes": "/de-an/",
    "batches": "/ke-hoach/",
    "budget": "/ngan-sach/",
    "norms": "/dinh-muc/",
    "places": "/dia-ban/",
    "reports": "/bao-cao/",
    "report": "/bao-cao/ket-qua/?tu=01/01/2012&den=31/12/2024",
    "figures": "/bao-cao/so-lieu/",
    "search": "/tim/?q=mac+ca",
    "gallery": "/giao-dien/",
    "new-scheme": "/de-an/moi/",
    "account": "/tai-khoan/",
}
ADMINISTRATION = ("/quan-tri/", "/quan-tri/nguoi-dung/", "/quan-tri/vai-tro/", "/nhat-ky/")


def faults(page):
    """Return what axe finds on the page, in short."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found]


def look(page, path, name="", picture=None):
    """Open a page and return everything wrong with it."""
    errors = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    answer = page.goto(path)
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")
    room = page.viewport_size["width"]
    wrong = faults(page) + errors + ([] if width <= room else [f"{width} px wide"])
    if picture:
        picture(page, f"{name}-{room}")
    return wrong if answer.ok else [*wrong, answer.status]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_officers_pages(open_page, picture, viewport):
    page = open_page("canbo.daklak", viewport)
    known = dict(PAGES)
    scheme = Scheme.objects.filter(province__name="Đắk Lắk").first()
    maker = Establishment.objects.filter(province__name="Đắk Lắk", products__isnull=False).first()
    known |= {"recorded": scheme.get_absolute_url(), "establishment": maker.get_absolute_url()}
    wrong = {path: look(page, path, name, picture) for name, path in known.items()}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_the_administrators_pages(open_page):
    page = open_page("quantri.daklak")
    wrong = {path: look(page, path) for path in ADMINISTRATION}
    assert {path: found for path, found in wrong.items() if found} == {}


def test_a_stranger_meets_the_sign_in_page(open_page):
    page = open_page()
    page.goto("/de-an/")
    assert "/dang-nhap/" in page.url
    assert faults(page) == []


def test_the_published_total_of_dak_lak_opens_its_source(open_page):
    page = open_page("canbo.daklak")
    page.goto("/bao-cao/ket-qua/?tu=01/01/2012&den=31/12/2024")
    page.get_by_role("link", name="Tổng số đề án").click()
    expect(page.locator("#cell-panel")).to_contain_text("242")
    expect(page.locator("#cell-panel")).to_contain_text("khoảng")
