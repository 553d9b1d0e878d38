"""Downloads: attachments, and papers drawn from the data of the day."""

import io
import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from khuyencong.core import clock
from khuyencong.documents.enums import FileType
from khuyencong.documents.pages import cut_pages
from khuyencong.documents.permissions import may_open_original
from khuyencong.documents.queries import paper_for, readable_file
from khuyencong.documents.services import render_docx
from khuyencong.ui.access import signed_in

PAGES = re.compile(r"(\d{1,5})-(\d{1,5})")


@signed_in
def download(request, public_id):
    """Give an attachment to somebody who may read its owner: of a photo the clean copy.

    `?goc=1` asks for the sealed original of a photo, `?trang=2-4` for these pages of a PDF.
    """
    file = readable_file(request.user, public_id)
    if file is None:
        raise Http404
    photo = getattr(file, "photo", None)
    if photo and "goc" not in request.GET:
        kept = {"filename": file.name, "content_type": FileType.JPEG.value}
        return _kept_apart(FileResponse(default_storage.open(photo.copy_path), **kept))
    if photo and not may_open_original(request.user, file):
        raise Http404
    if "trang" in request.GET:
        stream = _cut(file, *_range(request.GET["trang"], file))
    else:
        stream = default_storage.open(file.path)
    response = FileResponse(
        stream, as_attachment=True, filename=file.name, content_type=file.content_type
    )
    return _kept_apart(response)


def _cut(file, first, last):
    with default_storage.open(file.path) as stream:
        return io.BytesIO(cut_pages(stream.read(), first, last))


def _range(text, file):
    """Return the first and the last page of "2-4"; 404 for pages that are not there."""
    found = PAGES.fullmatch(text)
    if found is None:
        raise Http404
    first, last = (int(number) for number in found.groups())
    if not 1 <= first <= last <= (file.pages or 0):
        raise Http404
    return first, last


@signed_in
def paper(request, code, public_id):
    """Draw a paper as Word."""
    found = paper_for(request.user, code, public_id)
    if found is None:
        raise Http404
    kind, subject = found
    content = render_docx(kind.build(subject, clock.today()))
    name = f"{kind.file_name(subject)}.docx"
    response = HttpResponse(content, content_type=FileType.DOCX.value)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return _kept_apart(response)


def _kept_apart(response):
    """Let no browser guess the type, run the content in our place or keep it for the next user."""
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
