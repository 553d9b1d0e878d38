"""Administration of organisations, and the roles as readable objects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from khuyencong.accounts import services
from khuyencong.accounts.forms.organisations import (
    EditOrganisationForm,
    NewOrganisationForm,
    PowerForm,
    RenameForm,
)
from khuyencong.accounts.forms.people import EndForm
from khuyencong.accounts.models import Organisation, OrganisationPower
from khuyencong.accounts.queries import (
    areas_managed_by,
    head_counts,
    in_order,
    organisation_tree,
    organisations_managed_by,
    role_counts,
    signer_of,
    staff_of,
)
from khuyencong.accounts.roles import PERMISSIONS, ROLES
from khuyencong.accounts.views.common import edit_page, form_page, me, typed
from khuyencong.audit.queries import history_of
from khuyencong.core.clock import today
from khuyencong.ui.access import requires

manages = requires("accounts.manage")
either = require_http_methods(["GET", "POST"])


@manages
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    managed = organisations_managed_by(me(request)).select_related("area")
    tree = organisation_tree(managed, head_counts(today()))
    return render(request, "accounts/organisations.html", {"tree": tree})


@manages
@require_safe
def organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    body = _organisation(request, public_id)
    context = {
        "organisation": body,
        "names": body.names.order_by("-valid"),
        "powers": body.powers.order_by("power", "-valid"),
        "staff": staff_of(body, today()),
        "children": in_order(body.children.all()),
        "budget_children": in_order(body.budget_children.all()),
        "signer": signer_of(body, today()),
        "history": history_of(body)[:20],
        "day": today(),
    }
    return render(request, "accounts/organisation.html", context)


@manages
@either
def new_organisation(request: HttpRequest) -> HttpResponse:
    form = NewOrganisationForm(
        typed(request),
        organisations=_offered(request),
        areas=areas_managed_by(me(request), today()),
    )
    return form_page(
        request,
        form,
        lambda data: services.create_organisation(**data, by=me(request)),
        title="Thêm tổ chức",
        action="Lập tổ chức",
        back="accounts:organisations",
        done="Đã lập tổ chức.",
    )


@manages
@either
def edit_organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    body = _organisation(request, public_id)
    return edit_page(
        request,
        EditOrganisationForm,
        body,
        lambda data: services.edit_organisation(
            organisation=body, **data, by=me(request), on=today()
        ),
        title=f"Sửa {body.short_name}",
        organisations=_above(request, body),
    )


@manages
@either
def rename_organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    body = _organisation(request, public_id)
    return form_page(
        request,
        RenameForm(typed(request)),
        lambda data: services.rename_organisation(organisation=body, **data, by=me(request)),
        title=f"Đổi tên {body.short_name}",
        action="Ghi tên mới",
        back=body.get_absolute_url(),
        done="Đã ghi tên mới.",
        note="Văn bản đề ngày trước đó vẫn in tên cũ.",
    )


@manages
@either
def close_organisation(request: HttpRequest, public_id: str) -> HttpResponse:
    body = _organisation(request, public_id)
    return form_page(
        request,
        EndForm(typed(request)),
        lambda data: services.close_organisation(organisation=body, **data, by=me(request)),
        title=f"{body.short_name} kết thúc hoạt động",
        action="Ghi kết thúc",
        back=body.get_absolute_url(),
        done="Đã ghi ngày kết thúc hoạt động.",
        is_grave=True,
    )


@manages
@either
def grant_power(request: HttpRequest, public_id: str) -> HttpResponse:
    body = _organisation(request, public_id)
    return form_page(
        request,
        PowerForm(typed(request)),
        lambda data: services.grant_power(organisation=body, **data, by=me(request)),
        title=f"Thẩm quyền của {body.short_name}",
        action="Ghi thẩm quyền",
        back=body.get_absolute_url(),
        done="Đã ghi thẩm quyền.",
    )


@manages
@either
def end_power(request: HttpRequest, public_id: str) -> HttpResponse:
    ours = OrganisationPower.objects.filter(organisation__in=organisations_managed_by(me(request)))
    power = get_object_or_404(ours.select_related("organisation"), public_id=public_id)
    return form_page(
        request,
        EndForm(typed(request)),
        lambda data: services.end_power(power=power, **data, by=me(request)),
        title=f"Thôi thẩm quyền {power}",
        action="Ghi kết thúc",
        back=power.organisation.get_absolute_url(),
        done="Đã ghi ngày thôi thẩm quyền.",
    )


@manages
@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    counts = role_counts(me(request), today())
    rows = [
        {
            "role": role,
            "kinds": sorted(kind.label for kind in role.held_in),
            "abilities": [words for code, words in PERMISSIONS.items() if code in role.permissions],
            "count": counts.get(role.code, 0),
        }
        for role in ROLES
    ]
    return render(request, "accounts/roles.html", {"rows": rows})


def _organisation(request: HttpRequest, public_id: str) -> Organisation:
    managed = organisations_managed_by(me(request))
    return get_object_or_404(
        managed.select_related("area", "parent", "budget_parent"), public_id=public_id
    )


def _above(request: HttpRequest, body: Organisation) -> list[Organisation]:
    """Return what may stand above the organisation: what it has now, and what one looks after."""
    now = {o for o in (body.parent, body.budget_parent) if o}
    return in_order({*_offered(request), *now} - {body})


def _offered(request: HttpRequest) -> list[Organisation]:
    return in_order(organisations_managed_by(me(request)).filter(is_active=True))
