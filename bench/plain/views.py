"""Views that do the least: the bounds of what any page can reach."""

import dataclasses

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from khuyencong.establishments.models import Establishment
from khuyencong.schemes.models import Scheme
from khuyencong.ui.access import signed_in
from khuyencong.ui.listing import list_response
from khuyencong.ui.lists import LISTS


@signed_in
def list_of_size(request: HttpRequest, code: str, size: int) -> HttpResponseBase:
    """Show one of the product's lists with other pages than usual."""
    definition = next(known for known in LISTS if known.code == code)
    return list_response(request, dataclasses.replace(definition, page_size=size))


@signed_in
def empty_page(request: HttpRequest) -> HttpResponse:
    """Show the frame of the product and nothing in it."""
    return render(request, "ui/page.html")


def trivial(request: HttpRequest) -> HttpResponse:
    """Do nothing."""
    return HttpResponse("ok")


def one_query(request: HttpRequest) -> HttpResponse:
    """Ask for one row by its key."""
    rows = Establishment.objects.filter(public_id=request.GET["id"])
    return HttpResponse(str(rows.values_list("name", "owner_name", "phone").get()))


def join_50(request: HttpRequest) -> HttpResponse:
    """Ask for fifty rows of three tables, without a template."""
    fields = ("code", "name", "year", "support_vnd", "state", "establishment__name")
    rows = Scheme.objects.order_by("-pk").values_list(*fields, "officer__full_name")
    return HttpResponse("\n".join(str(row) for row in rows[:50]))
