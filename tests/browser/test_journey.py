"""The roles carry a machinery scheme from draft to closed and print its papers."""

import io
import re

import docx
import pytest
from playwright.sync_api import expect

from tests.browser.clerk import Clerk


@pytest.fixture
def clerk(open_page):
    return Clerk(open_page)


def test_a_machinery_scheme_from_draft_to_closed(clerk, picture):
    clerk.give_money()
    clerk.begin()
    clerk.write()
    clerk.attach("submit")
    clerk.step("canbo", "submit", "Nộp đề án")
    page = clerk.step("thamdinh", "appraise", "Thẩm định đạt", paper_no="12/PTĐ")
    clerk.decide()
    clerk.step("canbo", "contract", "Ký hợp đồng", paper_no="05/HĐ")
    clerk.step("canbo", "start", "Bắt đầu thực hiện")
    clerk.step("canbo", "progress", "Ghi tiến độ", percent_done="80", invested_vnd="400.000.000")
    clerk.attach("advance", "accept")
    page = clerk.as_("canbo")
    page.goto(clerk.scheme.get_absolute_url())
    picture(page, "scheme")
    clerk.step("ketoan", "advance", "Tạm ứng", paper_no="UNC 01", amount_vnd="60.000.000")
    clerk.step("thamdinh", "accept", "Nghiệm thu", paper_no="03/BB", serial_1="SN-2026-001")
    clerk.step("ketoan", "payment", "Thanh toán", paper_no="UNC 02", amount_vnd="90.000.000")
    clerk.attach("settle")
    clerk.step("ketoan", "settle", "Quyết toán", paper_no="04/BB")
    clerk.step("ketoan", "close", "Đóng hồ sơ")
    page.goto(f"{clerk.scheme.get_absolute_url()}?xem=ho-so")
    expect(page.locator(".title-status")).to_contain_text("Đã đóng")
    assert _papers(page) == {"DỰ TOÁN", "HỢP ĐỒNG", "BIÊN BẢN"}
    _report_counts(page)


def _papers(page):
    """Print every paper of the scheme; return which kinds of title they bear."""
    found = set()
    for link in page.locator("a[href^='/van-ban/']").all():
        with page.expect_download() as waiting:
            link.click()
        paper = docx.Document(io.BytesIO(waiting.value.path().read_bytes()))
        text = "\n".join(p.text for p in paper.paragraphs)
        found |= {t for t in ("DỰ TOÁN", "HỢP ĐỒNG", "BIÊN BẢN") if t in text.upper()}
        assert re.search(r"trăm .*triệu đồng", _all_text(paper)), text
    return found


def _all_text(paper):
    cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def _report_counts(page):
    """The closed scheme stands in the report of its year, and its figure opens the record."""
    page.goto("/bao-cao/kinh-phi/?tu=01/01/2026&den=31/12/2026")
    row = page.get_by_role("row", name="Khuyến công địa phương").first
    expect(row).to_contain_text("150")
    row.get_by_role("link").click()
    expect(page.locator("#cell-panel")).to_contain_text("Hỗ trợ máy sấy mắc ca")
