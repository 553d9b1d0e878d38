"""The file as a zip of XML parts: is it a workbook, is it honest, what do its sheets hide.

Everything is inflated here once, in small pieces and counted, before any other reader sees the file.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from khuyencong.core.findings import Refusal, refuse

MEBI = 2**20
MAX_FILE = 60 * MEBI
MAX_PART = 700 * MEBI
MAX_RATIO = 400
SMALL_PART = 20 * MEBI  # no danger, however well it was packed
MAX_PARTS = 5_000
MAX_INDEX = 4 * MEBI  # list of sheets
MAX_AREA = 6_000_000  # cells from A1 to the last cell that holds something
MAX_FORMULAS = 200_000
PIECE = MEBI
OVERLAP = 4_096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SAVE_AS = "Mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu “Excel Workbook (.xlsx)”, rồi nộp lại."

# As Excel and the usual programs write a cell that holds something, and as any other may.
USUAL_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]*[^/>]>')
ANY_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})")[^>]*[^/>]>')
ROW_HIDDEN = re.compile(rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="([0-9]+)"')
COL_HIDDEN = re.compile(rb'<(?:\w+:)?col\b(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
SPAN = re.compile(rb'\b(min|max)="([0-9]+)"')
FORMULA = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})")[^>]*>\s*'
    rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v>[^<])?"
)
FAILED = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3}[0-9]{1,7})"')


@dataclass
class Part:
    """What the XML of one sheet tells beyond its values."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)  # from 1
    formulas: dict[str, str] = field(default_factory=dict)
    uncalculated: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    filled: int = 0
    last_row: int = 0
    last_column: int = 0


@dataclass(frozen=True)
class Package:
    """An .xlsx file that was found sound."""

    content: bytes
    parts: dict[str, Part]  # by sheet name
    has_external_links: bool


