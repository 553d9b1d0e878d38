"""Who may call a view: each one carries exactly one of these decorators."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import resolve, reverse

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Access:
    """What a view declared: "public", "signed_in" or "permission" with its name."""

    kind: str
    permission: str = ""


def public(view: View) -> View:
    """Let everybody call the view."""
    view.access = Access("public")  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let every signed-in person call the view; what they see is scoped by its queries."""
    return _guarded(view, Access("signed_in"))


def requires(permission: str) -> Callable[[View], View]:
    """Let persons call the view whose role carries `permission` ("<package>.<verb>")."""
    return lambda view: _guarded(view, Access("permission", permission))


def may_open(user: Any, url_name: str) -> bool:
    """Return whether a person may call the view at an address, as that view declares."""
    access: Access = resolve(reverse(url_name)).func.access  # type: ignore[attr-defined]
    return user.is_active and (not access.permission or user.has_perm(access.permission))


def _guarded(view: View, access: Access) -> View:
    @functools.wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if access.permission and not request.user.has_perm(access.permission):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    wrapper.access = access  # type: ignore[attr-defined]
    return wrapper


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page and back; a part of a page leads its whole page there."""
    sign_in = resolve_url(settings.LOGIN_URL)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"message": "Phiên làm việc đã hết."}, status=401)
    if request.headers.get("HX-Request"):
        page = urlsplit(request.headers.get("HX-Current-URL", "/"))
        query = urlencode({REDIRECT_FIELD_NAME: page._replace(scheme="", netloc="").geturl()})
        return HttpResponse(status=204, headers={"HX-Redirect": f"{sign_in}?{query}"})
    return redirect_to_login(request.get_full_path(), sign_in)
