"""Papers of a scheme: attach, take off."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.documents.services import store_file
from khuyencong.schemes.forms.dossier import PaperForm
from khuyencong.schemes.kinds import requirement_label
from khuyencong.schemes.permissions import may_attach
from khuyencong.schemes.services import attach_document, remove_document
from khuyencong.schemes.views.common import REFUSED, scheme_or_404
from khuyencong.ui.access import requires


@requires("schemes.view")
def attach(request, public_id, requirement):
    scheme, label = _attachable_or_404(request, public_id, requirement)
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _attach(request, scheme, requirement, form.cleaned_data)
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


def _attach(request, scheme, requirement, typed):
    upload = typed.pop("file")
    kept = store_file(name=upload.name, data=upload.read(), by=request.user)
    given = {"by": request.user, "on": clock.today(), **typed}
    attach_document(scheme=scheme, requirement=requirement, file=kept, **given)


def _attachable_or_404(request, public_id, requirement):
    scheme = scheme_or_404(request, public_id)
    label = requirement_label(scheme.kind, requirement)
    if label is None or not may_attach(request.user, scheme):
        raise Http404
    return scheme, label


def _dossier(scheme):
    return f"{reverse('schemes:detail', args=[scheme.public_id])}?xem=ho-so"
