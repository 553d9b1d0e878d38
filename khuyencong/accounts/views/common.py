"""What the views of this package share."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.views import View
from django.views.decorators.cache import never_cache

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.services import STALE
from khuyencong.core.findings import Refusal
from khuyencong.ui.access import View as Function
from khuyencong.ui.forms import Form


def me(request: HttpRequest) -> User:
    """Return the person who asks; the access decorator has made sure that there is one."""
    if not isinstance(request.user, User):
        raise TypeError("a view for signed-in people was called by nobody")
    return request.user


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what was typed, None on a first visit."""
    return request.POST if request.method == "POST" else None


def page(
    access: Callable[[Function], Function], view: type[View], template: str = "", **options: Any
) -> Function:
    """Return a view of allauth with our access, our template, and 422 for a form sent in vain."""
    if template:
        options["template_name"] = template
    function = view.as_view(**options)

    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = function(request, *args, **kwargs)
        if request.method == "POST" and isinstance(answer, TemplateResponse):
            answer.status_code = 422
        return answer

    return access(never_cache(shown))


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


def edit_page(
    request: HttpRequest,
    form_class: type[Form],
    record: Organisation | User,
    act: Callable[[dict[str, Any]], object],
    *,
    title: str,
    **offered: Any,
) -> HttpResponse:
    """Edit a record; a stale save keeps what was typed and shows what somebody else saved."""
    initial = {name: getattr(record, name) for name in form_class.base_fields}
    form = form_class(typed(request), initial=initial, **offered)
    saved_meanwhile: list[tuple[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
        except Refusal as refusal:
            form.add_refusal(refusal)
            if any(finding.code == STALE for finding in refusal.findings):
                saved_meanwhile = _meanwhile(request, form, record)
        else:
            messages.success(request, "Đã lưu.")
            return redirect(record)
    back = record.get_absolute_url()
    context = {"form": form, "title": title, "action": "Lưu", "back": back}
    shown = context | {"saved_meanwhile": saved_meanwhile}
    return render(request, "accounts/form.html", shown, status=422 if form.errors else 200)


def _meanwhile(
    request: HttpRequest, form: Form, record: Organisation | User
) -> list[tuple[str, Any]]:
    """Return what differs from the typing now; the next save of this form will go through."""
    record.refresh_from_db()
    data = request.POST.copy()
    data["version"] = str(record.version)
    form.data = data
    return [
        (str(form.fields[name].label), getattr(record, name))
        for name, value in form.cleaned_data.items()
        if name != "version" and getattr(record, name) != value
    ]
