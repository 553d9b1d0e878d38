"""What goes with a paper on sheets of its own."""

from docx.document import Document

from khuyencong.documents.registry import Paper, calendar_day
from khuyencong.documents.rendering import body
from khuyencong.documents.rendering.page import set_sheet
from khuyencong.documents.rendering.text import (
    DATE,
    add_line,
    lines_of,
    official_number,
)


def write(document: Document, paper: Paper) -> None:
    """Write the appendix on a new sheet, under the paper it belongs to."""
    if paper.appendix is None:
        return
    section = document.add_section()
    set_sheet(section, is_landscape=paper.appendix.is_landscape)
    section.different_first_page_header_footer = False
    add_line(document, "PHỤ LỤC", is_bold=True)
    for line in lines_of(paper.appendix.title):
        add_line(document, line, is_bold=True)
    add_line(document, _belongs_to(paper), size=DATE, is_italic=True, after=10)
    body.write(document, paper.appendix.blocks)


def _belongs_to(paper: Paper) -> str:
    number, day = official_number(paper.number), calendar_day(paper.on)
    issuer = f" của {paper.issuer.name}" if paper.issuer else ""
    return f"(Kèm theo {paper.title} số {number} {day}{issuer})"
