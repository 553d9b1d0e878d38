"""Papers read back from Word: text, order, figures, and the layout of NĐ 30/2020."""

import io

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable

from khuyencong.documents.registry import (
    Appendix,
    Article,
    Clause,
    Column,
    Heading,
    Issuer,
    Paragraph,
    Row,
    Table,
)
from khuyencong.documents.services import render_docx
from tests.documents import factories

DECISION = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH ĐẮK LẮK",
    "SỞ CÔNG THƯƠNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Số: 05/QĐ-SCT",
    "Đắk Lắk, ngày 05 tháng 02 năm 2026",
    "QUYẾT ĐỊNH",
    "Về việc phê duyệt kế hoạch khuyến công địa phương năm 2026 (đợt 1)",
    "GIÁM ĐỐC SỞ CÔNG THƯƠNG TỈNH ĐẮK LẮK",
    f"{factories.DECREE};",
    "Căn cứ Thông tư số 28/2018/TT-BTC;",
    "Theo đề nghị của Giám đốc Trung tâm Khuyến công tại Tờ trình số 12/TTr-TTKC.",
    "QUYẾT ĐỊNH:",
    f"Điều 1. {factories.APPROVAL}",
    "(Bằng chữ: Ba trăm triệu đồng.)",
    "Điều 2. Trách nhiệm thực hiện:",
    "1. Trung tâm Khuyến công:",
    "a) Ký hợp đồng;",
    "b) Theo dõi tiến độ.",
    "2. Phòng Quản lý công nghiệp kiểm tra, giám sát theo quy định.",
    "Điều 3. Quyết định này có hiệu lực từ ngày ký.",
    "Nơi nhận:",
    "- Như Điều 3;",
    "- UBND tỉnh (báo cáo);",
    "- Lưu: VT, QLCN.",
    "KT. GIÁM ĐỐC",
    "PHÓ GIÁM ĐỐC",
    "Nguyễn Văn An",
]


def opened(paper):
    return docx.Document(io.BytesIO(render_docx(paper)))


def lines(document) -> list[str]:
    """Return every line in reading order, those of tables row by row, cell by cell."""
    found = []
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            cells = [cell for row in block.rows for cell in dict.fromkeys(row.cells)]
            found += [p.text for cell in cells for p in cell.paragraphs]
        else:
            found.append(block.text)
    return [line for line in found if line.strip()]


def paragraph(document, text):
    """Return the paragraph of the body that begins with `text`."""
    return next(p for p in document.paragraphs if p.text.startswith(text))


def test_a_decision_reads_from_the_bodies_to_the_recipients():
    assert lines(opened(factories.decision())) == DECISION


def test_the_sheet_is_a4_with_the_margins_of_the_decree():
    upright, wide = (
        opened(paper).sections[0] for paper in (factories.decision(), factories.scheme_list())
    )
    assert [round(size.mm) for size in (upright.page_width, upright.page_height)] == [210, 297]
    assert [round(size.mm) for size in (wide.page_width, wide.page_height)] == [297, 210]
    for sheet in (upright, wide):
        margins = sheet.left_margin, sheet.right_margin, sheet.top_margin, sheet.bottom_margin
        assert [round(margin.mm) for margin in margins] == [30, 20, 20, 20]


