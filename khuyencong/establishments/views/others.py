"""Support received, craft villages, and who follows an establishment."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from khuyencong.core.clock import today
from khuyencong.establishments.forms import (
    CraftVillageForm,
    MemberForm,
    SupportForm,
    WithdrawalForm,
)
from khuyencong.establishments.lists import CRAFT_VILLAGES
from khuyencong.establishments.permissions import EDIT, may_edit
from khuyencong.establishments.queries import (
    craft_villages_in,
    history_with_changes,
    provinces_seen_by,
)
from khuyencong.establishments.services import (
    end_membership,
    grant_membership,
    record_craft_village,
    record_support,
    withdraw_craft_village,
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
    return tabbed_list(request, CRAFT_VILLAGES)


@requires(EDIT)
def add_craft_village(request):
    form = CraftVillageForm(request.POST or None, by=request.user)
    made = attempt(form, lambda typed: record_craft_village(by=request.user, on=today(), **typed))
    if made:
        return done(request, f"Đã ghi {made}.", made)
    return form_page(request, form, title="Ghi làng nghề được công nhận")


def _village(request, public_id):
    rows = craft_villages_in(provinces_seen_by(request.user))
    return get_object_or_404(rows, public_id=public_id)


@requires("establishments.view")
def craft_village(request, public_id):
    village = _village(request, public_id)
    context = {
        "village": village,
        "establishments": village.establishments.visible_to(request.user),
        "history": history_with_changes(village),
        "may_edit": may_edit(request.user, village.unit.parent),
    }
    return render(request, "establishments/craft_village.html", context)


@requires(EDIT)
def end_craft_village(request, public_id):
    village = _village(request, public_id)
    form = WithdrawalForm(request.POST or None)
    ended = attempt(
        form,
        lambda typed: withdraw_craft_village(village=village, by=request.user, on=today(), **typed),
    )
    if ended:
        return done(request, "Đã ghi thu hồi công nhận.", ended)
    return form_page(request, form, title=f"Ghi thu hồi công nhận {village}")
