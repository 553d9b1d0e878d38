"""Tags and filters that every template knows without loading them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.template.base import NodeList
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding, Severity
from khuyencong.core.money import format_million, format_number, format_vnd
from khuyencong.ui import icons, pictures

register = template.Library()

NOTHING = "—"
TONES = ("info", "wait", "late", "done", "quiet")
SEVERITIES = {
    Severity.PASS: ("check-circle-fill", "đạt"),
    Severity.INFO: ("info-circle-fill", "cần biết"),
    Severity.WARN: ("exclamation-triangle-fill", "lưu ý"),
    Severity.ASK: ("question-circle-fill", "cần bổ sung"),
    Severity.BLOCK: ("x-circle-fill", "không đạt"),
}


@register.filter
def vnd(value: int | None) -> str:
    """Write đồng in groups: 1.056.000.000."""
    return NOTHING if value is None else format_vnd(value)


@register.filter
def million(value: int | None) -> str:
    """Write đồng in triệu: 1.056."""
    return NOTHING if value is None else format_million(value)


@register.filter
def number(value: Decimal | None) -> str:
    """Write a number in groups, with a comma before decimals."""
    return NOTHING if value is None else format_number(value)


@register.filter
def percent(value: Decimal | None) -> str:
    """Write a rate: 50 %."""
    return NOTHING if value is None else f"{format_number(value)}\u00a0%"


@register.filter
def vndate(value: dt.date | None) -> str:
    """Write a day, or the day of a moment: 05/03/2026."""
    if value is None:
        return NOTHING
    return format_date(
        timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    )


@register.filter
def vnmoment(value: dt.datetime | None) -> str:
    """Write a moment: 09:41 ngày 05/03/2026."""
    if value is None:
        return NOTHING
    return f"{timezone.localtime(value):%H:%M} ngày {vndate(value)}"


@register.filter
def severity_icon(severity: Severity) -> str:
    """Return the icon of a finding's weight."""
    return SEVERITIES[severity][0]


@register.filter
def severity_word(severity: Severity) -> str:
    """Return the word of a finding's weight."""
    return SEVERITIES[severity][1]


@register.simple_tag
def icon(name: str) -> SafeString:
    """Show an icon; it always stands beside a word."""
    return icons.icon(name)


@register.simple_tag
def badge(text: str, tone: str = "quiet") -> SafeString:
    """Show a state as a badge."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"{tone!r} is no tone of a badge")
    return format_html('<span class="badge badge-{}">{}</span>', tone, text)


@register.simple_tag
def money(value: int | None, unit: str = "") -> SafeString:
    """Show đồng in triệu, the exact đồng on hover; `unit` is written behind it."""
    if value is None:
        return format_html('<span class="muted">{}</span>', NOTHING)
    text = f"{format_million(value)} {unit}".strip()
    return format_html('<span title="{} đồng">{}</span>', format_vnd(value), text)


@register.simple_tag
def crumb(label: str, url_name: str = "", *args: object) -> SafeString:
    """Show one step of the way to this page, the last one without address."""
    if not url_name:
        return format_html('<li aria-current="page">{}</li>', label)
    return format_html('<li><a href="{}">{}</a></li>', reverse(url_name, args=args), label)


@register.inclusion_tag("ui/parts/empty.html")
def empty(
    title: str, text: str, url: str = "", action: str = "", icon_name: str = "inbox"
) -> dict[str, str]:
    """Show an empty state: what this is, why it is empty, the one thing to do."""
    address = reverse(url) if url and not url.startswith(("/", "?")) else url
    return {
        "title": title,
        "text": text,
        "url": address,
        "action": action,
        "icon_name": icon_name,
    }


@register.inclusion_tag("ui/parts/findings.html")
def findings(found: Iterable[Finding]) -> dict[str, Any]:
    """Show what the rules found, each with its article."""
    return {"findings": list(found)}


@register.inclusion_tag("ui/parts/field.html")
def field(bound: BoundField, unit: str = "") -> dict[str, Any]:
    """Show one field: label, help, input, errors."""
    return {
        "field": bound,
        "unit": unit or getattr(bound.field, "unit", ""),
        "is_check": isinstance(bound.field.widget, forms.CheckboxInput),
    }


@register.inclusion_tag("ui/parts/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """Show at the top of a form every error with a way to its field."""
    fields = [bound for bound in form if bound.errors]
    return {"form": form, "fields": fields, "count": len(fields) + len(form.non_field_errors())}


@register.inclusion_tag("ui/parts/money_bar.html")
def money_bar(parts: Iterable[tuple[str, str, int]]) -> dict[str, Any]:
    """Draw money by source: (source, label, đồng) each."""
    return {"bar": pictures.money_bar(parts)}


@register.inclusion_tag("ui/parts/life_line.html")
def life_line(stops: Sequence[tuple[str, str, str]]) -> dict[str, Any]:
    """Draw the way of a record: (label, detail, done | now | next | late) each."""
    return {"stops": pictures.life_line(stops), "width": pictures.LINE_WIDTH}


@register.simple_tag(takes_context=True)
def repeat_block(context: Context, name: str) -> SafeString:
    """Render the block `name` of the page once more (its title is also the heading)."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    nodes: Sequence[Any] = block.nodelist if block else ()
    with context.push():
        return SafeString(NodeList(nodes).render(context).strip())  # rendered, hence escaped