def test_every_script_is_set_in_times_new_roman():
    styles = opened(factories.decision()).styles
    normal = styles["Normal"].element.rPr.find(qn("w:rFonts"))
    default = styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    wanted = {qn(f"w:{s}"): "Times New Roman" for s in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert dict(normal.attrib) == dict(default.attrib) == wanted
    assert styles["Normal"].font.size == Pt(14)


def test_pages_are_numbered_at_the_top_centre_from_the_second():
    section = opened(factories.decision()).sections[0]
    assert section.different_first_page_header_footer
    assert not section.first_page_header.paragraphs[0].text
    header = section.header.paragraphs[0]
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert header._p.find(f".//{qn('w:instrText')}").text == "PAGE"


@pytest.mark.parametrize(
    ("text", "size", "is_bold", "is_italic"),
    [
        ("QUYẾT ĐỊNH", 14, True, None),
        ("Về việc", 14, True, None),
        ("GIÁM ĐỐC SỞ", 14, True, None),
        ("Căn cứ Thông tư", 14, None, True),
        ("1. Trung tâm", 14, None, None),
    ],
)
def test_parts_carry_the_size_and_weight_of_the_decree(text, size, is_bold, is_italic):
    [run] = paragraph(opened(factories.decision()), text).runs
    assert (run.font.size, run.bold, run.italic) == (Pt(size), is_bold, is_italic)


def test_the_head_of_the_sheet_carries_its_sizes():
    frame = opened(factories.decision()).tables[0]
    bodies, nation = (cell.paragraphs for cell in frame.rows[0].cells)
    number, date = (cell.paragraphs[0].runs[0] for cell in frame.rows[1].cells)
    assert [(p.runs[0].font.size, p.runs[0].bold) for p in bodies[:3]] == [
        (Pt(12), None),
        (Pt(12), None),
        (Pt(12), True),
    ]
    assert [(p.runs[0].font.size, p.runs[0].bold) for p in nation[:2]] == [
        (Pt(12), True),
        (Pt(13), True),
    ]
    assert (number.font.size, date.font.size, date.italic) == (Pt(13), Pt(13), True)
    for cell in frame.rows[0].cells:
        assert cell.paragraphs[-1]._p.find(f".//{qn('w:pBdr')}/{qn('w:top')}") is not None


def test_the_body_is_justified_indented_and_six_points_apart():
    body = paragraph(opened(factories.decision()), "Điều 1.")
    shape = body.paragraph_format
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert (shape.first_line_indent.cm, shape.space_after, shape.line_spacing) == (
        pytest.approx(1.27, abs=0.01),
        Pt(6),
        1.1,
    )
    lead, rest = body.runs
    assert (lead.text, lead.bold, rest.bold) == ("Điều 1. ", True, None)


def test_recipients_are_small_and_signers_bold():
    recipients, signer = opened(factories.decision()).tables[-1].rows[0].cells
    head, first = recipients.paragraphs[0].runs[0], recipients.paragraphs[1].runs[0]
    assert (head.font.size, head.bold, head.italic) == (Pt(12), True, True)
    assert (first.font.size, first.bold) == (Pt(11), None)
    assert all(p.runs[0].bold for p in signer.paragraphs if p.text)


def test_signatures_never_stand_alone_on_the_last_page():
    document = opened(factories.decision())
    assert paragraph(document, "Điều 3.").paragraph_format.keep_with_next
    assert document.tables[-1].rows[0]._tr.find(f".//{qn('w:cantSplit')}") is not None


def test_a_contract_has_the_national_title_alone_and_two_parties_at_the_end():
    text = lines(opened(factories.contract()))
    assert text[:5] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "HỢP ĐỒNG",
        "Hỗ trợ thực hiện đề án khuyến công địa phương",
        "Số:        /HĐ-TTKC",
    ]
    assert text[7:10] == [
        "BÊN A: TRUNG TÂM KHUYẾN CÔNG ĐẮK LẮK",
        "- Đại diện: ông Y Thanh Niê - Chức vụ: Giám đốc",
        "- Địa chỉ: Buôn Ma Thuột",
    ]
    assert text[-6:] == [
        "ĐẠI DIỆN BÊN A",
        "(Ký tên, đóng dấu)",
        "Y Thanh Niê",
        "ĐẠI DIỆN BÊN B",
        "(Ký tên, đóng dấu)",
        "H’Bia Êban",
    ]


def test_an_article_with_a_heading_is_bold_and_a_single_clause_has_no_number():
    document = opened(factories.contract())
    title = paragraph(document, "Điều 1.")
    assert [run.bold for run in title.runs] == [True, True]
    assert title.paragraph_format.keep_with_next
    assert paragraph(document, "Bên A hỗ trợ Bên B")
    assert paragraph(document, "1. Mức hỗ trợ 150.000.000 đồng.")


