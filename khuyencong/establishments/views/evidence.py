"""The evidence locker: papers in, papers out, what ends soon."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from khuyencong.core.clock import today
from khuyencong.documents.services import store_file
from khuyencong.establishments.forms import EvidenceForm, RemovalForm
from khuyencong.establishments.lists import EVIDENCE
from khuyencong.establishments.models import Evidence
from khuyencong.establishments.permissions import may_keep_evidence
from khuyencong.establishments.services import EvidenceRow, keep_evidence, remove_evidence
from khuyencong.establishments.views.establishments import visible
from khuyencong.establishments.views.saving import done, form_page, tabbed_list
from khuyencong.ui.access import signed_in
from khuyencong.ui.forms import attempt


@signed_in
def index(request):
    return tabbed_list(request, EVIDENCE)


@signed_in
def put_in(request, public_id):
    establishment = visible(request, public_id)
    if not may_keep_evidence(request.user, establishment):
        raise Http404
    form = EvidenceForm(request.POST or None, request.FILES or None, establishment=establishment)
    kept = attempt(form, lambda typed: _put(establishment, request.user, dict(typed)))
    if kept:
        return done(request, f"Đã cất {kept} vào kho giấy tờ.", establishment)
    return form_page(request, form, title="Cất giấy tờ", establishment=establishment)


@signed_in
def take_out(request, public_id):
    papers = Evidence.objects.visible_to(request.user).select_related("establishment__province")
    evidence = get_object_or_404(papers, public_id=public_id)
    if not may_keep_evidence(request.user, evidence.establishment):
        raise Http404
    form = RemovalForm(request.POST or None)
    given = {"by": request.user, "on": today()}
    removed = attempt(form, lambda typed: remove_evidence(evidence=evidence, **typed, **given))
    if removed:
        return done(request, f"Đã rút {removed} ra.", removed.establishment)
    title = f"Rút {evidence} khỏi kho giấy tờ"
    return form_page(request, form, title=title, establishment=evidence.establishment)


def _put(establishment, user, typed):
    upload, pages = typed.pop("file"), typed.pop("pages")
    file = store_file(name=upload.name, data=upload.read(), by=user)
    row = EvidenceRow(**typed)
    return keep_evidence(
        establishment=establishment, row=row, file=file, pages=pages, by=user, on=today()
    )
