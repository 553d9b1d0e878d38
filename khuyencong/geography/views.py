from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from khuyencong.core import clock
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import (
    locate,
    profile_of,
    provinces_with_origin,
    search_units,
)
from khuyencong.ui.access import signed_in

LONGEST_QUERY = 100


@signed_in
def index(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    provinces = provinces_with_origin(today)
    context = {
        "query": query,
        "meant": locate(query, today),
        "found": search_units(query),
        "provinces": provinces,
        "cities": sum(row.is_city for row in provinces),
        "commune_counts": {row.unit.pk: row.commune_count for row in provinces},
    }
    return render(request, "geography/index.html", context)


@signed_in
def unit(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        AdminUnit.objects.select_related("parent__parent"), public_id=public_id
    )
    profile = profile_of(found, clock.today())
    return render(request, "geography/unit.html", {"unit": found, "profile": profile})
