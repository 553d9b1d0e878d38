"""What a person does before anything else, and when they were last here."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import lacks_second_factor, sessions_on
from khuyencong.accounts.sessions import is_due_to_be_seen

Handler = Callable[[HttpRequest], HttpResponse]

ALWAYS_OPEN = {"account_logout", "accounts:session"}
PASSWORD_PAGES = {"accounts:change_password"}
SECOND_FACTOR_PAGES = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
}


class FirstThingsMiddleware:
    """Leads to the change of a first password, then to the second factor a role asks for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Send the person to what is still to do unless they are on their way."""
        match = request.resolver_match
        name = match.view_name if match else ""
        if not isinstance(request.user, User) or name in ALWAYS_OPEN:
            return None
        methods = {r["method"] for r in get_authentication_records(request, request.user)}
        if request.user.must_change_password and "socialaccount" not in methods:
            return _lead(request, "accounts:change_password", PASSWORD_PAGES)
        if "mfa" not in methods and lacks_second_factor(request.user):
            return _lead(request, "mfa_index", SECOND_FACTOR_PAGES)
        return None


class LastSeenMiddleware:
    """Notes every few minutes that a session is in use, for the list of one's sessions."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        key = request.session.session_key
        if key and request.user.is_authenticated and is_due_to_be_seen(key):
            sessions_on(key).update(last_seen_at=timezone.now())
        return self.get_response(request)


def _lead(request: HttpRequest, url_name: str, on_the_way: set[str]) -> HttpResponse | None:
    if request.resolver_match and request.resolver_match.view_name in on_the_way:
        return None
    target = reverse(url_name)
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    if request.method == "GET":
        target += "?" + urlencode({"next": request.get_full_path()})
    return redirect(target)
