"""The sheet: A4, margins, the face everywhere, page numbers from the second page."""

import datetime as dt
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt

from khuyencong.core import clock
from khuyencong.documents.registry import Paper
from khuyencong.documents.rendering.text import BODY, FACE, printable, set_face

SHORT, LONG = Mm(210), Mm(297)
LEFT, RIGHT, EDGE = Mm(30), Mm(20), Mm(20)


def new_document(paper: Paper) -> Document:
    """Return an empty document of the paper's format."""
    document = docx.Document()
    _set_styles(document)
    set_sheet(document.sections[0], is_landscape=paper.is_landscape)
    _number_pages(document.sections[0])
    _describe(document, paper)
    return document


def text_width(document: Document) -> Length:
    """Return the width between the margins of the sheet that is being written."""
    return Length(int(document.sections[-1].page_width or SHORT) - LEFT - RIGHT)


def _set_styles(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(BODY)
    normal.paragraph_format.space_after = Pt(0)
    set_face(normal.element.get_or_add_rPr())
    path = "/".join(qn(f"w:{tag}") for tag in ("docDefaults", "rPrDefault", "rPr"))
    defaults = document.styles.element.find(path)
    set_face(defaults)
    language = defaults.find(qn("w:lang"))
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), "vi-VN")


def set_sheet(section: Section, *, is_landscape: bool) -> None:
    """Give a section its format and margins."""
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (LONG, SHORT) if is_landscape else (SHORT, LONG)
    section.top_margin = section.bottom_margin = EDGE
    section.left_margin, section.right_margin = LEFT, RIGHT
    section.header_distance = section.footer_distance = Mm(10)


def _number_pages(section: Section) -> None:
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in (_mark("begin"), _instruction("PAGE"), _mark("end")):
        paragraph.add_run()._r.append(part)  # noqa: SLF001 - python-docx knows no fields


def _mark(kind: str) -> Any:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    return mark


def _instruction(text: str) -> Any:
    instruction = OxmlElement("w:instrText")
    instruction.text = text
    return instruction


def _describe(document: Document, paper: Paper) -> None:
    facts = document.core_properties
    facts.title = printable(f"{paper.title} {paper.subject}").strip()[:255]
    facts.author = printable(paper.issuer.name if paper.issuer else "")[:255]
    facts.language, facts.comments = "vi-VN", ""
    facts.created = facts.modified = clock.now().astimezone(dt.UTC).replace(tzinfo=None)
