"""One workbook: upload, where it stands, taking it in, what came of it, undoing."""

import io

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from khuyencong.core import clock
from khuyencong.importing.enums import RowState
from khuyencong.importing.forms import MAX_MB, UploadForm
from khuyencong.importing.kinds import KINDS
from khuyencong.importing.lists import BATCHES
from khuyencong.importing.models import LOAD, ImportBatch, StagedRow
from khuyencong.importing.papers import running_template
from khuyencong.importing.permissions import may_take
from khuyencong.importing.queries import cards_of, counts_by_sheet, counts_of, made_counts
from khuyencong.importing.services import order_accepting, order_undoing
from khuyencong.importing.services import upload as upload_file
from khuyencong.jobs.queries import visible_to as jobs_visible_to
from khuyencong.ui.access import requires
from khuyencong.ui.forms import attempt
from khuyencong.ui.listing import list_response

PAGE = 50


@requires(LOAD)
def batches(request):
    return list_response(request, BATCHES)


@requires(LOAD)
def upload(request):
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        done = attempt(form, lambda typed: _uploaded(typed["file"], request.user))
        if done:
            found, is_new = done
            if not is_new:
                messages.info(request, _same_again(found))
            return redirect(found)
    context = {"form": form, "kinds": KINDS.values(), "max_mb": MAX_MB}
    return render(request, "importing/upload.html", context)


@requires(LOAD)
def template(request):
    held = io.BytesIO(running_template())
    return FileResponse(held, as_attachment=True, filename="mau-tiep-nhan-de-an.xlsx")


@requires(LOAD)
def batch(request, public_id):
    found = seen(request, public_id)
    counts = counts_by_sheet(found)
    sheets = [
        {
            "sheet": sheet,
            "kind": KINDS.get(sheet.kind),
            "counts": counts[sheet.pk],
            "may_take": sheet.kind in KINDS and may_take(request.user, KINDS[sheet.kind]),
        }
        for sheet in found.sheets.all()
    ]
    ready = [
        s for s in sheets if s["sheet"].is_confirmed and s["may_take"] and not s["kind"].is_kept
    ]
    context = {
        "batch": found,
        "sheets": sheets,
        "counts": counts_of(found),
        "job": jobs_visible_to(request.user).filter(public_id=found.job).first(),
        "clean": sum(s["counts"].clean for s in ready),
        "doubt": sum(s["counts"].doubt for s in ready),
        "unconfirmed": [s for s in sheets if not s["sheet"].is_confirmed],
    }
    return render(request, "importing/batch.html", context)


@require_POST
@requires(LOAD)
def accept(request, public_id):
    found = seen(request, public_id)
    with_doubts = request.POST.get("ca-dong-nen-xem") == "1"
    states = [RowState.CLEAN, RowState.DOUBT] if with_doubts else [RowState.CLEAN]
    order_accepting(batch=found, states=states, by=request.user, on=clock.today())
    return redirect(found)


@requires(LOAD)
def result(request, public_id):
    found = seen(request, public_id)
    taken = StagedRow.objects.filter(sheet__batch=found).exclude(made=[])
    taken = taken.select_related("sheet").order_by("sheet__position", "number")
    page = Paginator(taken, PAGE).get_page(request.GET.get("trang"))
    cards = [
        card
        for kind in sorted({row.sheet.kind for row in page})
        for card in cards_of([row for row in page if row.sheet.kind == kind], kind)
    ]
    context = {
        "batch": found,
        "page": page,
        "cards": cards,
        "counts": counts_of(found),
        "made": made_counts(found),
    }
    return render(request, "importing/result.html", context)


@requires(LOAD)
def undo(request, public_id):
    found = seen(request, public_id)
    if request.method == "POST":
        order_undoing(batch=found, by=request.user, on=clock.today())
        return redirect(found)
    return render(request, "importing/undo.html", {"batch": found, "made": made_counts(found)})


def seen(request, public_id):
    """Return the import if the person may see it, else answer 404."""
    visible = ImportBatch.objects.visible_to(request.user)
    return get_object_or_404(
        visible.select_related("organisation", "uploaded_by", "file"), public_id=public_id
    )


def _uploaded(file, user):
    return upload_file(name=file.name, data=file.read(), by=user, on=clock.today())


def _same_again(found):
    on = f"{found.uploaded_at:%d/%m/%Y}"
    return (
        f"Đơn vị đã tải đúng tệp này lên ngày {on}; đây là đợt nhập đó, tệp không được đọc lại"
        " và không có gì thay đổi."
    )
