"""Lists: search, filters, sort, paging, totals, workbook."""

import csv
import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.urls("tests.ui.urls")
HX = {"HX-Request": "true"}


def page(browser, query="", **kwargs):
    response = browser.get(f"/thu/{query}", **kwargs)
    assert response.status_code == 200
    return response.content.decode()


def workbook(browser, query="?xuat=xlsx"):
    response = browser.get(f"/thu/{query}")
    content = io.BytesIO(b"".join(response.streaming_content))
    response.close()
    return openpyxl.load_workbook(content)


def test_one_row_and_a_full_page_take_the_same_queries(browser, organisations):
    organisations(1)
    page(browser)
    with CaptureQueriesContext(
        connection,
    ) as one:
        page(browser)
    organisations(60, name="Nhiều")
    with CaptureQueriesContext(connection) as many:
        text = page(browser)
    assert text.count("<tr") == 51
    assert len(many) == len(one) <= 20


def test_rows_come_without_counting_the_set(browser, organisations):
    organisations(2)
    with CaptureQueriesContext(connection) as queries:
        page(browser)
    assert not any("COUNT(" in query["sql"] for query in queries)


def test_totals_of_the_whole_filtered_set_come_as_a_part(browser, organisations):
    organisations(60)
    text = page(browser, "?loai=centre&trang=2&tong=1", headers=HX)
    assert "<b>60</b> tổ chức" in text
    assert "cấp trên <b>60</b>" in text
    assert "<html" not in text


def test_totals_stand_on_the_page_without_scripts(browser, organisations):
    organisations(3)
    text = page(browser, "?tong=1")
    assert "<b>3</b> tổ chức" in text
    assert "<html" in text


@pytest.mark.parametrize(
    ("query", "shown", "hidden"),
    [
        ("?q=t-2", "Trung tâm 002", "Trung tâm 001"),
        ("?tu-tu=03/01/2026", "Trung tâm 002", "Trung tâm 001"),
        ("?tu-den=02/01/2026", "Trung tâm 001", "Trung tâm 002"),
    ],
)
def test_conditions_narrow_the_rows(browser, organisations, query, shown, hidden):
    organisations(2)
    text = page(browser, query)
    assert shown in text
    assert hidden not in text


def test_conditions_read_as_a_sentence(browser, organisations):
    organisations(1)
    text = page(browser, "?q=t-1&loai=centre&tu-tu=1/1/2026")
    assert (
        "Điều kiện: tìm “t-1” · đơn vị thực hiện khuyến công · dùng phần mềm từ 01/01/2026." in text
    )


@pytest.mark.parametrize(
    "query",
    [
        "?loai=xyz",
        "?tu-tu=31/02/2026",
        "?trang=0",
        "?trang=abc",
        "?trang=²",
        "?sap=pass",
        "?xuat=?",
    ],
)
def test_nonsense_in_the_address_is_passed_over(browser, organisations, query):
    organisations(1)
    assert "Trung tâm 001" in page(browser, query)


@pytest.mark.parametrize(("sort", "first"), [("ten", "001"), ("-ten", "003"), ("-tu", "003")])
def test_sorting_by_a_column(browser, organisations, sort, first):
    organisations(3)
    text = page(browser, f"?sap={sort}")
    assert text.index(f"Trung tâm {first}") < text.index("Trung tâm 002")


def test_unknown_values_sort_last_in_both_directions(browser, organisations):
    organisations(2)
    organisations(1, in_use_from=None, name="Chưa dùng")
    for sort in ("tu", "-tu"):
        text = page(browser, f"?sap={sort}")
        assert text.index("Chưa dùng") > text.index("Trung tâm 002")


def test_pages_lead_on_and_back(browser, organisations):
    organisations(51)
    assert "?trang=2" in page(browser)
    last = page(browser, "?trang=2")
    assert "Trung tâm 051" in last
    assert "?trang=1" in last
    assert "?trang=3" not in last


