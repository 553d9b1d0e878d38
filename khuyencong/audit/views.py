from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render

from khuyencong.audit.lists import LOG
from khuyencong.audit.queries import changes_of, subject_of, visible_to
from khuyencong.ui.access import requires
from khuyencong.ui.listing import list_response


@requires("audit.view")
def log(request: HttpRequest) -> HttpResponseBase:
    return list_response(request, LOG)


@requires("audit.view")
def event(request: HttpRequest, seq: int) -> HttpResponse:
    found = get_object_or_404(visible_to(request.user), seq=seq)
    context = {"event": found, "subject": subject_of(found), "changes": changes_of(found)}
    return render(request, "audit/event.html", context)
