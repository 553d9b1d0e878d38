"""The text of a paper, block by block."""

from collections.abc import Callable, Iterable
from typing import Any

from docx.document import Document

from khuyencong.documents.registry import (
    Article,
    Block,
    Bullets,
    Heading,
    Paragraph,
    Party,
    Table,
)
from khuyencong.documents.rendering.tables import add_table
from khuyencong.documents.rendering.text import add_body, ended, lines_of, write_run

LETTERS = "abcdđeghiklmnopqrstuvxy"  # how Vietnamese law letters its points


def write(document: Document, blocks: Iterable[Block]) -> None:
    """Write the blocks; articles are numbered in their order."""
    articles = 0
    for block in blocks:
        if isinstance(block, Article):
            articles += 1
            _write_article(document, block, articles)
        else:
            WRITERS[type(block)](document, block)


def _write_article(document: Document, article: Article, number: int) -> None:
    first = add_body(document)
    write_run(first, f"Điều {number}. ", is_bold=True)
    write_run(first, article.text, is_bold=article.is_heading)
    first.paragraph_format.keep_with_next = article.is_heading
    for index, clause in enumerate(article.clauses, 1):
        label = f"{index}. " if len(article.clauses) > 1 else ""
        write_run(add_body(document), f"{label}{clause.text}")
        for letter, point in zip(LETTERS, ended(clause.points), strict=False):
            write_run(add_body(document), f"{letter}) {point}")


def _write_paragraph(document: Document, block: Paragraph) -> None:
    for index, line in enumerate(lines_of(block.text)):
        paragraph = add_body(document, block.align)
        if block.lead and index == 0:
            write_run(paragraph, f"{block.lead} ", is_bold=True)
        write_run(paragraph, line, is_bold=block.is_bold, is_italic=block.is_italic)


def _write_heading(document: Document, block: Heading) -> None:
    paragraph = add_body(document)
    paragraph.paragraph_format.keep_with_next = True
    write_run(paragraph, block.text, is_bold=True)


def _write_bullets(document: Document, block: Bullets) -> None:
    for item in ended(block.items):
        write_run(add_body(document), f"- {item}")


def _write_party(document: Document, block: Party) -> None:
    _write_heading(document, Heading(f"{block.role}: {block.name}"))
    for label, value in block.facts:
        write_run(add_body(document), f"- {label}: {value}")


WRITERS: dict[type, Callable[[Document, Any], None]] = {
    Paragraph: _write_paragraph,
    Heading: _write_heading,
    Bullets: _write_bullets,
    Party: _write_party,
    Table: add_table,
}
