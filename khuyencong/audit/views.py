from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from khuyencong.audit.lists import LOG
from khuyencong.audit.queries import acts_on, changes_of, subject_of, visible_to
from khuyencong.audit.registry import ROW_HISTORIES
from khuyencong.ui.access import requires, signed_in
from khuyencong.ui.listing import list_response, page_number
from khuyencong.ui.parts import is_part


@requires("audit.view")
def log(request: HttpRequest) -> HttpResponseBase:
    return list_response(request, LOG)


@requires("audit.view")
def event(request: HttpRequest, seq: int) -> HttpResponse:
    found = get_object_or_404(visible_to(request.user), seq=seq)
    context = {"event": found, "subject": subject_of(found), "changes": changes_of(found)}
    return render(request, "audit/event.html", context)


@signed_in
def row_history(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """Tell what became of a record's rows, to whoever may see the record."""
    if kind not in ROW_HISTORIES:
        raise Http404
    history = ROW_HISTORIES[kind]
    record = history.find(request.user, public_id)
    if record is None:
        raise Http404
    page = page_number(request)
    acts, has_more = acts_on(history, record, page)
    context = {
        "record": record,
        "acts": acts,
        "page": page,
        "next_page": page + 1 if has_more else None,
        "url": request.path,
    }
    template = "audit/parts/acts.html" if is_part(request) else "audit/row_history.html"
    return render(request, template, context)
