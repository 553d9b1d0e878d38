"""Whole tables: rows of every purpose, merged and hidden cells, sums, what an officer corrects."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from khuyencong.importing.reading import Kind, Mapping, RowKind, read_workbook

HEAD = ["STT", "Tên đề án", "Đơn vị thụ hưởng", "Kinh phí hỗ trợ", "Năm"]


def read(rows, change=lambda sheet: None, mappings=()):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    file = io.BytesIO()
    book.save(file)
    return read_workbook(file.getvalue(), mappings=mappings).sheets


def schemes(*rows, change=lambda sheet: None):
    data = [
        [1, "Hỗ trợ máy sấy", "HTX An Bình", "1.056", 2024],
        [2, "Hỗ trợ máy ép", "HTX Bình An", 90.6, 2023],
    ]
    return read([HEAD, *data, *rows], change)[0]


def kinds(sheet):
    return {row.number: row.kind for row in sheet.rows}


def test_each_row_is_taken_for_what_it_is():
    sheet = read(
        [
            ["DANH MỤC ĐỀ ÁN"],
            HEAD,
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["I", "TỈNH LẠNG SƠN", None, 100],
            [1, "Hỗ trợ máy sấy", "HTX An Bình", 100, 2024],
            [None, "Cộng", None, 100],
            ["Ghi chú: số liệu tạm tính"],
            [None, "Người lập biểu", None, "Giám đốc"],
        ]
    )[0]
    assert list(kinds(sheet).values()) == [
        *(RowKind.TITLE, RowKind.HEADER, RowKind.HEADER, RowKind.GROUP),
        *(RowKind.DATA, RowKind.SUBTOTAL, RowKind.NOTE, RowKind.SIGNATURE),
    ]
    assert next(sheet.data()).group == (("group_province", "Lạng Sơn"),)


def test_as_above_takes_the_value_above():
    sheet = schemes([3, "Hỗ trợ máy nghiền", "nt", "-", '"'])
    row = list(sheet.data())[-1]
    assert row.cells["establishment_name"].value == "HTX Bình An"
    assert (row.cells["year"].value, row.cells["support_million"].value) == (2023, None)


def test_as_above_with_nothing_above_is_doubted():
    sheet = read([HEAD, [1, "Hỗ trợ máy sấy", "nt", 100, 2024], [2, "Hỗ trợ", "HTX", 1, 2024]])[0]
    cell = next(sheet.data()).cells["establishment_name"]
    assert [p.code for p in cell.problems] == ["ditto.nothing"]


def test_merged_cells_speak_for_the_rows_below():
    sheet = schemes(change=lambda s: s.merge_cells("E2:E3"))
    assert [row.cells["year"].value for row in sheet.data()] == [2024, 2024]


def test_hidden_rows_are_data_and_hidden_columns_are_offered():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["E"].hidden = True

    sheet = schemes(change=hide)
    assert [row.is_hidden for row in sheet.data()] == [False, True]
    assert [c.field for c in sheet.columns if c.is_hidden] == ["year"]


@pytest.mark.parametrize(
    ("formula", "codes"),
    [("=SUM(D2:D3)", ["sum.wrong"]), ("=SUM(D3:D3)", []), ("=D2+D3", [])],
)
def test_a_sum_that_passes_over_texts_is_noticed(formula, codes):
    sheet = schemes([None, "Tổng cộng", None, formula])
    cell = list(sheet.rows)[-1].cells["support_million"]
    assert [p.code for p in cell.problems] == codes


def test_a_total_that_its_parts_do_not_make_is_doubted():
    head = ["Tên đề án", "Tổng số", "Hỗ trợ", "Đối ứng"]
    rows = [["Hỗ trợ máy sấy", 500, 200, 300], ["Hỗ trợ máy ép", 700, 200, 300]]
    found = [row.cells["total_million"].problems for row in read([head, *rows])[0].data()]
    assert [[p.code for p in problems] for problems in found] == [[], ["sum.parts"]]


def test_two_tables_on_one_sheet_are_two():
    fairs = [
        ["Tên hội chợ", "Ngày khai mạc", "Số gian hàng"],
        ["Hội chợ Xuân", dt.date(2024, 1, 5), 50],
    ]
    rows = [HEAD, [1, "Hỗ trợ máy sấy", "HTX", 1, 2024], [None], ["DANH SÁCH HỘI CHỢ"], *fairs]
    found = read(rows)
    assert [sheet.kind for sheet in found] == [Kind.SCHEMES, Kind.FAIRS]
    assert next(found[1].data()).cells["start_date"].value == dt.date(2024, 1, 5)


def test_money_of_an_indicator_is_turned_by_the_unit_of_its_row():
    rows = [
        ["Chỉ tiêu", "Đơn vị tính", "Kết quả"],
        ["Kinh phí", "tỷ đồng", "18,9"],
        ["Đề án", "đề án", 5],
    ]
    row = next(read(rows)[0].data())
    assert (row.cells["value"].value, row.cells["unit"].value) == (Decimal(18900), "triệu đồng")


def test_a_sheet_of_notes_holds_no_table():
    assert read([["Danh bạ dùng nội bộ."], ["Mọi thắc mắc xin liên hệ phòng."]]) == ()


def test_what_an_officer_said_of_a_layout_is_followed():
    rows = [
        ["Mã", "Việc làm được", "Tiền"],
        ["A1", "Hỗ trợ máy sấy", 300],
        ["A2", "Hỗ trợ máy ép", 200],
    ]
    rows = [HEAD[:3], *rows[1:]]
    found = read(rows)[0]
    mapping = Mapping(
        found.layout_key, Kind.SCHEMES, {"C": "support_million", "A": ""}, {"C": "ty"}
    )
    row = next(read(rows, mappings=[mapping])[0].data())
    assert row.cells["support_million"].value == Decimal(300_000)
    assert "stt" not in row.cells
