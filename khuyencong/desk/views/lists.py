"""How a person looks at a list, and takes it away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.core.findings import Refusal
from khuyencong.desk import services
from khuyencong.desk.models import SavedView
from khuyencong.desk.views.common import asked_or_404, me
from khuyencong.ui.access import signed_in
from khuyencong.ui.export import AT_ONCE, FORMATS
from khuyencong.ui.lists import LISTS, ListDefinition
from khuyencong.ui.selection import COLUMNS


@signed_in
@require_POST
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the ticked columns in their order; `len` moves one of them up first."""
    asked = asked_or_404(request, code, request.POST.get("query", ""))
    chosen = [] if "nhu-cu" in request.POST else request.POST.getlist(COLUMNS)
    moved = request.POST.get("len", "")
    if moved in chosen[1:]:
        place = chosen.index(moved)
        chosen[place - 1 : place + 1] = [moved, chosen[place - 1]]
    known = [column.code for column in asked.definition.columns]
    wanted = [code for code in dict.fromkeys(chosen) if code in known]
    services.keep_columns(list_code=code, columns=wanted, by=me(request))
    page = _page(asked.definition, asked.query_with(**{COLUMNS: ",".join(wanted)}))
    return redirect(f"{page}#cot-{moved}" if moved else page)


@signed_in
@require_POST
def save_view(request: HttpRequest, code: str) -> HttpResponse:
    asked = asked_or_404(request, code, request.POST.get("query", ""))
    shown = ",".join(column.code for column in asked.columns)
    query = asked.query_with(**{COLUMNS: shown})
    try:
        view = services.keep_view(
            list_code=code,
            name=request.POST.get("ten", ""),
            query=query,
            is_shared="chia-se" in request.POST,
            by=me(request),
        )
    except Refusal as refusal:
        messages.error(request, refusal.findings[0].message)
    else:
        messages.success(request, f"Đã lưu khung nhìn “{view}”.")
    return redirect(_page(asked.definition, query))


@signed_in
@require_POST
def drop_view(request: HttpRequest, public_id: str) -> HttpResponse:
    view = get_object_or_404(SavedView, public_id=public_id, user=me(request))
    if view.list_code not in LISTS:
        raise Http404
    services.drop_view(view=view, by=me(request))
    messages.success(request, f"Đã bỏ khung nhìn “{view}”.")
    return redirect(_page(LISTS[view.list_code], view.query))


@signed_in
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, code: str, file_format: str) -> HttpResponse:
    """Say how long the list is and that a job writes it; begin it when asked."""
    asked = asked_or_404(request, code, request.GET.urlencode())
    if file_format not in FORMATS:
        raise Http404
    if request.method == "POST":
        return redirect(
            services.start_export(
                list_code=code, query=asked.kept_query, file_format=file_format, by=me(request)
            )
        )
    context = {
        "asked": asked,
        "count": asked.count(),
        "format": FORMATS[file_format],
        "at_once": AT_ONCE,
        "list_url": _page(asked.definition, asked.kept_query),
    }
    return render(request, "desk/export.html", context)


def _page(definition: ListDefinition, query: str) -> str:
    return f"{reverse(definition.url_name)}?{query}"
