"""Pages of scans."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from khuyencong.documents.pages import count_pages, cut_pages
from tests.documents.factories import PDF, scan


def locked() -> bytes:
    writer, made = PdfWriter(clone_from=io.BytesIO(scan(2))), io.BytesIO()
    writer.encrypt("secret")
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "count"), [(scan(1), 1), (scan(12), 12), (PDF, None), (locked(), None)]
)
def test_pages_are_counted_where_that_is_possible(data, count):
    assert count_pages(data) == count


@pytest.mark.parametrize(("first", "last"), [(1, 1), (2, 4), (5, 5), (1, 5)])
def test_the_cut_holds_exactly_the_asked_pages(first, last):
    cut = PdfReader(io.BytesIO(cut_pages(scan(5), first, last)))
    assert [int(p.mediabox.width) - 100 for p in cut.pages] == list(range(first, last + 1))
