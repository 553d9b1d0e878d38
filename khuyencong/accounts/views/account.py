"""One's own account, and who stands in for whom: recorded by the giver or the administrator."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts import services
from khuyencong.accounts.forms.people import DelegationForm, EndForm
from khuyencong.accounts.models import Delegation, User
from khuyencong.accounts.queries import (
    assignments_of,
    delegations_of,
    organisations_managed_by,
    people_managed_by,
    takers_for,
    workplaces_of,
)
from khuyencong.accounts.views.common import form_page, me, typed
from khuyencong.core.clock import today
from khuyencong.ui.access import requires, signed_in

either = require_http_methods(["GET", "POST"])


@signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    who = me(request)
    context = {
        "person": who,
        "assignments": assignments_of(who),
        "delegations": delegations_of(who),
        "may_delegate": workplaces_of(who, today()).exists(),
        "day": today(),
    }
    return render(request, "accounts/account.html", context)


@signed_in
@either
def delegate_own(request: HttpRequest) -> HttpResponse:
    return _delegate(request, me(request), reverse("accounts:account"))


@requires("accounts.manage")
@either
def delegate(request: HttpRequest, public_id: str) -> HttpResponse:
    giver = get_object_or_404(people_managed_by(me(request)), public_id=public_id)
    return _delegate(request, giver, giver.get_absolute_url())


@signed_in
@either
def end_own_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    own = get_object_or_404(delegations_of(me(request)), giver=me(request), public_id=public_id)
    return _end(request, own, reverse("accounts:account"))


@requires("accounts.manage")
@either
def end_delegation(request: HttpRequest, public_id: str) -> HttpResponse:
    ours = Delegation.objects.filter(organisation__in=organisations_managed_by(me(request)))
    delegation = get_object_or_404(ours.select_related("giver", "taker"), public_id=public_id)
    return _end(request, delegation, delegation.giver.get_absolute_url())


def _delegate(request: HttpRequest, giver: User, back: str) -> HttpResponse:
    form = DelegationForm(
        typed(request),
        organisations=workplaces_of(giver, today()),
        takers=takers_for(giver, today()),
    )

    def act(data: dict[str, Any]) -> Delegation:
        return services.delegate(giver=giver, **data, by=me(request))

    return form_page(
        request,
        form,
        act,
        title=f"Ủy quyền của {giver}",
        action="Ghi ủy quyền",
        back=back,
        done="Đã ghi ủy quyền.",
        note="Trong thời gian này người nhận làm và ký thay; người giao vẫn giữ quyền của mình.",
    )


def _end(request: HttpRequest, delegation: Delegation, back: str) -> HttpResponse:
    return form_page(
        request,
        EndForm(typed(request)),
        lambda data: services.end_delegation(delegation=delegation, **data, by=me(request)),
        title=f"{delegation.taker} thôi ký {delegation.capacity} {delegation.giver}",
        action="Kết thúc ủy quyền",
        back=back,
        done="Đã kết thúc ủy quyền.",
    )
