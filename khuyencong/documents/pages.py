"""Pages of a PDF: how many there are, and a PDF of some of them."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError

MOST_PAGES = 32_000


def count_pages(data: bytes) -> int | None:
    """Return how many pages a PDF has, None where it is locked or cannot be read."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        count = 0 if reader.is_encrypted else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return count if 0 < count <= MOST_PAGES else None


def cut_pages(data: bytes, first: int, last: int) -> bytes:
    """Return a PDF of the pages `first` to `last`, counted from 1; both exist."""
    writer = PdfWriter()
    writer.append(io.BytesIO(data), pages=(first - 1, last))
    cut = io.BytesIO()
    writer.write(cut)
    return cut.getvalue()
