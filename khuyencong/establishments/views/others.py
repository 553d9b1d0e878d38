"""Support received, craft villages, and who follows an establishment."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from khuyencong.core.clock import today
from khuyencong.establishments.forms import CraftVillageForm, MemberForm, SupportForm
from khuyencong.establishments.lists import CRAFT_VILLAGES
from khuyencong.establishments.permissions import EDIT
from khuyencong.establishments.queries import craft_villages_in, provinces_seen_by
from khuyencong.establishments.services import (
    end_membership,
    grant_membership,
    record_craft_village,
    record_support,
)
from khuyencong.establishments.views.establishments import visible
from khuyencong.establishments.views.saving import done, form_page, tabbed_list
from khuyencong.ui.access import requires
from khuyencong.ui.forms import attempt


@requires(EDIT)
def add_support(request, public_id):
    establishment = visible(request, public_id)
    form = SupportForm(request.POST or None)
    made = attempt(
        form,
        lambda typed: record_support(
            establishment=establishment, by=request.user, on=today(), **typed
        ),
    )
    if made:
        return done(request, "Đã ghi hỗ trợ đã nhận.", establishment)
    return form_page(request, form, title="Ghi hỗ trợ đã nhận", establishment=establishment)


@requires(EDIT)
def add_member(request, public_id):
    establishment = visible(request, public_id)
    form = MemberForm(request.POST or None, by=request.user)
    made = attempt(
        form,
        lambda typed: grant_membership(
            establishment=establishment, user=typed["username"], by=request.user, on=today()
        ),
    )
    if made:
        return done(request, f"{made.user} theo dõi được hồ sơ của cơ sở.", establishment)
    return form_page(
        request, form, title="Cho người của cơ sở theo dõi", establishment=establishment
    )


@require_POST
@requires(EDIT)
def remove_member(request, public_id, member_id):
    establishment = visible(request, public_id)
    membership = get_object_or_404(
        establishment.memberships.select_related("user"),
        user__public_id=member_id,
        valid__contains=today(),
    )
    end_membership(establishment=establishment, user=membership.user, by=request.user, on=today())
    messages.success(request, f"{membership.user} thôi theo dõi hồ sơ của cơ sở.")
    return redirect(establishment)


@requires("establishments.view")
def craft_villages(request):
    return tabbed_list(request, CRAFT_VILLAGES, craft_villages_in(provinces_seen_by(request.user)))


@requires(EDIT)
def add_craft_village(request):
    form = CraftVillageForm(request.POST or None, by=request.user)
    made = attempt(form, lambda typed: record_craft_village(by=request.user, on=today(), **typed))
    if made:
        messages.success(request, f"Đã ghi {made}.")
        return redirect("establishments:craft_villages")
    return form_page(request, form, title="Ghi làng nghề được công nhận")
