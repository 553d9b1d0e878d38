"""What stands above the text: bodies, national title, number, place and date, title, căn cứ."""

from docx.document import Document
from docx.shared import Length, Mm
from docx.table import _Cell

from khuyencong.documents.registry import Align, Issuer, Paper, calendar_day
from khuyencong.documents.rendering.page import text_width
from khuyencong.documents.rendering.tables import add_frame
from khuyencong.documents.rendering.text import (
    BODY,
    DATE,
    HEAD,
    SMALL,
    Holder,
    add_body,
    add_line,
    add_rule,
    balanced,
    extent,
    lines_of,
    official_number,
    write_run,
)

NATIONAL_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL_MOTTO = "Độc lập - Tự do - Hạnh phúc"
SHARES = (0.41, 0.59)  # of the bodies and of the national title
RULE = 0.4  # a line under a name is a third to a half as long


def write(document: Document, paper: Paper) -> None:
    """Write everything up to the first line of the text."""
    if paper.form and not paper.number:
        _write_form_mark(document, paper)
    elif paper.issuer:
        if paper.form:
            add_line(document, paper.form, align=Align.RIGHT, size=SMALL, is_italic=True, after=8)
        _write_bodies(document, paper, paper.issuer)
    else:
        _write_national_title(document, text_width(document), HEAD + 1)
    _write_title(document, paper)
    _write_grounds(document, paper)


def _write_bodies(document: Document, paper: Paper, issuer: Issuer) -> None:
    width = text_width(document)
    (bodies, nation), (number, date) = add_frame(document, 2, SHARES)
    _write_issuer(bodies, issuer, Length(int(width * SHARES[0])))
    _write_national_title(nation, Length(int(width * SHARES[1])), HEAD)
    add_line(number, f"Số: {official_number(paper.number)}", size=DATE)
    add_line(date, f"{issuer.place}, {calendar_day(paper.on)}", size=DATE, is_italic=True)


def _write_issuer(cell: _Cell, issuer: Issuer, width: Length) -> None:
    _write_name(cell, issuer.superior, width, is_bold=False)
    longest = _write_name(cell, _own_name(issuer), width, is_bold=True)
    add_rule(cell, Length(int(extent(longest, HEAD) * RULE)), width)


def _own_name(issuer: Issuer) -> str:
    """Return the body's name without the place that its superior's name already tells."""
    words, above = issuer.name.split(" "), issuer.superior.split(" ")
    shared = 0
    for word, other in zip(reversed(words), reversed(above), strict=False):
        if word != other:
            break
        shared += 1
    return " ".join(words[:-shared]) if 2 <= shared < len(words) else issuer.name


def _write_name(cell: _Cell, name: str, width: Length, *, is_bold: bool) -> str:
    """Write a body's name, broken where it says or evenly; return its longest line."""
    inside = Length(int(width - Mm(4)))
    lines = [part for line in lines_of(name) for part in balanced(line.upper(), HEAD, inside)]
    for line in lines:
        add_line(cell, line, size=HEAD, is_bold=is_bold)
    return max(lines, key=len, default="")


def _write_national_title(holder: Holder, width: Length, size: float) -> None:
    add_line(holder, NATIONAL_TITLE, size=size, is_bold=True)
    add_line(holder, NATIONAL_MOTTO, size=size + 1, is_bold=True)
    add_rule(holder, extent(NATIONAL_MOTTO, size + 1), width)


def _write_form_mark(document: Document, paper: Paper) -> None:
    """Write the head of a form that a circular fixes: the body, and which form it is."""
    [[body, mark]] = add_frame(document, 1, (1, 1))
    issuer = paper.issuer or Issuer("", "")
    add_line(body, issuer.superior.upper(), size=HEAD)
    add_line(body, _own_name(issuer).upper(), size=HEAD, is_bold=True)
    name, bracket, citation = paper.form.partition(" (")
    add_line(mark, name, size=HEAD, is_bold=True)
    add_line(mark, f"{bracket}{citation}".strip(), size=SMALL, is_italic=True)


def _write_title(document: Document, paper: Paper) -> None:
    width = text_width(document)
    add_line(document, paper.title.upper(), is_bold=True, before=14)
    lines = [part for line in lines_of(paper.subject) for part in balanced(line, BODY, width)]
    for line in lines:
        add_line(document, line, is_bold=True)
    if lines and paper.issuer and (paper.number or not paper.form):
        add_rule(document, Length(int(extent(lines[-1], BODY) * RULE)), width)
    if paper.number and not paper.issuer:
        add_line(document, f"Số: {official_number(paper.number)}", size=DATE)
    add_line(document, "", size=6)


def _write_grounds(document: Document, paper: Paper) -> None:
    if paper.authority:
        add_line(document, paper.authority.upper(), is_bold=True, before=4, after=8)
    if paper.addressee:
        add_line(document, f"Kính gửi: {paper.addressee}", before=4, after=10)
    for index, basis in enumerate(paper.bases, 1):
        end = "." if index == len(paper.bases) else ";"
        write_run(add_body(document), basis.rstrip(" ;.") + end, is_italic=True)
    if paper.enacting:
        add_line(document, paper.enacting.upper(), is_bold=True, before=4, after=8)
