"""Papers as the packages above will say them, with real-looking text."""

import datetime as dt
import io

from PIL import Image
from pypdf import PdfWriter

from khuyencong.core.money import format_vnd
from khuyencong.documents.registry import (
    Align,
    Article,
    Bullets,
    Clause,
    Column,
    Heading,
    Issuer,
    Paper,
    Paragraph,
    Party,
    Row,
    Signer,
    Table,
    in_words,
)

DAY = dt.date(2026, 2, 5)
DEPARTMENT = Issuer("Sở Công Thương", "Đắk Lắk", superior="Ủy ban nhân dân tỉnh Đắk Lắk")

DECREE = (
    "Căn cứ Nghị định số 45/2012/NĐ-CP ngày 21 tháng 5 năm 2012 của Chính phủ về khuyến công;"
    " được sửa đổi, bổ sung bởi Nghị định số 235/2025/NĐ-CP"
)

APPROVAL = (
    "Phê duyệt kế hoạch khuyến công địa phương năm 2026 (đợt 1), gồm 02 đề án, tổng kinh phí hỗ"
    " trợ 300.000.000 đồng."
)


def decision(**changes) -> Paper:
    """A decision approving a plan batch."""
    facts = {
        "title": "Quyết định",
        "subject": "Về việc phê duyệt kế hoạch khuyến công địa phương năm 2026 (đợt 1)",
        "issuer": DEPARTMENT,
        "number": "5/QĐ-SCT",
        "on": DAY,
        "authority": "Giám đốc Sở Công Thương tỉnh Đắk Lắk",
        "bases": (
            DECREE,
            "Căn cứ Thông tư số 28/2018/TT-BTC;",
            "Theo đề nghị của Giám đốc Trung tâm Khuyến công tại Tờ trình số 12/TTr-TTKC.",
        ),
        "enacting": "Quyết định:",
        "blocks": (
            Article(APPROVAL),
            in_words(300_000_000),
            Article(
                "Trách nhiệm thực hiện:",
                clauses=(
                    Clause("Trung tâm Khuyến công:", points=("Ký hợp đồng;", "Theo dõi tiến độ.")),
                    Clause("Phòng Quản lý công nghiệp kiểm tra, giám sát theo quy định."),
                ),
            ),
            Article("Quyết định này có hiệu lực từ ngày ký."),
        ),
        "signers": (Signer(("KT. Giám đốc", "Phó Giám đốc"), "Nguyễn Văn An"),),
        "recipients": ("Như Điều 3", "UBND tỉnh (báo cáo);", "Lưu: VT, QLCN"),
    }
    return Paper(**(facts | changes))


def contract(**changes) -> Paper:
    """A contract between two parties."""
    facts = {
        "title": "Hợp đồng",
        "subject": "Hỗ trợ thực hiện đề án khuyến công địa phương",
        "number": "/HĐ-TTKC",
        "bases": ("Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015",),
        "blocks": (
            Paragraph("Hôm nay, ngày … tháng … năm 2026, tại Trung tâm, chúng tôi gồm:"),
            Party(
                "BÊN A",
                "TRUNG TÂM KHUYẾN CÔNG ĐẮK LẮK",
                (("Đại diện", "ông Y Thanh Niê - Chức vụ: Giám đốc"), ("Địa chỉ", "Buôn Ma Thuột")),
            ),
            Party("BÊN B", "HỢP TÁC XÃ MẮC CA EA KNUẾC", (("Đại diện", "bà H’Bia Êban"),)),
            Article(
                "Nội dung hợp đồng", (Clause("Bên A hỗ trợ Bên B mua máy sấy."),), is_heading=True
            ),
            Article(
                "Giá trị và thanh toán",
                (Clause("Mức hỗ trợ 150.000.000 đồng."), Clause("Thanh toán sau nghiệm thu.")),
                is_heading=True,
            ),
        ),
        "signers": (
            Signer(("Đại diện bên A",), "Y Thanh Niê", "(Ký tên, đóng dấu)"),
            Signer(("Đại diện bên B",), "H’Bia Êban", "(Ký tên, đóng dấu)"),
        ),
    }
    return Paper(**(facts | changes))


