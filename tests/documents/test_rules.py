"""What may be attached, told from the bytes."""

import pytest

from khuyencong.documents.enums import MAX_BYTES, FileType
from khuyencong.documents.rules import type_of, why_not
from tests.documents.factories import DOC, DOCX, JPEG, PDF, PNG, XLS, XLSX


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, FileType.PDF),
        (b"\xef\xbb\xbf" + PDF, FileType.PDF),
        (JPEG, FileType.JPEG),
        (PNG, FileType.PNG),
        (DOCX, FileType.DOCX),
        (XLSX, FileType.XLSX),
        (DOC, FileType.DOC),
        (XLS, FileType.XLS),
    ],
)
def test_the_bytes_tell_the_type(data, kind):
    assert type_of(data) is kind
    assert not list(why_not("tệp", data))


@pytest.mark.parametrize(
    "data",
    [
        b"<script>alert(1)</script>",
        b"MZ\x90\x00 this program",
        b"PK\x03\x04 an archive of anything",
        DOCX + b"word/vbaProject.bin",
        b" " * 2000 + PDF,
        b"word/document.xml",
    ],
)
def test_anything_else_is_refused_with_what_is_taken(data):
    [finding] = why_not("ảnh.pdf", data)
    assert finding.message.startswith("Tệp “ảnh.pdf” không thuộc loại được nhận: PDF, ảnh JPEG")
    assert finding.is_blocking


def test_an_empty_file_is_refused():
    [finding] = why_not("a.pdf", b"")
    assert finding.message == "Tệp “a.pdf” trống."


def test_twenty_megabytes_pass_and_one_byte_more_does_not():
    full = PDF + bytes(MAX_BYTES - len(PDF))
    assert not list(why_not("a.pdf", full))
    [finding] = why_not("a.pdf", full + b"x")
    assert finding.message == "Tệp “a.pdf” nặng 20,1 MB, lớn hơn mức 20 MB."


def test_a_photo_in_the_form_of_iphones_is_refused_with_what_to_change():
    [finding] = why_not("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(40))
    assert "dạng HEIC" in finding.message
    assert "Tương thích nhất" in finding.cure
