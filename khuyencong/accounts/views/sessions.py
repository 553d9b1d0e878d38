"""Where one is signed in, and signing out from afar."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_POST, require_safe

from khuyencong.accounts import services
from khuyencong.accounts.queries import sessions_of
from khuyencong.accounts.sessions import device_of
from khuyencong.accounts.views.common import me
from khuyencong.core.clock import today
from khuyencong.ui.access import signed_in


@signed_in
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "session": session,
            "public_id": _public_id(session),
            "device": device_of(session.user_agent),
            "is_this": session.session_key == request.session.session_key,
        }
        for session in sessions_of(me(request))
    ]
    return render(request, "accounts/sessions.html", {"rows": rows})


@signed_in
@require_POST
def end_session(request: HttpRequest, public_id: str) -> HttpResponse:
    chosen = [session for session in _others(request) if _public_id(session) == public_id]
    if not chosen:
        raise Http404
    return _end(request, chosen, "Đã kết thúc phiên đó.")


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    return _end(request, _others(request), "Đã kết thúc mọi phiên khác.")


def _end(request: HttpRequest, chosen: list[UserSession], done: str) -> HttpResponse:
    services.end_sessions(sessions=chosen, by=me(request), on=today())
    messages.success(request, done)
    return redirect("accounts:sessions")


def _others(request: HttpRequest) -> list[UserSession]:
    return list(sessions_of(me(request)).exclude(session_key=request.session.session_key))


def _public_id(session: UserSession) -> str:
    """Return a name that tells nothing of the session's own key."""
    return salted_hmac("accounts.session", session.session_key).hexdigest()[:10]
