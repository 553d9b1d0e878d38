"""A stranger's way with a workbook: upload, columns, doubts, taking in, result."""

from playwright.sync_api import expect

from khuyencong.schemes.models import Scheme
from tests.importing.workbooks import SCHEMES, workbook
from tests.jobs.factories import run_jobs

HEADER = [*SCHEMES[:8], "Số, ngày quyết định", "Năm"]
PLACE = ["xã Ea Knuếc", "Đắk Lắk"]
ROWS = [
    [
        1,
        "Hỗ trợ máy sấy sầu riêng",
        "Công ty TNHH Sầu riêng Cư Kuin",
        *PLACE,
        486,
        "150 trđ",
        336,
        "12/QĐ-SCT ngày 05/03/2024",
        2024,
    ],
    [
        2,
        "Hỗ trợ máy ép dầu lạc",
        "HTX DẦU LẠC KRÔNG PẮC",
        *PLACE,
        500,
        120,
        180,
        "13/QĐ-SCT ngày 31/02/2024",
        2023,
    ],
    [
        3,
        "Hỗ trợ khung dệt thổ cẩm",
        "Hộ kinh doanh H'Lan Niê",
        "nt",
        "Đắk Lắk",
        "1.056",
        "khoảng 40",
        "-",
        "",
        2023,
    ],
    [
        4,
        "Hỗ trợ máy rang cà phê",
        "Công ty TNHH Rang xay Bắc Sơn",
        "",
        "Lạng Sơn",
        90,
        40,
        50,
        "",
        2023,
    ],
    [5, "", "Cơ sở Gốm Yang Tao", *PLACE, 90, 40, 50, "", 2023],
    [
        6,
        "Hỗ trợ máy sấy sầu riêng",
        "Công ty TNHH Sầu riêng Cư Kuin",
        *PLACE,
        486,
        150,
        336,
        "12/QĐ-SCT ngày 05/03/2024",
        2024,
    ],
]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PHONE = {"width": 360, "height": 740}


def test_a_workbook_comes_in_by_the_guidance_of_the_pages(open_page, picture):
    page = open_page("canbo.daklak")
    _upload(page, picture)
    expect(page.get_by_text("Ba bước")).to_be_visible()
    picture(page, "import-batch")
    page.get_by_role("link", name="Xem các cột").click()
    picture(page, "import-columns")
    page.get_by_role("button", name="Xác nhận các cột").click()
    _look_at_the_doubts(page, picture)
    page.get_by_role("link", name="Sang bước nhận").click()
    page.get_by_role("button", name="Nhận 2 dòng sạch").first.click()
    run_jobs()
    expect(page.get_by_text("Xem những gì đã nhận")).to_be_visible()
    page.get_by_role("link", name="Xem những gì đã nhận").click()
    picture(page, "import-result")
    expect(page.get_by_role("link", name="Hỗ trợ máy sấy sầu riêng")).to_be_visible()
    assert Scheme.objects.filter(name="Hỗ trợ máy ép dầu lạc", total_vnd=300_000_000).exists()


def _upload(page, picture):
    page.get_by_role("link", name="Nhập liệu").first.click()
    page.get_by_role("link", name="Nhập tệp mới").first.click()
    picture(page, "import-upload")
    data = workbook(**{"Biểu 01": ("TỔNG HỢP DANH MỤC ĐỀ ÁN KHUYẾN CÔNG", HEADER, ROWS)})
    file = {"name": "danh-muc-de-an.xlsx", "mimeType": XLSX, "buffer": data}
    page.set_input_files("input[type=file]", files=[file])
    page.get_by_role("button", name="Tải lên và đọc").click()
    page.wait_for_load_state()
    run_jobs()


def _look_at_the_doubts(page, picture):
    page.get_by_role("link", name="Cần xem").click()
    expect(page.locator("#dong-5")).to_contain_text("= 300 triệu đồng, nhưng ô tổng ghi 500")
    expect(page.locator("#dong-8")).to_contain_text("thiếu tên đề án")
    picture(page, "import-rows")
    page.set_viewport_size(PHONE)
    picture(page, "import-rows-360")
    page.set_viewport_size({"width": 1366, "height": 768})
    for cell, typed in (("F5", "300"), ("I5", "13/QĐ-SCT ngày 28/02/2024")):
        box = page.get_by_label(f"Sửa ô {cell}")
        box.fill(typed)
        box.locator("xpath=..").get_by_role("button").click()
        page.wait_for_load_state()
    page.goto(page.url.split("?")[0].split("#")[0])
    row = page.locator("#dong-5")
    row.get_by_role("button", name="Đã xem, nhận như đang đọc").click()
    page.wait_for_load_state()
    expect(page.locator("#dong-5")).to_contain_text("sạch")
