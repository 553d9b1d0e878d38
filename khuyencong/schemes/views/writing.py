"""The pages on which a scheme is begun and written."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from khuyencong.establishments.models import Establishment
from khuyencong.norms.enums import Fund
from khuyencong.schemes.enums import Part
from khuyencong.schemes.forms.writing import DraftForm, PartForm
from khuyencong.schemes.permissions import WRITE, may_write
from khuyencong.schemes.services import draft_scheme, save_part
from khuyencong.schemes.views.common import (
    REFUSED,
    centres_of,
    choose_establishment_for,
    part_page,
    parts_of,
    saved,
    scheme_or_404,
)
from khuyencong.schemes.views.tables import TABLES, write_table
from khuyencong.ui.access import requires
from khuyencong.ui.forms import attempt


@requires("schemes.write")
def create(request):
    chosen = request.GET.get("co-so", "")
    visible = Establishment.objects.visible_to(request.user)
    if not chosen:
        return choose_establishment_for(request, visible, reverse("schemes:create"))
    establishment = get_object_or_404(visible, public_id=chosen)
    today = clock.today()
    form = DraftForm(
        request.POST or None,
        organisations=centres_of(request.user, WRITE),
        on=today,
        fund=Fund.LOCAL,
        initial={"year": today.year},
    )
    if request.method == "POST" and form.is_valid():
        given = {"establishment": establishment, "fund": Fund.LOCAL, "by": request.user}
        try:
            made = draft_scheme(**form.values(), **given, on=today)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            return redirect("schemes:write", made.public_id, Part.PARTIES)
    context = {"form": form, "establishment": establishment}
    return render(request, "schemes/create.html", context, status=REFUSED if form.errors else 200)


@requires("schemes.write")
def choose_establishment(request, public_id):
    scheme = _writable_or_404(request, public_id)
    visible = Establishment.objects.visible_to(request.user)
    if request.method != "POST":
        return choose_establishment_for(request, visible, request.path, scheme=scheme)
    establishment = get_object_or_404(visible, public_id=request.POST.get("co-so", ""))
    values = {"establishment": establishment}
    given = {"version": scheme.version, "by": request.user, "on": clock.today()}
    save_part(scheme=scheme, part=Part.PARTIES, values=values, **given)
    return redirect("schemes:write", scheme.public_id, Part.PARTIES)


@requires("schemes.write")
def write(request, public_id, part):
    scheme = _writable_or_404(request, public_id)
    if part not in parts_of(scheme):
        raise Http404
    if part in TABLES:
        return write_table(request, scheme, part)
    about = {"part": part, "on": clock.today()}
    form = PartForm(request.POST or None, scheme=scheme, **about)

    def save(typed):
        who = {"by": request.user, "on": about["on"]}
        version = typed["version"] or 0
        return save_part(scheme=scheme, part=part, values=form.values(), version=version, **who)

    def fresh():
        scheme.refresh_from_db()
        return PartForm(scheme=scheme, **about)

    if request.method == "POST" and attempt(form, save, fresh):
        return saved(request, scheme, part)
    is_refused = bool(form.errors)
    return part_page(request, scheme, part, "schemes/write.html", is_refused=is_refused, form=form)


def _writable_or_404(request, public_id):
    scheme = scheme_or_404(request, public_id)
    if not may_write(request.user, scheme):
        raise Http404
    return scheme
