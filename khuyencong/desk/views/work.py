"""My work, the search box, drafts of forms."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from khuyencong.core.clock import today
from khuyencong.core.dates import format_date
from khuyencong.core.text import clean
from khuyencong.desk import services
from khuyencong.desk.forms import SentDraft
from khuyencong.desk.queries import draft_of, found_by, work_of
from khuyencong.desk.views.common import me
from khuyencong.ui.access import signed_in
from khuyencong.ui.offers import first_start
from khuyencong.ui.parts import is_part

LONGEST_SEARCH = 200
HITS_IN_BOX = 5
HITS_ON_PAGE = 30


@signed_in
def my_work(request: HttpRequest) -> HttpResponse:
    day = today()
    work = work_of(me(request), day)
    start = None if len(work) else first_start(request)
    return render(request, "desk/my_work.html", {"work": work, "day": day, "start": start})


@signed_in
def my_work_count(request: HttpRequest) -> HttpResponse:
    """Answer with the number of late tasks for the red mark in the rail, "" for none."""
    late = len(work_of(me(request), today()).late)
    response = HttpResponse(str(late) if late else "")
    patch_cache_control(response, private=True, max_age=60)
    return response


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    text = clean(request.GET.get("q", ""))[:LONGEST_SEARCH]
    in_box = is_part(request)
    groups = found_by(me(request), text, HITS_IN_BOX if in_box else HITS_ON_PAGE)
    template = "desk/search.html#hits" if in_box else "desk/search.html"
    return render(request, template, {"groups": groups, "search_text": text, "in_box": in_box})


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Give back, keep or (with an empty `values`) drop what the person is typing in a form."""
    if request.method == "GET":
        return JsonResponse({"draft": _kept(request)})
    try:
        sent = SentDraft.model_validate_json(request.body)
    except ValidationError:
        return JsonResponse({"message": "Chưa đọc được nội dung gửi lên."}, status=400)
    if not sent.values:
        services.drop_draft(form=sent.form, object_id=sent.object, by=me(request))
        return JsonResponse({"draft": None})
    kept = services.save_draft(
        form=sent.form,
        object_id=sent.object,
        version=sent.version,
        values=sent.values,
        by=me(request),
    )
    return JsonResponse({"saved_at": f"{kept.saved_at:%H:%M}"})


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    kept = draft_of(me(request), request.GET.get("form", ""), request.GET.get("object", ""))
    if kept is None:
        return None
    saved_at = timezone.localtime(kept.saved_at)
    return {
        "version": kept.version,
        "values": kept.values,
        "saved_at": f"{saved_at:%H:%M} ngày {format_date(saved_at.date())}",
    }
