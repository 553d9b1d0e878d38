"""What may be attached: told from the bytes, not from what the sender calls them."""

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from khuyencong.core.findings import Finding, Severity
from khuyencong.core.money import format_number
from khuyencong.documents.enums import MAX_BYTES, FileType

MEGABYTE = 1024 * 1024
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MACROS = b"vbaProject.bin"
HEIC = {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc"}
BEGINNINGS = {FileType.JPEG: b"\xff\xd8\xff", FileType.PNG: b"\x89PNG\r\n\x1a\n"}
# The names of parts stand uncompressed in the file.
PARTS = {
    FileType.DOCX: (ZIP, b"word/document.xml"),
    FileType.XLSX: (ZIP, b"xl/workbook.xml"),
    FileType.DOC: (OLE, "WordDocument".encode("utf-16-le")),
    FileType.XLS: (OLE, "Workbook".encode("utf-16-le")),
}


def type_of(data: bytes) -> FileType | None:
    """Return what the bytes are, None for anything that is not taken."""
    if b"%PDF-" in data[:1024]:
        return FileType.PDF
    for kind, beginning in BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    for kind, (beginning, part) in PARTS.items():
        if data.startswith(beginning) and part in data and MACROS not in data:
            return kind
    return None


def why_not(name: str, data: bytes) -> Iterator[Finding]:
    """Yield what stands against attaching `data`."""
    if not data:
        yield block("empty", f"Tệp “{name}” trống.", "Chọn lại tệp, có thể lần chép trước bị lỗi.")
    elif len(data) > MAX_BYTES:
        size = (Decimal(len(data)) / MEGABYTE).quantize(Decimal("0.1"), ROUND_CEILING)
        yield block(
            "too_big",
            f"Tệp “{name}” nặng {format_number(size)} MB, lớn hơn mức {MAX_BYTES // MEGABYTE} MB.",
            "Quét lại với độ phân giải thấp hơn hoặc tách thành nhiều tệp.",
        )
    elif data[4:12] in HEIC:
        yield block(
            "heic",
            f"Ảnh “{name}” ở dạng HEIC của iPhone, nhiều máy không mở được.",
            "Trên iPhone chọn Cài đặt > Camera > Định dạng > Tương thích nhất, hoặc gửi ảnh JPEG.",
        )
    elif type_of(data) is None:
        yield block(
            "type",
            f"Tệp “{name}” không thuộc loại được nhận: PDF, ảnh JPEG hoặc PNG, Word, Excel"
            " (không chứa macro).",
            "Lưu lại thành PDF rồi tải lên.",
        )


def why_not_pages(count: int | None, pages: tuple[int, int] | None) -> Iterator[Finding]:
    """Yield what stands against taking `pages` (first, last) of a file of `count` pages."""
    if pages is None:
        return
    first, last = pages
    if count is None:
        yield block("no_pages", "Tệp này không chia trang được.", "Bỏ trống ô trang.", "pages")
    elif not 1 <= first <= last <= count:
        message = f"Không có trang {first}-{last}: tệp có {count} trang."
        yield block("pages", message, f"Ghi từ 1-1 đến {count}-{count}.", "pages")


def block(code: str, message: str, cure: str, field: str = "file") -> Finding:
    """Return a finding that stops an upload."""
    return Finding(
        code=f"documents.{code}",
        severity=Severity.BLOCK,
        message=message,
        cure=cure,
        field=field,
    )
