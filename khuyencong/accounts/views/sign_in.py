"""Signing in and out, the session, one's own password: allauth's views in our pages."""

from typing import Any

from allauth.account.views import LoginView, LogoutView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ConfirmByCodeView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from khuyencong.accounts import services
from khuyencong.accounts.forms.keys import (
    ConfirmByKeyForm,
    SecondStepByKeyForm,
    SignInByKeyForm,
)
from khuyencong.accounts.forms.sign_in import (
    AuthenticateForm,
    ChangePasswordForm,
    ConfirmByCodeForm,
    ConfirmByPasswordForm,
    SignInForm,
)
from khuyencong.accounts.sessions import prolong
from khuyencong.accounts.views.common import me, page, typed
from khuyencong.accounts.views.identity import identity_provider
from khuyencong.core.clock import today
from khuyencong.ui.access import public, signed_in


class SignInView(LoginView):
    """The sign-in page: name and password, a passkey, or the identity provider of the site."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given = super().get_context_data(**kwargs)
        return given | {"is_demo": settings.KC_DEMO, "provider": identity_provider()}


class ConfirmByKeyView(ReauthenticateWebAuthnView):
    """Where a key did not fit, the page stays and says so."""

    def form_invalid(self, form: Any) -> HttpResponse:
        super().form_invalid(form)
        return redirect(self.request.get_full_path())


sign_in = page(public, SignInView, "accounts/sign_in.html", form_class=SignInForm)
sign_in_by_key = page(public, LoginWebAuthnView, form_class=SignInByKeyForm)
sign_out = page(public, LogoutView, http_method_names=["post"])
second_step = page(
    public,
    AuthenticateView,
    "accounts/second_step.html",
    form_class=AuthenticateForm,
    webauthn_form_class=SecondStepByKeyForm,
)
confirm_by_password = page(
    signed_in, ReauthenticateView, "accounts/confirm.html", form_class=ConfirmByPasswordForm
)
confirm_by_code = page(
    signed_in, ConfirmByCodeView, "accounts/confirm.html", form_class=ConfirmByCodeForm
)
confirm_by_key = page(
    signed_in,
    ConfirmByKeyView,
    "accounts/confirm_by_key.html",
    form_class=ConfirmByKeyForm,
)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Tell how long the session lasts; POST prolongs it. The token lets a waiting form be sent."""
    is_open = request.user.is_authenticated
    if is_open and request.method == "POST":
        prolong(request)
    left = request.session.get_expiry_age() if is_open else 0
    return JsonResponse({"seconds_left": int(left), "csrf_token": get_token(request)})


@signed_in
@never_cache
@sensitive_post_parameters("old_password", "new_password", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    form = ChangePasswordForm(typed(request), user=me(request))
    if request.method == "POST" and form.is_valid():
        password = form.cleaned_data["new_password"]
        services.change_password(password=password, by=me(request), on=today())
        update_session_auth_hash(request, me(request))
        UserSession.objects.create_from_request(request)
        messages.success(request, "Đã đổi mật khẩu. Các máy khác đang đăng nhập sẽ phải vào lại.")
        return redirect(_target(request))
    status = 422 if form.errors else 200
    context = {"form": form, "next": _target(request)}
    return render(request, "accounts/change_password.html", context, status=status)


def _target(request: HttpRequest) -> str:
    """Return the page to go on to: the one asked for, if it is ours."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)
