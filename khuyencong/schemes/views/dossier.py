"""Papers of a scheme: attach, take off."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.documents.queries import own_file
from khuyencong.documents.services import store_file
from khuyencong.establishments.queries import locker_of
from khuyencong.schemes.forms.dossier import PagesForm, PaperForm
from khuyencong.schemes.kinds import requirement_label
from khuyencong.schemes.permissions import may_attach
from khuyencong.schemes.queries import checklist
from khuyencong.schemes.services import (
    assign_pages,
    attach_document,
    attach_evidence,
    remove_document,
)
from khuyencong.schemes.views.common import REFUSED, scheme_or_404
from khuyencong.ui.access import requires


@requires("schemes.view")
def attach(request, public_id, requirement):
    scheme, label = _attachable_or_404(request, public_id, requirement)
    locker = locker_of(scheme.establishment, clock.today()) if scheme.establishment else ()
    form = PaperForm(request.POST or None, request.FILES or None, locker=locker)
    if request.method == "POST" and form.is_valid():
        try:
            _attach(request, scheme, requirement, form)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"Đã tải lên: {label}.")
            return redirect(_dossier(scheme))
    context = {"scheme": scheme, "form": form, "label": label, "back": _dossier(scheme)}
    return render(request, "schemes/attach.html", context, status=REFUSED if form.errors else 200)


@requires("schemes.view")
def remove(request, public_id, document_id):
    scheme = scheme_or_404(request, public_id)
    if not may_attach(request.user, scheme):
        raise Http404
    paper = get_object_or_404(
        scheme.documents.select_related("file"), public_id=document_id, removed_at=None
    )
    context = {"scheme": scheme, "paper": paper, "back": _dossier(scheme), "refused": ()}
    if request.method == "POST":
        try:
            remove_document(document=paper, by=request.user, on=clock.today())
        except Refusal as refusal:
            context["refused"] = refusal.findings
        else:
            messages.success(request, f"Đã gỡ {paper.file.name}.")
            return redirect(_dossier(scheme))
    return render(request, "schemes/remove_document.html", context)


@requires("schemes.view")
def assign(request, public_id):
    """Attach one scan as several papers by their pages."""
    scheme = scheme_or_404(request, public_id)
    if not may_attach(request.user, scheme):
        raise Http404
    documents = [item.document for item in checklist(scheme)]
    form = PagesForm(request.POST or None, request.FILES or None, documents=documents)
    scan = _scan_of(request, form) if request.method == "POST" and form.is_valid() else None
    if scan:
        given = {"by": request.user, "on": clock.today()}
        try:
            made = assign_pages(scheme=scheme, file=scan, pages=form.spans(), **given)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, f"Đã gán trang cho {len(made)} giấy tờ.")
            return redirect(_dossier(scheme))
    context = {"scheme": scheme, "form": form, "scan": scan, "back": _dossier(scheme)}
    status = REFUSED if form.errors else 200
    return render(request, "schemes/assign_pages.html", context, status=status)


def _scan_of(request, form):
    """Return the scan just sent, or the one kept from the attempt before; None if neither."""
    upload = form.cleaned_data["file"]
    if upload is None:
        kept = own_file(request.user, form.cleaned_data["kept"])
        if kept is None:
            form.add_error("file", "Chọn tệp quét.")
        return kept
    try:
        return store_file(name=upload.name, data=upload.read(), by=request.user)
    except Refusal as refusal:
        form.add_refusal(refusal)
        return None


def _attach(request, scheme, requirement, form):
    typed = dict(form.cleaned_data)
    chosen, upload = typed.pop("evidence", ""), typed.pop("file")
    given = {"scheme": scheme, "requirement": requirement}
    given |= {"by": request.user, "on": clock.today()}
    if chosen:
        attach_evidence(evidence=form.locker[chosen], **given)
    else:
        kept = store_file(name=upload.name, data=upload.read(), by=request.user)
        attach_document(file=kept, **typed, **given)


def _attachable_or_404(request, public_id, requirement):
    scheme = scheme_or_404(request, public_id)
    label = requirement_label(scheme.kind, requirement)
    if label is None or not may_attach(request.user, scheme):
        raise Http404
    return scheme, label


def _dossier(scheme):
    return f"{reverse('schemes:detail', args=[scheme.public_id])}?xem=ho-so"
