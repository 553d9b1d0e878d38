"""What the views of this package share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from khuyencong.accounts.models import User
from khuyencong.core.findings import Refusal
from khuyencong.ui.forms import Form


def me(request: HttpRequest) -> User:
    """Return the person who asks; the access decorator has made sure that there is one."""
    if not isinstance(request.user, User):
        raise TypeError("a view for signed-in people was called by nobody")
    return request.user


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, None on a first visit."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: Form,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    action: str,
    back: str,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Show a form; when it is sent in order let `act` call its service and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
        else:
            messages.success(request, done)
            return redirect(back)
    shown = {"form": form, "title": title, "action": action, "back": back} | context
    status = 422 if form.errors else 200
    return render(request, "accounts/form.html", shown, status=status)
