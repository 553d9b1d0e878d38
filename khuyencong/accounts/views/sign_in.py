"""Signing in and out, the session, one's own account and password."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from khuyencong.accounts import services
from khuyencong.accounts.forms.sign_in import ChangePasswordForm, SignInForm
from khuyencong.accounts.views.common import me, typed
from khuyencong.core.clock import today
from khuyencong.ui.access import public, signed_in


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target = _target(request)
    if request.user.is_authenticated:
        return redirect(target)
    form = SignInForm(typed(request), request=request)
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        _prolong(request)
        return redirect(target)
    status = 422 if form.errors else 200
    context = {"form": form, "next": target, "is_demo": settings.KC_DEMO}
    return render(request, "accounts/sign_in.html", context, status=status)


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, "Bạn đã đăng xuất.")
    return redirect("accounts:sign_in")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Tell how long the session lasts; POST prolongs it. The token lets a waiting form be sent."""
    is_open = request.user.is_authenticated
    if is_open and request.method == "POST":
        _prolong(request)
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


def _prolong(request: HttpRequest) -> None:
    request.session.set_expiry(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE))