def test_page_past_the_end_leads_back(browser, organisations):
    organisations(1)
    assert "Về trang đầu" in page(browser, "?trang=9999999")


def test_empty_list_teaches_the_first_step(browser):
    text = page(browser)
    assert "Chưa có tổ chức nào" in text
    assert "Người quản trị thêm tổ chức đầu tiên." in text


def test_nothing_found_offers_to_drop_the_conditions(browser, organisations):
    organisations(1)
    text = page(browser, "?q=khong-co")
    assert "Không có tổ chức nào khớp" in text
    assert 'href="/thu/"' in text


def test_workbook_holds_the_whole_filtered_set_with_typed_cells(browser, organisations):
    organisations(60)
    sheet = workbook(browser, "?xuat=xlsx&tu-tu=03/01/2026&trang=2")["Danh sách"]
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == ("Tên", "Loại", "Cấp trên", "Dùng từ")
    assert len(rows) == 60
    assert rows[1][:3] == ("Trung tâm 002", "đơn vị thực hiện khuyến công", "Bộ")
    assert rows[1][3].isoformat() == "2026-01-03T00:00:00"
    assert sheet.cell(2, 4).number_format == "dd/mm/yyyy"


def test_workbook_keeps_a_formula_as_text(browser, organisations):
    organisations(1, name='=HYPERLINK("http://x","y")')
    cell = workbook(browser)["Danh sách"].cell(2, 1)
    assert cell.data_type == "s"
    assert cell.value == '=HYPERLINK("http://x","y")'


def test_workbook_notes_its_conditions(browser, organisations):
    organisations(1)
    notes = dict(workbook(browser, "?xuat=xlsx&q=t-1")["Ghi chú"].iter_rows(values_only=True))
    assert notes["Điều kiện"] == "tìm “t-1”"
    assert notes["Số dòng"] == "1"


def test_workbook_builds_no_instances(browser, organisations, monkeypatch):
    organisations(2)
    built = []
    monkeypatch.setattr(
        "khuyencong.accounts.models.Organisation.from_db",
        classmethod(lambda cls, *args: built.append(cls)),
    )
    workbook(browser)
    assert built == []


def test_search_box_keeps_the_other_conditions(browser, organisations):
    organisations(1)
    text = page(browser, "?loai=centre&q=t-1&trang=1")
    assert 'id="list-q" name="q"' in text
    assert '<input type="hidden" name="loai" value="centre">' in text


def test_names_are_escaped(browser, organisations):
    organisations(1, name="<script>alert(1)</script>")
    assert "<script>alert" not in page(browser)


def test_columns_are_chosen_and_ordered_in_the_address(browser, organisations):
    organisations(1)
    text = page(browser, "?cot=tu,ten,khong-co,tu")
    assert text.index('data-label="Dùng từ"') < text.index('data-label="Tên"')
    assert 'data-label="Loại"' not in text


@pytest.mark.parametrize(
    ("wish", "heads"),
    [
        ("cot=tu,ten", ["Dùng từ", "Tên"]),
        ("cot=*", ["Tên", "Loại", "Cấp trên", "Dùng từ"]),
    ],
)
def test_the_file_holds_the_columns_that_are_shown_or_all(browser, organisations, wish, heads):
    organisations(1)
    sheet = workbook(browser, f"?xuat=xlsx&{wish}")["Danh sách"]
    assert [cell.value for cell in sheet[1]] == heads


def test_csv_reads_back_with_plain_values_and_without_formulas(browser, organisations):
    organisations(3, name="=1+1")
    organisations(1, name="Nguyễn, “Ánh”")
    response = browser.get("/thu/?xuat=csv&sap=ten")
    content = b"".join(response.streaming_content)
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert content.startswith(b"\xef\xbb\xbf")
    assert rows[0] == ["Tên", "Loại", "Cấp trên", "Dùng từ"]
    assert rows[1] == ["'=1+1", "đơn vị thực hiện khuyến công", "Bộ", "2026-01-02"]
    assert rows[4][0] == "Nguyễn, “Ánh”"
