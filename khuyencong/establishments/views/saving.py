"""What the pages of the register share: tabs over the lists, saving a form."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from khuyencong.core.findings import Refusal
from khuyencong.establishments.services import STALE
from khuyencong.ui.listing import list_response

TABS = (
    ("list", "Cơ sở"),
    ("products", "Sản phẩm"),
    ("craft_villages", "Làng nghề"),
)


def tabbed_list(request, definition, rows):
    """Show one of the lists that stand beside one another."""
    tabs = [
        {"label": label, "url": url, "is_here": url == request.path}
        for name, label in TABS
        for url in [reverse(f"establishments:{name}")]
    ]
    return list_response(request, definition, rows, tabs=tabs)


def saved(form, save, on_stale=None):
    """Return what `save` returns for a valid form, None when the form or the service refuses.

    `on_stale` is called when somebody else changed the record meanwhile.
    """
    if not form.is_valid():
        return None
    try:
        return save(form.cleaned_data)
    except Refusal as refusal:
        if on_stale and any(finding.code == STALE for finding in refusal.findings):
            on_stale()
        form.add_refusal(refusal)
        return None


def form_page(request, form, **context):
    """Show a form, with 422 when it was refused."""
    status = 422 if form.errors else 200
    context.setdefault("template", "establishments/form.html")
    return render(request, context.pop("template"), {"form": form} | context, status=status)


def done(request, message, record):
    """Tell what was saved and go to the record."""
    messages.success(request, message)
    return redirect(record)
