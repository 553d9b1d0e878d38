"""What the views of the desk share."""

from django.http import Http404, HttpRequest

from khuyencong.accounts.models import User
from khuyencong.core.findings import Refusal
from khuyencong.desk.queries import asked_of
from khuyencong.ui.selection import Selection


def me(request: HttpRequest) -> User:
    """Return the person who asks; the access decorator has let nobody else in."""
    if not isinstance(request.user, User):
        raise TypeError("a view for signed-in people was called by nobody")
    return request.user


def asked_or_404(request: HttpRequest, code: str, query: str) -> Selection:
    """Return what the person asks of a list, or answer 404 where they may not open it."""
    try:
        return asked_of(me(request), code, query)
    except Refusal as refusal:
        raise Http404 from refusal
