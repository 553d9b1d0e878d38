"""What may be entered twice: the list, two records side by side, merging and parting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from khuyencong.core.clock import today
from khuyencong.establishments.forms import EstablishmentForm, MergeForm, ReasonForm
from khuyencong.establishments.lists import PAIRS, PRODUCT_PAIRS
from khuyencong.establishments.permissions import EDIT
from khuyencong.establishments.queries.duplicates import draft_like, hanging_on, similar_to
from khuyencong.establishments.services import merge, tell_apart, unmerge
from khuyencong.establishments.views.saving import tabbed_list
from khuyencong.ui.access import requires
from khuyencong.ui.forms import attempt

LISTS = {"establishment": PAIRS, "product": PRODUCT_PAIRS}


@requires(EDIT)
def pairs(request, kind):
    return tabbed_list(request, LISTS[kind])


def _pair(request, kind, public_id):
    rows = LISTS[kind].rows(request.user).select_related("decided_by")
    return get_object_or_404(rows, public_id=public_id)


def _page(request, pair, form=None, reason_form=None):
    forms = {"form": form or MergeForm(pair=pair), "reason_form": reason_form or ReasonForm()}
    has_errors = any(shown.errors for shown in forms.values())
    context = {
        "pair": pair,
        "hanging": hanging_on(pair),
        "list_name": f"establishments:{pair.prefix}pairs",
        "address": {
            verb: reverse(f"establishments:{pair.prefix}pair_{verb}", args=[pair.public_id])
            for verb in ("merge", "part", "unmerge")
        },
    } | forms
    return render(request, "establishments/pair.html", context, status=422 if has_errors else 200)


@requires(EDIT)
def pair(request, kind, public_id):
    return _page(request, _pair(request, kind, public_id))


@require_POST
@requires(EDIT)
def merge_pair(request, kind, public_id):
    current = _pair(request, kind, public_id)
    form = MergeForm(request.POST, pair=current)
    done = attempt(
        form,
        lambda typed: merge(
            pair=current,
            survivor=form.survivor,
            taken=form.taken,
            by=request.user,
            on=today(),
        ),
    )
    if not done:
        return _page(request, current, form)
    messages.success(request, "Đã gộp. Nếu nhầm, vẫn gỡ được ở trang này.")
    return redirect(done)


@require_POST
@requires(EDIT)
def part(request, kind, public_id):
    current = _pair(request, kind, public_id)
    form = ReasonForm(request.POST)
    done = attempt(
        form, lambda typed: tell_apart(pair=current, by=request.user, on=today(), **typed)
    )
    if not done:
        return _page(request, current, reason_form=form)
    messages.success(request, "Đã ghi nhận không trùng; cặp này không hiện lại nữa.")
    return redirect(f"establishments:{current.prefix}pairs")


@require_POST
@requires(EDIT)
def take_back(request, kind, public_id):
    current = _pair(request, kind, public_id)
    form = ReasonForm(request.POST)
    done = attempt(form, lambda typed: unmerge(pair=current, by=request.user, on=today(), **typed))
    if not done:
        return _page(request, current, reason_form=form)
    current, kept = done
    changed = f" Giữ nguyên {len(kept)} mục đã sửa sau khi gộp." if kept else ""
    messages.success(request, f"Đã gỡ gộp: hai bản ghi lại như trước.{changed}")
    return redirect(current)


@requires(EDIT)
def similar(request):
    """Answer, while somebody enters an establishment, with what stands there already."""
    form = EstablishmentForm(request.GET, by=request.user)
    form.is_valid()
    draft = draft_like(form.cleaned_data)
    if draft is None:
        return HttpResponse("")
    found = similar_to(draft, request.user)
    return render(request, "establishments/similar.html", {"found": found})