def test_a_memo_asks_in_parts_with_the_sum_in_words():
    document = opened(factories.memo())
    text = lines(document)
    assert text[text.index("Kính gửi: Sở Công Thương tỉnh Đắk Lắk") :][:7] == [
        "Kính gửi: Sở Công Thương tỉnh Đắk Lắk",
        "I. Sự cần thiết",
        "Các cơ sở công nghiệp nông thôn trên địa bàn tỉnh cần đổi mới thiết bị.",
        "Nhu cầu năm 2026 tăng so với năm trước.",
        "II. Nội dung đề nghị",
        "- Số đề án: 02;",
        "- Kinh phí hỗ trợ: 300.000.000 đồng.",
    ]
    assert "(Bằng chữ: Ba trăm triệu đồng.)" in text
    assert "Đắk Lắk, ngày … tháng … năm …" in text
    assert paragraph(document, "I. Sự cần thiết").paragraph_format.keep_with_next


def test_a_table_repeats_its_grouped_head_and_keeps_rows_whole():
    table = opened(factories.scheme_list(40)).tables[1]
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
    assert heads == [True, True] + [False] * 41
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)
    top, low = ([cell.text for cell in row.cells] for row in table.rows[:2])
    assert top == ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Kinh phí", "Kinh phí", "Kinh phí"]
    assert low[3:] == ["Tổng", "Khuyến công địa phương", "Đối ứng"]


def test_figures_stand_right_and_the_total_is_bold_and_never_alone():
    table = opened(factories.scheme_list(40)).tables[1]
    assert [cell.text for cell in table.rows[2].cells] == [
        "1",
        "Hỗ trợ máy sấy mắc ca số 1",
        "HTX Ea Knuếc",
        "486",
        "150",
        "336",
    ]
    first, total = table.rows[2].cells[3].paragraphs[0], table.rows[-1].cells[3].paragraphs[0]
    assert first.alignment == total.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert (first.runs[0].bold, total.runs[0].bold, total.text) == (None, True, "19440")
    assert table.rows[-2].cells[0].paragraphs[0].paragraph_format.keep_with_next
    widths = [column.width for column in table.columns]
    assert sum(widths) == pytest.approx(Mm(247), rel=0.001)


def test_a_circulars_form_has_its_mark_instead_of_the_national_title():
    text = lines(opened(factories.scheme_list()))
    assert text[:7] == [
        "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK",
        "SỞ CÔNG THƯƠNG",
        "Mẫu số 02",
        "(ban hành kèm theo Thông tư số 36/2013/TT-BCT)",
        "BIỂU TỔNG HỢP CHI TIẾT ĐỀ ÁN",
        "Năm 2026",
        "Đơn vị tính: triệu đồng",
    ]
    assert text[-7:] == [
        "NGƯỜI LẬP BIỂU",
        "(Ký, ghi rõ họ tên)",
        "Trần Thị Bình",
        "Đắk Lắk, ngày 05 tháng 02 năm 2026",
        "GIÁM ĐỐC",
        "(Ký, đóng dấu)",
        "Nguyễn Văn An",
    ]


def test_numbered_minutes_on_a_form_carry_both_its_mark_and_the_national_title():
    text = lines(opened(factories.scheme_list(title="Biên bản", number="7/BB-SCT")))
    assert text[:8] == [
        "Mẫu số 02 (ban hành kèm theo Thông tư số 36/2013/TT-BCT)",
        "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK",
        "SỞ CÔNG THƯƠNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 07/BB-SCT",
        "Đắk Lắk, ngày 05 tháng 02 năm 2026",
        "BIÊN BẢN",
    ]
    assert text[-4:-2] == ["Trần Thị Bình", "GIÁM ĐỐC"]


@pytest.mark.parametrize(
    ("name", "superior", "shown"),
    [
        ("Sở Công Thương tỉnh Đắk Lắk", "Ủy ban nhân dân tỉnh Đắk Lắk", ["SỞ CÔNG THƯƠNG"]),
        ("Trung tâm Khuyến công", "Sở Công Thương", ["TRUNG TÂM", "KHUYẾN CÔNG"]),
        ("Cục Khuyến công", "", ["CỤC KHUYẾN CÔNG"]),
        ("Bộ Công Thương", "Bộ Công Thương", ["BỘ CÔNG THƯƠNG"]),
    ],
)
def test_a_body_does_not_repeat_the_place_of_its_superior(name, superior, shown):
    paper = factories.decision(issuer=Issuer(name, "Đắk Lắk", superior))
    cell = opened(paper).tables[0].rows[0].cells[0]
    bold = [p.text for p in cell.paragraphs if p.runs and p.runs[0].bold]
    assert bold == shown


