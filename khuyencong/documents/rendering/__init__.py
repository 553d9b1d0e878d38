"""Word files from what a paper says, laid out after NĐ 30/2020/NĐ-CP, Phụ lục I."""

import io

from khuyencong.documents.registry import Paper
from khuyencong.documents.rendering import appendix, body, closing, head, page


def render(paper: Paper) -> bytes:
    """Return the DOCX of a paper."""
    document = page.new_document(paper)
    head.write(document, paper)
    body.write(document, paper.blocks)
    closing.write(document, paper)
    appendix.write(document, paper)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
