"""What the pages of the register share: tabs over the lists, the page of a form."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from khuyencong.ui.listing import list_response

TABS = (
    ("list", "Cơ sở"),
    ("products", "Sản phẩm"),
    ("evidence", "Giấy tờ"),
    ("craft_villages", "Làng nghề"),
    ("pairs", "Cơ sở có thể trùng"),
    ("product_pairs", "Sản phẩm có thể trùng"),
)


def tabbed_list(request, definition):
    """Show one of the lists that stand beside one another."""
    tabs = [
        {"label": label, "url": url, "is_here": url == request.path}
        for name, label in TABS
        for url in [reverse(f"establishments:{name}")]
    ]
    return list_response(request, definition, tabs=tabs)


def form_page(request, form, **context):
    """Show a form, with 422 when it was refused."""
    status = 422 if form.errors else 200
    context.setdefault("template", "establishments/form.html")
    return render(request, context.pop("template"), {"form": form} | context, status=status)


def done(request, message, record):
    """Tell what was saved and go to the record."""
    messages.success(request, message)
    return redirect(record)