def wide_table(figure):
    head = [Column(f"Cột thứ {n}", 0.1 if n % 2 else 5) for n in range(7)]
    return Table(tuple(head), (Row(tuple([figure] * 7)),))


def test_columns_widen_and_letters_shrink_before_a_figure_breaks():
    easy, hard = (
        opened(factories.decision(blocks=(wide_table(figure),))).tables[1]
        for figure in ("1.000", "1.234.567.890")
    )
    sizes = [t.rows[1].cells[0].paragraphs[0].runs[0].font.size for t in (easy, hard)]
    assert sizes == [Pt(12), Pt(9)]
    assert min(column.width.mm for column in easy.columns) > 15
    for table in (easy, hard):
        assert sum(column.width.mm for column in table.columns) == pytest.approx(160, rel=0.1)


def test_one_endless_word_takes_no_more_than_a_quarter():
    row = Row(("1", "x" * 500, "", "", "", ""))
    paper = factories.scheme_list(blocks=(Table(factories.scheme_table().columns, (row,)),))
    widths = [column.width.mm for column in opened(paper).tables[1].columns]
    assert sum(widths) == pytest.approx(247, rel=0.001)
    assert min(widths) > 8


def test_an_appendix_lies_on_its_own_wide_sheet_and_names_its_paper():
    extra = Appendix("Danh mục đề án", (factories.scheme_table(),))
    document = opened(factories.decision(appendix=extra))
    first, second = document.sections
    assert [round(sheet.page_width.mm) for sheet in (first, second)] == [210, 297]
    assert not second.different_first_page_header_footer
    assert second.header.is_linked_to_previous
    text = lines(document)
    assert text[text.index("PHỤ LỤC") :][1:3] == [
        "Danh mục đề án",
        "(Kèm theo Quyết định số 05/QĐ-SCT ngày 05 tháng 02 năm 2026 của Sở Công Thương)",
    ]
    widths = [column.width for column in document.tables[-1].columns]
    assert sum(widths) == pytest.approx(Mm(247), rel=0.001)
    contract = lines(opened(factories.contract(appendix=extra)))
    assert "(Kèm theo Hợp đồng số        /HĐ-TTKC ngày … tháng … năm …)" in contract


def test_a_form_without_a_body_and_a_paper_without_signers_are_drawn():
    bare = factories.scheme_list(issuer=None, signers=(), blocks=())
    assert lines(opened(bare))[0] == "Mẫu số 02"
    unsigned = factories.scheme_list(issuer=None)
    assert "Đắk Lắk, ngày 05 tháng 02 năm 2026" not in lines(opened(unsigned))
    assert lines(opened(factories.decision(signers=())))[-1] == "- Lưu: VT, QLCN."


def test_what_people_typed_never_breaks_the_file():
    bad = "Máy\x00 \x0b<sấy> & “mắc ca”\ud800\ufffe \u202eđảo\u202c 😀 " + "a\u0300" + "x" * 10_000
    paper = factories.decision(
        subject=bad,
        authority=bad,
        bases=(bad,),
        blocks=(Article(bad, (Clause(bad, (bad,)),)), Paragraph(bad, lead=bad), Heading(bad)),
        recipients=(bad,),
    )
    text = lines(opened(paper))
    cleaned = "Máy <sấy> & “mắc ca” đảo 😀 à" + "x" * 10_000
    assert text[text.index(f"Điều 1. {cleaned}") + 2] == f"a) {cleaned}."
    assert f"{cleaned} {cleaned}" in text


def test_lines_in_a_cell_stay_lines():
    row = Row(("1", "Máy sấy\nMáy rang\n\n", "", "", "", ""))
    table = factories.scheme_table(0)
    changed = type(table)(table.columns, (row,))
    paper = factories.scheme_list(blocks=(changed,))
    cells = opened(paper).tables[1].rows[2].cells
    assert [p.text for p in cells[1].paragraphs] == ["Máy sấy", "Máy rang"]
    assert [p.text for p in cells[2].paragraphs] == [""]


def test_a_row_that_misses_a_cell_is_a_mistake():
    table = factories.scheme_table(0)
    broken = type(table)(table.columns, (Row(("1",)),))
    with pytest.raises(ValueError, match="shorter"):
        render_docx(factories.scheme_list(blocks=(broken,)))
