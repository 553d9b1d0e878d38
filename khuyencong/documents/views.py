"""Downloads: attachments, and papers drawn from the data of the day."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from khuyencong.core import clock
from khuyencong.documents.enums import FileType
from khuyencong.documents.queries import paper_for, readable_file
from khuyencong.documents.services import render_docx
from khuyencong.ui.access import signed_in


@signed_in
def download(request, public_id):
    """Give an attachment to somebody who may read its owner."""
    file = readable_file(request.user, public_id)
    if file is None:
        raise Http404
    stream = default_storage.open(file.path)
    response = FileResponse(
        stream, as_attachment=True, filename=file.name, content_type=file.content_type
    )
    return _kept_apart(response)


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
