"""Files that are no workbooks, that lie about their size, or hold nothing to read."""

import io
import zipfile

import pytest
from openpyxl import Workbook

from khuyencong.core.findings import Refusal
from khuyencong.importing.reading import read_workbook
from khuyencong.importing.reading.package import MAX_FILE, OLE

HEAD = ["STT", "Tên đề án", "Đơn vị thụ hưởng", "Kinh phí hỗ trợ"]
ROW = '<row r="{0}"><c r="A{0}" s="0"/><c r="B{0}" s="0"/></row>'


def small(*rows):
    book = Workbook()
    for row in [HEAD, [1, "Hỗ trợ máy sấy", "HTX An Bình", 100], *rows]:
        book.active.append(row)
    return book


def content_of(book):
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content, name, change):
    """Return the file with one part changed."""
    file = io.BytesIO()
    parts = zipfile.ZipFile(io.BytesIO(content))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in parts.namelist():
            body = parts.read(part)
            new.writestr(part, change(body) if part == name else body)
    return file.getvalue()


def sheet_with(content, rows):
    """Return the file with more XML rows at the end of its sheet."""
    end = b"</sheetData>"
    return with_part(
        content, "xl/worksheets/sheet1.xml", lambda body: body.replace(end, rows.encode() + end)
    )


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), body)
    return file.getvalue()


def bomb():
    return sheet_with(content_of(small()), " " * 40_000_000)


def liar():
    """Return a file whose directory tells a much smaller size than the part has."""
    content = bytearray(sheet_with(content_of(small()), " " * 40_000_000))
    size = zipfile.ZipFile(io.BytesIO(content)).getinfo("xl/worksheets/sheet1.xml").file_size
    return bytes(content).replace(size.to_bytes(4, "little"), (5_000).to_bytes(4, "little"))


def entities():
    evil = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
    return with_part(content_of(small()), "xl/workbook.xml", lambda body: evil + body)


def only_formulas():
    book = Workbook()
    for row in range(1, 30):
        book.active.append([f"=A{row}+1", f"=B{row}&C{row}", "=1/0"])
    return content_of(book)


def far_corner():
    book = small()
    book.active["XFD900000"] = "x"
    return content_of(book)


BAD = {
    "rỗng": lambda: b"",
    "không phải là bảng tính": lambda: b"%PDF-1.7 " + b"x" * 100,
    "quá lớn": lambda: b"PK" + bytes(MAX_FILE),
    "kiểu Excel cũ": lambda: OLE + bytes(600) + "Workbook".encode("utf-16-le"),
    "mật khẩu": lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "văn bản Word": lambda: zipped(word__document_xml="<w/>"),
    "không phải": lambda: zipped(readme_txt="x"),
    "kiểu khác .xlsx": lambda: zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "bị hỏng": lambda: content_of(small())[:2_000],
    "nở ra quá lớn": bomb,
    "khai báo XML lạ": entities,
    "công thức chưa tính": only_formulas,
    "quá rộng": far_corner,
    "không có ô nào": lambda: content_of(Workbook()),
}


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_file_is_refused_with_its_reason(reason):
    with pytest.raises(Refusal) as refusal:
        read_workbook(BAD[reason]())
    assert reason in str(refusal.value)


def test_a_file_that_lies_about_its_size_is_refused():
    with pytest.raises(Refusal):
        read_workbook(liar())


def test_bytes_in_disorder_are_refused():
    content = bytearray(content_of(small()))
    for place in range(200, len(content) - 200, 97):
        content[place] ^= 0x5A
    with pytest.raises(Refusal):
        read_workbook(bytes(content))


def test_a_million_empty_rows_are_passed_over():
    rows = "".join(ROW.format(number) for number in range(3, 300_000))
    reading = read_workbook(sheet_with(content_of(small()), rows))
    assert [row.number for row in reading.sheets[0].data()] == [2]


def test_sixteen_thousand_columns_leave_the_table_readable():
    book = small()
    book.active["XFD3"] = "x"
    sheet = read_workbook(content_of(book)).sheets[0]
    assert next(sheet.data()).cells["scheme_name"].value == "Hỗ trợ máy sấy"


def test_a_formula_that_goes_in_circles_is_told_at_its_cell():
    book = small([2, "Hỗ trợ máy ép", "HTX Bình An", "=D3"])
    row = list(read_workbook(content_of(book)).sheets[0].data())[1]
    assert [p.code for p in row.cells["support_million"].problems] == ["formula.uncalculated"]


def test_an_error_in_a_cell_is_told_at_its_cell():
    book = small([2, "Hỗ trợ máy ép", "HTX Bình An", "#REF!"])
    row = list(read_workbook(content_of(book)).sheets[0].data())[1]
    assert [p.code for p in row.cells["support_million"].problems] == ["formula.failed"]


def test_links_to_other_files_are_told():
    content = content_of(small())
    file = io.BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    assert "liên kết" in read_workbook(file.getvalue()).notes[0]


def test_a_file_from_a_path_is_read_alike(tmp_path):
    place = tmp_path / "so.xlsx"
    place.write_bytes(content_of(small()))
    assert len(list(read_workbook(place).sheets[0].data())) == 1
