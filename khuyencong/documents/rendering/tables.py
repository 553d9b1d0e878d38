"""Tables with lines, and frames without: columns that hold heads and signatures."""

from collections.abc import Sequence
from itertools import groupby

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Length, Mm
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from khuyencong.documents.registry import Align, Column, Row, Table
from khuyencong.documents.rendering.page import text_width
from khuyencong.documents.rendering.text import TABLE, add_line, extent, lines_of

SIZES = (TABLE, 11, 10, 9)  # letters get smaller before a word breaks
BOLD = 1.2  # bold letters and capitals are wider
ROOMY = 0.9  # of the width may be needed; the rest goes to the columns of text
PADDING = Mm(4.6)  # left and right of a cell's text


def add_frame(document: Document, rows: int, shares: Sequence[float]) -> list[list[_Cell]]:
    """Add a table without lines whose rows stay whole; return its empty cells by row."""
    frame = document.add_table(rows, len(shares))
    _set_widths(frame, shares, text_width(document))
    for row in frame.rows:
        _mark(row, "w:cantSplit")
    return [[_emptied(cell) for cell in row.cells] for row in frame.rows]


def add_table(document: Document, table: Table) -> None:
    """Add a table with lines; its head repeats on every page, no row breaks over two."""
    if table.note:
        note = add_line(document, table.note, align=Align.RIGHT, size=TABLE, is_italic=True)
        note.paragraph_format.keep_with_next = True
    is_grouped = any(column.group for column in table.columns)
    drawn = document.add_table(1 + is_grouped, len(table.columns), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    size, shares = _fitted(table, text_width(document))
    _set_widths(drawn, shares, text_width(document))
    _write_head(drawn, table.columns, size, depth=1 + is_grouped)
    for row in table.rows:
        _write_row(drawn.add_row(), row, table.columns, size)
    _keep_end_together(drawn)
    add_line(document, "", size=6)


def _fitted(table: Table, width: Length) -> tuple[float, list[float]]:
    """Return the letters' size and the columns' widths with which no word or figure breaks."""
    heads = [column.title for column in table.columns]
    columns = list(zip(heads, *(row.cells for row in table.rows), strict=True))
    for size in SIZES:
        needs = [min(_longest_word(texts, size), width / 4) for texts in columns]
        if sum(needs) <= width * ROOMY:
            break
    total = sum(column.weight for column in table.columns)
    wishes = [width * column.weight / total for column in table.columns]
    extra = [max(0.0, wish - need) for wish, need in zip(wishes, needs, strict=True)]
    spare = max(0.0, width - sum(needs)) / (sum(extra) or 1)
    return size, [need + spare * more for need, more in zip(needs, extra, strict=True)]


def _longest_word(texts: Sequence[str], size: float) -> float:
    """Return how wide a column must be for the longest word in it."""
    words = (word for text in texts for word in text.split())
    return max((extent(word, size) for word in words), default=0) * BOLD + PADDING


def _write_head(drawn: WordTable, columns: Sequence[Column], size: float, *, depth: int) -> None:
    for row in drawn.rows:
        _mark(row, "w:cantSplit", "w:tblHeader")
    for index, column in enumerate(columns):
        first = depth - 1 if column.group else 0
        cell = drawn.cell(first, index).merge(drawn.cell(depth - 1, index))
        _write_cell(cell, column.title, Align.CENTRE, size, is_bold=True)
    for group, members in groupby(range(len(columns)), key=lambda index: columns[index].group):
        if group:
            places = list(members)
            cell = drawn.cell(0, places[0]).merge(drawn.cell(0, places[-1]))
            _write_cell(cell, group, Align.CENTRE, size, is_bold=True)


def _write_row(drawn: _Row, row: Row, columns: Sequence[Column], size: float) -> None:
    _mark(drawn, "w:cantSplit")
    for cell, text, column in zip(drawn.cells, row.cells, columns, strict=True):
        _write_cell(cell, text, column.align, size, is_bold=row.is_bold)


def _keep_end_together(drawn: WordTable) -> None:
    """Let no page begin with the total alone, and the signatures follow the last rows."""
    for row in drawn.rows[-3:]:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _write_cell(cell: _Cell, text: str, align: Align, size: float, *, is_bold: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _emptied(cell)
    for line in lines_of(text) or [""]:
        add_line(cell, line, align=align, size=size, is_bold=is_bold, before=2, after=2)


def _set_widths(table: WordTable, shares: Sequence[float], width: Length) -> None:
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Length(int(width * share / sum(shares)))
        for cell in column.cells:
            cell.width = column.width


def _emptied(cell: _Cell) -> _Cell:
    """Take out the paragraph that every new cell holds; the caller adds at least one."""
    for paragraph in cell.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)  # noqa: SLF001 - no removal offered
    return cell


def _mark(row: _Row, *tags: str) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx knows no such marks
    for tag in tags:
        properties.append(OxmlElement(tag))
