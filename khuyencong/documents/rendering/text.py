"""Letters and lines: the face, sizes and spaces that NĐ 30/2020 Phụ lục I asks for."""

import math
import re
import textwrap
import unicodedata
from collections.abc import Sequence
from typing import Any, Protocol

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.text.paragraph import Paragraph

from khuyencong.documents.registry import Align

FACE = "Times New Roman"
HEAD, DATE, BODY, TABLE, SMALL = 12, 13, 14, 12, 11  # points
INDENT = Cm(1.27)
SIGNS = (".", ";", ":", "…", "!", "?")
# What XML cannot hold, and invisible signs that hide or turn text.
UNPRINTABLE = re.compile(
    r"[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
LOOSE_PERCENT = re.compile(r"(?<=\d) %")  # never at the beginning of a line
ALIGNMENTS = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
    Align.JUSTIFY: WD_ALIGN_PARAGRAPH.JUSTIFY,
}


class Holder(Protocol):
    """A document or a table cell: what lines are added to."""

    def add_paragraph(self) -> Paragraph:
        """Add an empty paragraph."""


def printable(text: str) -> str:
    """Return `text` composed and without what would break the file or mislead the reader."""
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return LOOSE_PERCENT.sub("\u00a0%", UNPRINTABLE.sub("", whole))


def lines_of(text: str) -> list[str]:
    """Return the lines of `text` that hold something."""
    return [line.strip() for line in printable(text).split("\n") if line.strip()]


def official_number(number: str) -> str:
    """Return "05/QĐ-SCT": below 10 with a zero, with room where no number is given yet."""
    if number.startswith("/"):
        return f"       {number}"
    return re.sub(r"^([1-9])(?=\D|$)", r"0\1", number)


def ended(items: Sequence[str]) -> list[str]:
    """Return the items of a list with a sign at their end: ";", the last one "."."""
    last = len(items) - 1
    return [
        item if item.rstrip().endswith(SIGNS) else item.rstrip() + ("." if index == last else ";")
        for index, item in enumerate(items)
    ]


def write_run(
    paragraph: Paragraph,
    text: str,
    *,
    size: float = BODY,
    is_bold: bool = False,
    is_italic: bool = False,
) -> None:
    """Add `text` to a paragraph."""
    run = paragraph.add_run(printable(text))
    run.bold, run.italic = is_bold or None, is_italic or None
    run.font.size = Pt(size)


def add_line(
    holder: Holder,
    text: str,
    *,
    align: Align = Align.CENTRE,
    size: float = BODY,
    is_bold: bool = False,
    is_italic: bool = False,
    before: float = 0,
    after: float = 0,
) -> Paragraph:
    """Add a line without indent, as heads and signatures have them."""
    paragraph = holder.add_paragraph()
    paragraph.alignment = ALIGNMENTS[align]
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
    write_run(paragraph, text, size=size, is_bold=is_bold, is_italic=is_italic)
    return paragraph


def add_body(holder: Holder, align: Align = Align.JUSTIFY) -> Paragraph:
    """Add an empty paragraph of the body: indented, six points apart, a little leaded."""
    paragraph = holder.add_paragraph()
    paragraph.alignment = ALIGNMENTS[align]
    shape = paragraph.paragraph_format
    shape.first_line_indent = INDENT if align is Align.JUSTIFY else None
    shape.space_after, shape.line_spacing = Pt(6), 1.1
    return paragraph


def add_rule(holder: Holder, length: Length, width: Length) -> None:
    """Add a thin line of `length` in the middle of `width`: the upper border of an empty line."""
    paragraph = holder.add_paragraph()
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Length(max(0, width - length) // 2)
    shape.space_before, shape.line_spacing = Pt(2), Pt(6)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx knows no borders
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")


def extent(text: str, size: float) -> Length:
    """Return about how wide `text` is: enough for lines that go by the width of a name."""
    per_letter = 0.7 if text.isupper() else 0.48
    return Pt(len(text) * size * per_letter)


def balanced(text: str, size: float, width: Length) -> list[str]:
    """Return `text` in as few lines as fit the width, of about equal length: no lonely last word."""
    wanted = math.ceil(extent(text, size) / width)
    for letters in range(max(map(len, text.split()), default=0), len(text)):
        lines = textwrap.wrap(text, letters, break_long_words=False, break_on_hyphens=False)
        if len(lines) <= wanted:
            return lines
    return [text]


def set_face(properties: Any) -> None:
    """Name the face for every script: Word takes another for letters that it thinks foreign."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)
