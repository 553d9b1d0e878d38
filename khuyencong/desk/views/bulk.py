"""One thing done to the whole filtered set of a list: asked, shown before, done, taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.core.clock import now, today
from khuyencong.core.findings import Refusal
from khuyencong.desk import services
from khuyencong.desk.models import BulkRun
from khuyencong.desk.queries import SortedOut, action_of, sort_out
from khuyencong.desk.views.common import asked_or_404, me
from khuyencong.ui.access import signed_in
from khuyencong.ui.selection import Selection

FIRST_ROWS, FIRST_COLUMNS = 10, 4
REFUSED = 422


@signed_in
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, code: str, action: str) -> HttpResponse:
    """Ask what is needed, show what would happen, do it when that was confirmed."""
    asked = asked_or_404(request, code, request.GET.urlencode())
    try:
        action_of(asked, action)
    except Refusal as refusal:
        raise Http404 from refusal
    found = sort_out(asked, action, request.POST or None, today())
    if "lam" in request.POST and found.form.is_valid():
        try:
            return redirect(
                services.start_bulk(
                    list_code=code,
                    action=action,
                    query=asked.kept_query,
                    given=found.given,
                    digest=request.POST.get("xem", ""),
                    by=me(request),
                    on=today(),
                )
            )
        except Refusal as refusal:
            found.form.add_refusal(refusal)
    status = REFUSED if found.form.errors else 200
    return render(request, "desk/bulk.html", _shown(asked, found), status=status)


@signed_in
def bulk_run(request: HttpRequest, public_id: str) -> HttpResponse:
    run = get_object_or_404(BulkRun, public_id=public_id, by=me(request))
    asked = asked_or_404(request, run.list_code, run.query)
    context = {
        "run": run,
        "list": asked.definition,
        "list_url": f"{reverse(asked.definition.url_name)}?{run.query}",
        "may_undo": run.undo_until and not run.undone_at and now() <= run.undo_until,
        "put_back": run.count - len(run.left),
    }
    return render(request, "desk/bulk_run.html", context)


@signed_in
@require_POST
def undo(request: HttpRequest, public_id: str) -> HttpResponse:
    run = get_object_or_404(BulkRun, public_id=public_id, by=me(request))
    try:
        return redirect(services.start_undo(run=run, by=me(request), on=today()))
    except Refusal as refusal:
        finding = refusal.findings[0]
        messages.error(request, f"{finding.message} {finding.cure}".strip())
        return redirect(run)


def _shown(asked: Selection, found: SortedOut) -> dict[str, object]:
    columns = asked.columns[:FIRST_COLUMNS]
    first = asked.everything.filter(pk__in=found.ready[:FIRST_ROWS])
    return {
        "asked": asked,
        "found": found,
        "count": asked.count(),
        "columns": columns,
        "rows": [[column.cell(row) for column in columns] for row in first],
        "reasons": found.reasons(asked.everything),
        "list_url": f"{reverse(asked.definition.url_name)}?{asked.kept_query}",
    }
