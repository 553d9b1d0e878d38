"""The site's addresses and one list to try the machinery on."""

from django.db.models import Count
from django.urls import include, path

from khuyencong.accounts.enums import OrganisationKind
from khuyencong.accounts.models import Organisation
from khuyencong.core.text import search_terms
from khuyencong.ui.access import signed_in
from khuyencong.ui.listing import list_response
from khuyencong.ui.lists import LISTS, Column, DayFilter, Filter, ListDefinition, Total


def found(rows, text):
    for term in search_terms(text):
        rows = rows.filter(short_name__icontains=term)
    return rows


def _organisations(user):
    rows = Organisation.objects.filter(short_name__startswith="t-")
    return rows.select_related("parent").prefetch_related("names")


ORGANISATIONS = ListDefinition(
    code="to-chuc",
    url_name="thu",
    rows=_organisations,
    title="Tổ chức",
    noun="tổ chức",
    columns=(
        Column(code="ten", label="Tên", field="name", sort=("name",)),
        Column(
            code="loai",
            label="Loại",
            field="kind",
            kind="badge",
            choices=dict(OrganisationKind.choices),
        ),
        Column(code="cap-tren", label="Cấp trên", field="parent__name", on_phone=False),
        Column(code="tu", label="Dùng từ", field="in_use_from", kind="day", sort=("in_use_from",)),
    ),
    order=("name",),
    filters=(
        Filter(code="loai", label="loại", choices=OrganisationKind.choices, apply="kind"),
        DayFilter(code="tu", label="dùng phần mềm", field="in_use_from"),
    ),
    search=found,
    totals=(Total(code="parents", label="cấp trên", expression=Count("parent"), kind="number"),),
    empty_text="Người quản trị thêm tổ chức đầu tiên.",
)


LISTS.register(ORGANISATIONS)


@signed_in
def organisations(request):
    return list_response(request, ORGANISATIONS)


urlpatterns = [
    path("thu/", organisations, name="thu"),
    path("", include("khuyencong.config.urls")),
]

handler400 = "khuyencong.ui.errors.bad_request"
handler403 = "khuyencong.ui.errors.permission_denied"
handler404 = "khuyencong.ui.errors.not_found"
handler500 = "khuyencong.ui.errors.server_error"
