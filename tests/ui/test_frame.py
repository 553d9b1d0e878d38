"""The frame of every page and its building blocks."""

import pytest
from django.template import Context, Template

from khuyencong.core.findings import Finding, Severity
from khuyencong.core.registry import Registry
from khuyencong.ui.menu import MenuItem, visible_items


def rendered(source, **context):
    return Template(source).render(Context(context))


def test_page_repeats_its_title_as_heading(client_of, user):
    page = client_of(user).get("/").content.decode()
    assert "<title>Việc của tôi · Khuyến công</title>" in page
    assert "<h1>Việc của tôi</h1>" in page


def test_page_holds_no_inline_script_or_style(client_of, user):
    page = client_of(user).get("/").content.decode()
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page


def test_menu_marks_the_deepest_fitting_entry(rf, user):
    menu = Registry(lambda item: item.label)
    menu.register(MenuItem("Việc của tôi", "desk:my_work", "list", order=2))
    menu.register(MenuItem("Tìm", "desk:search", "search", order=1))
    request = rf.get("/tim/")
    request.user = user
    entries = visible_items(menu, request)
    assert [e["item"].label for e in entries] == ["Tìm", "Việc của tôi"]
    assert [e["is_current"] for e in entries] == [True, False]


def test_menu_hides_what_the_role_may_not(rf, user):
    menu = Registry(lambda item: item.label)
    menu.register(MenuItem("Quản trị", "desk:search", "gear", "accounts.manage"))
    request = rf.get("/")
    request.user = user
    assert visible_items(menu, request) == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("{{ 1056000000|vnd }}", "1.056.000.000"),
        ("{{ 2309500000|million }}", "2.309,5"),
        ("{{ nothing|vnd }}", "—"),
        ("{{ 50|percent }}", "50\u00a0%"),
        ("{{ 12345|number }}", "12.345"),
    ],
)
def test_filters_write_numbers_as_officers_do(source, shown):
    assert rendered(source, nothing=None) == shown


def test_money_keeps_the_exact_amount_on_hover():
    html = rendered("{% money 150000000 'triệu đồng' %}")
    assert html == '<span title="150.000.000 đồng">150 triệu đồng</span>'


def test_badge_escapes_its_text():
    assert "&lt;script&gt;" in rendered("{% badge text 'late' %}", text="<script>")


def test_findings_say_their_weight_in_a_word():
    finding = Finding(
        code="x", severity=Severity.BLOCK, message="Vượt mức chi", citation="Điều 6", cure="Giảm"
    )
    html = rendered("{% findings found %}", found=[finding])
    assert "không đạt" in html
    assert "Vượt mức chi" in html
    assert "Căn cứ: Điều 6" in html


def test_unknown_icon_is_an_error():
    with pytest.raises(KeyError):
        rendered("{% icon 'no-such-icon' %}")


def test_gallery_shows_every_tone_and_weight(browser):
    page = browser.get("/giao-dien/").content.decode()
    for tone in ("info", "wait", "late", "done", "quiet"):
        assert f"badge-{tone}" in page
    for severity in Severity:
        assert f"need-{severity}" in page
    assert "Không có ngày 31/02/2026 trong lịch." in page
