"""What stands under the text: who signs, and who gets the paper."""

from docx.document import Document
from docx.shared import Pt
from docx.table import _Cell

from khuyencong.documents.registry import Align, Paper, Signer
from khuyencong.documents.rendering.tables import add_frame
from khuyencong.documents.rendering.text import (
    DATE,
    HEAD,
    SMALL,
    add_line,
    calendar_day,
)

ROOM = Pt(70)  # for the signature and the seal


def write(document: Document, paper: Paper) -> None:
    """Write recipients and signers side by side; they never stand alone on the last page."""
    if not paper.signers and not paper.recipients:
        return
    add_line(document, "", size=6)
    for paragraph in document.paragraphs[-2:]:
        paragraph.paragraph_format.keep_with_next = True
    columns = len(paper.signers) + bool(paper.recipients)
    [cells] = add_frame(document, 1, [1] * columns)
    if paper.recipients:
        _write_recipients(cells.pop(0), paper.recipients)
    for index, (cell, signer) in enumerate(zip(cells, paper.signers, strict=True), 1):
        if paper.form and paper.issuer and index == len(cells):
            date = f"{paper.issuer.place}, {calendar_day(paper.on)}"
            add_line(cell, date, size=DATE, is_italic=True)
        elif paper.form:
            add_line(cell, "", size=DATE)
        _write_signer(cell, signer)


def _write_recipients(cell: _Cell, recipients: tuple[str, ...]) -> None:
    add_line(cell, "Nơi nhận:", align=Align.LEFT, size=HEAD, is_bold=True, is_italic=True)
    for index, name in enumerate(recipients, 1):
        end = "." if index == len(recipients) else ";"
        add_line(cell, f"- {name.rstrip(' ;.')}{end}", align=Align.LEFT, size=SMALL)


def _write_signer(cell: _Cell, signer: Signer) -> None:
    for line in signer.lines:
        add_line(cell, line.upper(), is_bold=True)
    add_line(cell, signer.note, size=DATE, is_italic=True)
    name = add_line(cell, signer.name, is_bold=True)
    name.paragraph_format.space_before = ROOM