def open_package(content: bytes) -> Package:
    """Return the parts of a sound .xlsx file; raise Refusal with the reason otherwise."""
    _refuse_others(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_other_archives(archive)
            _refuse_bombs(archive)
            places = _sheet_places(archive)
            parts = {name: _scan(archive, place) for name, place in places.items()}
            _inflate_shared(archive)
            links = any("externalLinks/" in n for n in archive.namelist())
    except (zipfile.BadZipFile, zlib.error, ET.ParseError, KeyError, EOFError) as error:
        raise _broken() from error
    except (NotImplementedError, RuntimeError) as error:
        raise refuse(
            "file.locked", "Tệp bị khoá hoặc nén theo cách không đọc được.", cure=SAVE_AS
        ) from error
    _refuse_wide(parts)
    _refuse_uncalculated(parts)
    return Package(content=content, parts=parts, has_external_links=links)


def column_number(letters: str) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return A for 1, AA for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _refuse_others(content: bytes) -> None:
    if not content:
        raise refuse("file.empty", "Tệp rỗng, không có byte nào.", cure="Hãy chọn lại tệp.")
    if len(content) > MAX_FILE:
        raise refuse(
            "file.large",
            f"Tệp quá lớn, vượt giới hạn {MAX_FILE // MEBI} MB.",
            cure="Xoá hình ảnh và trang không cần, hoặc chia danh sách thành nhiều tệp.",
        )
    if content.startswith(OLE):
        raise _old_office(content)
    if not content.startswith(b"PK"):
        raise refuse("file.kind", "Tệp này không phải là bảng tính .xlsx.", cure=SAVE_AS)


def _old_office(content: bytes) -> Refusal:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return refuse(
            "file.encrypted",
            "Tệp được bảo vệ bằng mật khẩu nên không mở được.",
            cure="Mở bằng Excel, bỏ mật khẩu (Tệp, Thông tin, Bảo vệ sổ làm việc), lưu rồi nộp lại.",
        )
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return refuse("file.xls", "Tệp theo kiểu Excel cũ (.xls), không đọc được.", cure=SAVE_AS)
    return refuse("file.kind", "Tệp này không phải là bảng tính .xlsx.", cure=SAVE_AS)


def _refuse_other_archives(archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return
    if "word/document.xml" in names:
        raise refuse(
            "file.word",
            "Đây là văn bản Word đổi tên, không phải bảng tính.",
            cure="Chép bảng sang Excel, lưu thành .xlsx rồi nộp lại.",
        )
    if "xl/workbook.bin" in names or "mimetype" in names:
        raise refuse("file.kind", "Bảng tính lưu theo kiểu khác .xlsx.", cure=SAVE_AS)
    raise refuse("file.kind", "Tệp nén này không phải là bảng tính .xlsx.", cure=SAVE_AS)


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    infos = archive.infolist()
    if len(infos) > MAX_PARTS or len({i.filename for i in infos}) < len(infos):
        raise _bomb()
    if any(i.flag_bits & 1 for i in infos):
        raise refuse(
            "file.encrypted", "Tệp bị khoá bằng mật khẩu.", cure="Bỏ mật khẩu rồi nộp lại."
        )
    read = [i for i in infos if i.filename.startswith("xl/") and i.filename.endswith(".xml")]
    for info in read:
        is_packed_hard = info.file_size > MAX_RATIO * max(info.compress_size, 1)
        if info.file_size > MAX_PART or (info.file_size > SMALL_PART and is_packed_hard):
            raise _bomb()
    if sum(i.file_size for i in read) > MAX_PART:
        raise _bomb()


def _bomb() -> Refusal:
    return refuse(
        "file.bomb",
        "Tệp nở ra quá lớn khi giải nén nên không mở, có thể là tệp phá hoại.",
        cure="Chép riêng các dòng cần nhập sang một tệp Excel mới rồi nộp lại.",
    )


def _broken() -> Refusal:
    return refuse(
        "file.broken",
        "Tệp bị hỏng hoặc tải lên chưa trọn nên không đọc được.",
        cure="Mở thử bằng Excel; nếu mở được, lưu thành tệp .xlsx mới rồi nộp lại.",
    )


def _sheet_places(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by the sheet's name, in the order of the tabs."""
    book = ET.fromstring(_index(archive, "xl/workbook.xml"))  # noqa: S314 - no DTD passes _index
    links = ET.fromstring(_index(archive, "xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    known = set(archive.namelist())
    places = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] != "sheet":
            continue
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        place = _absolute(targets.get(key, ""))
        if place in known and "worksheets/" in place:
            places[sheet.get("name", "")] = place
    return places


def _absolute(target: str) -> str:
    return target[1:] if target.startswith("/") else str(PurePosixPath("xl") / target)


def _index(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MAX_INDEX:
        raise _bomb()
    content = archive.read(name)
    _refuse_entities(content)
    return content


def _refuse_entities(content: bytes) -> None:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise refuse(
            "file.entities", "Tệp chứa khai báo XML lạ nên không mở, có thể là tệp phá hoại."
        )


def _inflate_shared(archive: zipfile.ZipFile) -> None:
    """Read through the other parts that the reader of values will inflate; a false size shows here."""
    for name in ("xl/sharedStrings.xml", "xl/styles.xml"):
        if name in archive.namelist():
            for piece in _pieces(archive, name):
                _refuse_entities(piece)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the content in pieces that begin with the end of the last one, so that no tag is cut."""
    tail = b""
    with archive.open(name) as stream:
        while fresh := stream.read(PIECE):
            piece = tail + fresh
            cut = piece.rfind(b"<", max(0, len(piece) - OVERLAP))
            cut = _start_of_cell(piece, cut)
            yield piece[:cut]
            tail = piece[cut:]
    yield tail


def _start_of_cell(piece: bytes, cut: int) -> int:
    """Return a place to cut before the last cell that may go on in the next piece."""
    row = piece.rfind(b"<c ", max(0, len(piece) - OVERLAP))
    return row if row > 0 else max(cut, 0)


def _scan(archive: zipfile.ZipFile, name: str) -> Part:
    part = Part()
    letters: set[bytes] = set()
    is_in_front = True
    for piece in _pieces(archive, name):
        if is_in_front:
            _refuse_entities(piece)
            part.hidden_columns |= _hidden_columns(piece)
            is_in_front = b"<sheetData" not in piece and b":sheetData" not in piece
        pattern = USUAL_CELL if b'<c r="' in piece else ANY_CELL
        found = pattern.findall(piece)
        if found:
            part.filled += len(found)
            letters |= {column for column, _ in found}
            part.last_row = max(part.last_row, *(int(row) for _, row in found))
        if b'hidden="' in piece:
            part.hidden_rows |= {int(row) for row in ROW_HIDDEN.findall(piece)}
        _scan_formulas(part, piece)
    part.last_column = max((column_number(x.decode()) for x in letters), default=0)
    return part


def _scan_formulas(part: Part, piece: bytes) -> None:
    if b"<f" in piece or b":f" in piece:
        for cell, text, value in FORMULA.findall(piece):
            place = cell.decode()
            if not value:
                part.uncalculated.add(place)
            if len(part.formulas) < MAX_FORMULAS:
                part.formulas[place] = "=" + _unescape(text.decode("utf-8", "replace"))
    if b't="e"' in piece:
        part.failed |= {cell.decode() for cell in FAILED.findall(piece)}


def _hidden_columns(piece: bytes) -> set[int]:
    hidden: set[int] = set()
    for tag in COL_HIDDEN.findall(piece):
        ends = {key: int(number) for key, number in SPAN.findall(tag)}
        if b"min" in ends and b"max" in ends:
            hidden |= set(range(ends[b"min"], min(ends[b"max"], 16_384) + 1))
    return hidden


def _unescape(text: str) -> str:
    for sign, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(sign, letter)
    return text


def _refuse_wide(parts: dict[str, Part]) -> None:
    for name, part in parts.items():
        if part.last_row * part.last_column > MAX_AREA:
            last = f"{column_letters(part.last_column)}{part.last_row}"
            raise refuse(
                "file.wide",
                f"Trang “{name}” có ô chứa chữ rải tới tận cột và hàng của ô {last}, quá rộng để đọc.",
                cure="Chọn các hàng và cột thừa ngoài bảng, xoá hẳn (Delete), lưu rồi nộp lại.",
            )


def _refuse_uncalculated(parts: dict[str, Part]) -> None:
    lost = sum(len(part.uncalculated) for part in parts.values())
    if lost > sum(part.filled for part in parts.values()) / 2:
        raise refuse(
            "file.formulas",
            "Hầu hết ô trong tệp là công thức chưa tính, không có giá trị để đọc.",
            cure="Mở tệp bằng Excel, bấm F9 để tính, lưu lại rồi nộp lại.",
        )
