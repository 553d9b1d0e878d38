from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from khuyencong.core.clock import today
from khuyencong.desk.queries import LONGEST_SEARCH, found_by, work_of
from khuyencong.ui.access import signed_in
from khuyencong.ui.parts import is_part

HITS_IN_BOX = 5
HITS_ON_PAGE = 30


@signed_in
def my_work(request: HttpRequest) -> HttpResponse:
    day = today()
    return render(request, "desk/my_work.html", {"work": work_of(request.user, day), "day": day})


@signed_in
def my_work_count(request: HttpRequest) -> HttpResponse:
    """Answer with the number of late tasks for the red mark in the rail, "" for none."""
    late = len(work_of(request.user, today()).late)
    response = HttpResponse(str(late) if late else "")
    patch_cache_control(response, private=True, max_age=60)
    return response


@signed_in
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
    in_box = is_part(request)
    groups = found_by(request.user, text, HITS_IN_BOX if in_box else HITS_ON_PAGE)
    template = "desk/search.html#hits" if in_box else "desk/search.html"
    return render(request, template, {"groups": groups, "search_text": text, "in_box": in_box})
