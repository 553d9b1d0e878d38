"""Establishments: the list, one of them, entering and changing one."""

from django.shortcuts import get_object_or_404, render

from khuyencong.core.clock import today
from khuyencong.establishments.forms import DayForm, EstablishmentForm
from khuyencong.establishments.lists import ESTABLISHMENTS
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.permissions import EDIT, may_edit, may_keep_evidence
from khuyencong.establishments.queries import (
    eligibility_of,
    history_with_changes,
    ladders_of,
    locker_of,
    name_of,
    possible_duplicates,
    provinces_edited_by,
    survivor_of,
    with_places,
)
from khuyencong.establishments.services import (
    EstablishmentRow,
    edit_establishment,
    register_establishment,
)
from khuyencong.establishments.views.saving import done, form_page, tabbed_list
from khuyencong.ui.access import requires, signed_in
from khuyencong.ui.forms import attempt
from khuyencong.ui.offers import actions_on

FORM = "establishments/establishment_form.html"


def visible(request, public_id):
    """Return an establishment that the person may see, or answer 404."""
    rows = with_places(Establishment.objects.visible_to(request.user))
    return get_object_or_404(rows, public_id=public_id)


@signed_in
def index(request):
    return tabbed_list(request, ESTABLISHMENTS)


@signed_in
def detail(request, public_id):
    if survivor := survivor_of(request.user, public_id):
        return done(request, f"Bản ghi bạn mở đã được gộp vào {survivor}.", survivor)
    establishment, on = visible(request, public_id), today()
    supports = list(establishment.supports.all())
    context = {
        "establishment": establishment,
        "old_place": name_of(establishment.old_unit),
        "place": ", ".join(str(u) for u in (establishment.unit, establishment.province) if u),
        "ladders": ladders_of(establishment),
        "locker": locker_of(establishment, on),
        "may_keep_evidence": may_keep_evidence(request.user, establishment),
        "supports": supports,
        "supported_vnd": sum(support.amount_vnd for support in supports),
        "duplicates": possible_duplicates(establishment, request.user),
        "members": establishment.memberships.filter(valid__contains=on).select_related("user"),
        "history": history_with_changes(establishment),
        "may_edit": may_edit(request.user, establishment.province),
        "offered": actions_on(establishment, request),
    } | _eligibility(request, establishment)
    return render(request, "establishments/detail.html", context)


def _eligibility(request, establishment):
    """Judge on the day that the address asks for, today without one."""
    form = DayForm(request.GET if "ngay" in request.GET else None)
    on = form.cleaned_data["ngay"] if form.is_valid() else today()
    return {"day_form": form, "judged_on": on, "findings": eligibility_of(establishment, on)}


@requires(EDIT)
def create(request):
    known = provinces_edited_by(request.user)
    initial = {"province": known[0].public_id} if len(known) == 1 else {}
    form = EstablishmentForm(request.POST or None, by=request.user, initial=initial)
    made = attempt(
        form,
        lambda typed: register_establishment(
            row=EstablishmentRow(**form.changes), by=request.user, on=today()
        ),
    )
    if made:
        return done(request, f"Đã ghi {made} vào danh sách.", made)
    return form_page(request, form, template=FORM)


@requires(EDIT)
def edit(request, public_id):
    establishment = visible(request, public_id)
    form = _form_of(establishment, request.user, request.POST or None)
    changed = attempt(
        form,
        lambda typed: edit_establishment(
            establishment=establishment,
            version=typed["version"],
            changes=form.changes,
            by=request.user,
            on=today(),
        ),
        fresh=lambda: _form_of(visible(request, public_id), request.user),
    )
    if changed:
        return done(request, "Đã lưu thay đổi.", changed)
    return form_page(request, form, template=FORM, establishment=establishment)


def _form_of(establishment, user, typed=None):
    initial = EstablishmentForm.initial_of(establishment)
    return EstablishmentForm(typed, by=user, initial=initial)
