"""Signing in through the identity provider of the site (OpenID Connect), and where it fails."""

from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from khuyencong.ui.access import View, public

# What a provider that is away, or tells less than OpenID Connect asks of it, leads to.
FAILURES = (RequestException, OAuth2Error, KeyError, ValueError)


def identity_provider() -> dict[str, Any] | None:
    """Return name and slug of the provider, None where the site has none."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", ())
    return next(iter(apps), None)


def _asking(view: View) -> View:
    """Show a page instead of an error where the provider does not answer as it should."""

    def asked(request: HttpRequest, provider_id: str) -> HttpResponseBase:
        try:
            return view(request, provider_id)
        except FAILURES:
            return redirect("accounts:identity_failed")

    return public(never_cache(asked))


begin = _asking(openid.login)
finish = _asking(openid.callback)


@public
@require_safe
def unknown(request: HttpRequest) -> HttpResponse:
    return _stopped(
        request,
        title="Chưa có tài khoản cho danh tính này",
        text="Tài khoản định danh của bạn đã được xác nhận, nhưng hệ thống chưa có người dùng nào"
        " mang thông tin đó. Không có tài khoản nào được tự lập.",
        cure="Nhờ cán bộ khuyến công hoặc người quản trị ở đơn vị ghi thư điện tử hoặc số định"
        " danh của bạn vào hồ sơ người dùng, rồi đăng nhập lại.",
    )


@public
@require_safe
def failed(request: HttpRequest) -> HttpResponse:
    return _stopped(
        request,
        title="Chưa đăng nhập được bằng tài khoản định danh",
        text="Bạn đã dừng ở trang định danh, hoặc trang định danh chưa trả lời được.",
        cure="Hãy thử lại, hoặc đăng nhập bằng tên đăng nhập và mật khẩu.",
    )


@public
@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    return _stopped(
        request,
        title="Tài khoản đang khóa",
        text="Bạn đã chứng minh đúng mình là ai, nhưng tài khoản này đang bị khóa.",
        cure="Liên hệ người quản trị ở đơn vị của bạn để biết lý do và mở lại.",
    )


def _stopped(request: HttpRequest, **words: str) -> HttpResponse:
    return render(request, "accounts/stopped.html", words, status=403)
