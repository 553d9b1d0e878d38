"""The fold "Đã đổi gì" on the page of a record."""

from typing import Any

from django import template
from django.urls import reverse

from khuyencong.audit.registry import ROW_HISTORIES

register = template.Library()


@register.inclusion_tag("audit/parts/row_history.html")
def row_history(record: Any) -> dict[str, str]:
    """Show a fold that fetches what became of the record's rows when it is opened."""
    slug = next(h.slug for h in ROW_HISTORIES if h.model is type(record))
    return {"url": reverse("audit:row_history", args=[slug, record.public_id])}
