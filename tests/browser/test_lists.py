"""A list is arranged, kept, shared and taken away; one thing is done to all of it and undone."""

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

LIST = "/co-so/?loai-hinh=cooperative"


def tool(page, name):
    """Open one of the tools of a list."""
    page.locator(".list-tools summary", has_text=name).click()


def heads(page):
    return [text.strip() for text in page.locator(".list-table th").all_inner_texts()]


def faults(page):
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    return [v["id"] for v in found.response["violations"]]


def arrange(page):
    """Choose the columns and bring one forward."""
    tool(page, "Cột")
    page.get_by_label("Lao động", exact=True).uncheck()
    page.get_by_label("Mã số thuế", exact=True).check()
    for _ in range(2):
        page.get_by_role("button", name="Đưa Nơi sản xuất lên trước").click()
    page.get_by_role("button", name="Xem cột đã chọn").click()
    page.wait_for_url("**cot=*")


def share(page, name):
    tool(page, "Khung nhìn")
    page.get_by_label("Lưu điều kiện").fill(name)
    page.get_by_label("cùng dùng").check()
    page.get_by_role("button", name="Lưu khung nhìn").click()
    expect(page.locator("#flash")).to_contain_text(f"Đã lưu khung nhìn “{name}”")


def workbook(page):
    tool(page, "Xuất")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Excel, các cột đang hiện").click()
    with waiting.value.path().open("rb") as file:  # its name has no ending
        return openpyxl.load_workbook(file)


def test_a_list_is_arranged_kept_shared_and_taken_away(open_page):
    page = open_page("canbo.daklak")
    page.goto(LIST)
    arrange(page)
    assert heads(page)[:2] == ["Nơi sản xuất", "Tên cơ sở"]
    share(page, "HTX cần thăm")
    colleague = open_page("canbo2.daklak")
    colleague.goto("/co-so/")
    tool(colleague, "Khung nhìn")
    colleague.get_by_role("link", name="HTX cần thăm").click()
    expect(colleague.locator(".chip.is-set > summary")).to_have_text("hợp tác xã")
    shown = heads(colleague)
    count = int(colleague.locator("#list-totals b").first.inner_text())
    rows = list(workbook(colleague)["Danh sách"].values)
    assert [head.split(" (")[0] for head in rows[0]] == [head.split("\n")[0] for head in shown]
    assert len(rows) == count + 1 > 2
    assert "Mã số thuế" in rows[0]
    assert "Lao động" not in rows[0]


@pytest.mark.parametrize("viewport", [None, PHONE])
def test_the_tools_are_usable_everywhere(open_page, viewport):
    page = open_page("giamdoc.daklak", viewport)
    page.goto("/de-an/")
    for name in ("Hàng loạt", "Cột", "Khung nhìn", "Xuất"):
        tool(page, name)
        panel = page.locator(".list-tools details[open] .pop-panel").bounding_box()
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= page.viewport_size["width"]
        assert faults(page) == []
        page.keyboard.press("Escape")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_one_thing_is_done_to_all_of_a_list_and_undone(open_page):
    page = open_page("canbo.daklak")
    page.goto(LIST)
    tool(page, "Hàng loạt")
    page.get_by_role("link", name="Ghi ngành nghề").click()
    page.get_by_label("Ngành nghề").select_option("handicrafts")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", name="Sẽ làm cho")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Ghi ngành nghề cho").click()
    expect(page.locator(".title-status")).to_have_text("đã làm")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".title-status")).to_have_text("đã hoàn tác")
    expect(page.locator(".card").first).to_contain_text("Đã trả lại như cũ")
