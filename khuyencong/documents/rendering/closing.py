"""What stands under the text: who signs, and who gets the paper."""

from docx.document import Document
from docx.shared import Length, Mm, Pt
from docx.table import _Cell

from khuyencong.documents.registry import Align, Paper, Signer, calendar_day
from khuyencong.documents.rendering.page import text_width
from khuyencong.documents.rendering.tables import add_frame
from khuyencong.documents.rendering.text import (
    BODY,
    DATE,
    HEAD,
    SMALL,
    add_line,
    balanced,
)

ROOM = Pt(60)  # for the signature and the seal


def write(document: Document, paper: Paper) -> None:
    """Write recipients and signers side by side; they never stand alone on the last page."""
    if not paper.signers and not paper.recipients:
        return
    add_line(document, "", size=6)
    for paragraph in document.paragraphs[-2:]:
        paragraph.paragraph_format.keep_with_next = True
    columns = max(2, len(paper.signers) + bool(paper.recipients))
    [cells] = add_frame(document, 1, [1] * columns)
    if paper.recipients:
        _write_recipients(cells[0], paper.recipients)
    is_bare_form = bool(paper.form and not paper.number)
    width = Length(text_width(document) // columns)
    for place, signer in enumerate(paper.signers, columns - len(paper.signers)):
        if is_bare_form:
            _write_date(cells[place], paper, is_last=place == columns - 1)
        _write_signer(cells[place], signer, width)
    for cell in cells:
        if not cell.paragraphs:
            add_line(cell, "")


def _write_date(cell: _Cell, paper: Paper, *, is_last: bool) -> None:
    """Write place and date above the last signer of a form, room above the others."""
    text = f"{paper.issuer.place}, {calendar_day(paper.on)}" if is_last and paper.issuer else ""
    add_line(cell, text, size=DATE, is_italic=True)


def _write_recipients(cell: _Cell, recipients: tuple[str, ...]) -> None:
    add_line(cell, "Nơi nhận:", align=Align.LEFT, size=HEAD, is_bold=True, is_italic=True)
    for index, name in enumerate(recipients, 1):
        end = "." if index == len(recipients) else ";"
        add_line(cell, f"- {name.rstrip(' ;.')}{end}", align=Align.LEFT, size=SMALL)


def _write_signer(cell: _Cell, signer: Signer, width: Length) -> None:
    for line in signer.lines:
        for part in balanced(line.upper(), BODY, Length(width - Mm(4))):
            add_line(cell, part, is_bold=True)
    add_line(cell, signer.note, size=DATE, is_italic=True)
    name = add_line(cell, signer.name, is_bold=True)
    name.paragraph_format.space_before = ROOM
