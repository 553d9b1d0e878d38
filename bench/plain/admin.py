"""Plain Django admin over the same tables, as its tutorial has it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from khuyencong.establishments.models import Establishment, Product
from khuyencong.schemes.models import Scheme


class OpenSite(admin.AdminSite):
    """An admin for whoever is signed in: the product's people have no staff mark."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Let everybody in who is signed in."""
        return request.user.is_authenticated


class OpenAdmin(admin.ModelAdmin):
    """A list of fifty rows with a few columns; nothing is asked about permissions."""

    list_per_page = 50

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let everybody look."""
        return True

    has_module_permission = has_view_permission


class SchemeAdmin(OpenAdmin):
    """Schemes with the columns of the product's list."""

    list_display = (
        "name",
        "code",
        "establishment",
        "place_text",
        "year",
        "support_vnd",
        "total_vnd",
        "state",
        "officer",
    )
    list_filter = ("state", "fund", "year")
    list_select_related = ("establishment", "officer")
    search_fields = ("name", "code", "establishment__name")
    ordering = ("-year", "-pk")


class EstablishmentAdmin(OpenAdmin):
    """Establishments."""

    list_display = ("name", "legal_form", "address_text", "province", "employees", "trade")
    list_filter = ("legal_form", "trade")
    list_select_related = ("province",)
    search_fields = ("name", "owner_name", "address_text")


class ProductAdmin(OpenAdmin):
    """Products."""

    list_display = ("name", "establishment", "province", "group")
    list_filter = ("group",)
    list_select_related = ("establishment", "province")
    search_fields = ("name", "establishment__name")


site = OpenSite(name="bench-admin")
site.register(Scheme, SchemeAdmin)
site.register(Establishment, EstablishmentAdmin)
site.register(Product, ProductAdmin)