def scheme_table(rows: int = 2) -> Table:
    """The list of schemes with a grouped head and a total."""
    lines = tuple(
        Row((str(n), f"Hỗ trợ máy sấy mắc ca số {n}", "HTX Ea Knuếc", "486", "150", "336"))
        for n in range(1, rows + 1)
    )
    total = Row(
        ("", "Tổng cộng", "", str(486 * rows), str(150 * rows), str(336 * rows)), is_bold=True
    )
    money = {"align": Align.RIGHT, "group": "Kinh phí"}
    return Table(
        (
            Column("TT", 0.5, Align.CENTRE),
            Column("Tên đề án", 4),
            Column("Đơn vị thụ hưởng", 2.5),
            Column("Tổng", 1.2, **money),
            Column("Khuyến công địa phương", 1.5, **money),
            Column("Đối ứng", 1.2, **money),
        ),
        (*lines, total),
        note="Đơn vị tính: triệu đồng",
    )


def scheme_list(rows: int = 2, **changes) -> Paper:
    """Form 02, landscape."""
    facts = {
        "title": "Biểu tổng hợp chi tiết đề án",
        "subject": "Năm 2026",
        "issuer": DEPARTMENT,
        "form": "Mẫu số 02 (ban hành kèm theo Thông tư số 36/2013/TT-BCT)",
        "on": DAY,
        "blocks": (scheme_table(rows),),
        "signers": (
            Signer(("Người lập biểu",), "Trần Thị Bình", "(Ký, ghi rõ họ tên)"),
            Signer(("Giám đốc",), "Nguyễn Văn An", "(Ký, đóng dấu)"),
        ),
        "is_landscape": True,
    }
    return Paper(**(facts | changes))


def memo(**changes) -> Paper:
    """A submission memo with headings, bullets and the sum in figures and words."""
    total = 300_000_000
    facts = {
        "title": "Tờ trình",
        "subject": "Về việc đề nghị phê duyệt kế hoạch khuyến công địa phương năm 2026 (đợt 1)",
        "issuer": Issuer(
            "Trung tâm Khuyến công và Tư vấn phát triển công nghiệp",
            "Đắk Lắk",
            "Sở Công Thương tỉnh Đắk Lắk",
        ),
        "number": "/TTr-TTKC",
        "addressee": "Sở Công Thương tỉnh Đắk Lắk",
        "blocks": (
            Heading("I. Sự cần thiết"),
            Paragraph(
                "Các cơ sở công nghiệp nông thôn trên địa bàn tỉnh cần đổi mới thiết bị.\nNhu cầu năm 2026 tăng so với năm trước."
            ),
            Heading("II. Nội dung đề nghị"),
            Bullets(("Số đề án: 02;", f"Kinh phí hỗ trợ: {format_vnd(total)} đồng.")),
            in_words(total),
            scheme_table(),
            Paragraph("Trung tâm kính trình Sở Công Thương xem xét, phê duyệt./."),
        ),
        "signers": (Signer(("Giám đốc",), "Y Thanh Niê"),),
        "recipients": ("Như trên", "Lưu: VT"),
    }
    return Paper(**(facts | changes))


def image(kind: str = "JPEG", size: tuple[int, int] = (8, 6), **known) -> bytes:
    """Return a small picture; `known` goes to its writer, such as `exif`."""
    made = io.BytesIO()
    Image.new("RGB", size, "teal").save(made, kind, **known)
    return made.getvalue()


def scan(pages: int) -> bytes:
    """Return a PDF whose pages are as many points wide as their number says."""
    writer, made = PdfWriter(), io.BytesIO()
    for number in range(1, pages + 1):
        writer.add_blank_page(width=100 + number, height=100)
    writer.write(made)
    return made.getvalue()


PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = image("PNG")
JPEG = image()
DOCX = b"PK\x03\x04" + bytes(8) + b"word/document.xml"
XLSX = b"PK\x03\x04" + bytes(8) + b"xl/workbook.xml"
DOC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le")
