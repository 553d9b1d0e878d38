"""A person with a first password changes it before anything else."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

Handler = Callable[[HttpRequest], HttpResponse]

STILL_OPEN = {"accounts:change_password", "accounts:sign_out", "accounts:session"}


class PasswordChangeMiddleware:
    """Leads every page of such a person to the change of the password."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Send the person to the change of the password unless they are on their way."""
        is_free = not getattr(request.user, "must_change_password", False)
        match = request.resolver_match
        if is_free or (match and match.view_name in STILL_OPEN):
            return None
        target = reverse("accounts:change_password")
        if request.method == "GET" and "HX-Request" not in request.headers:
            target += "?" + urlencode({"next": request.get_full_path()})
        if "HX-Request" in request.headers:
            return HttpResponse(status=204, headers={"HX-Redirect": target})
        return redirect(target)
