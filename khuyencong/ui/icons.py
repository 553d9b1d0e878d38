"""Icons of the one set (Bootstrap Icons), written into the page: no request, and they print."""

import functools
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

SPRITE = "vendor/bootstrap-icons.svg"
SYMBOL = re.compile(r'<symbol[^>]*viewBox="([^"]+)" id="([^"]+)">(.*?)</symbol>', re.DOTALL)


def icon(name: str) -> SafeString:
    """Return the icon `name` as SVG that screen readers pass over; raises KeyError if unknown."""
    box, shapes = _symbols()[name]
    return format_html(
        '<svg class="icon" viewBox="{}" aria-hidden="true" focusable="false">{}</svg>', box, shapes
    )


@functools.cache
def _symbols() -> dict[str, tuple[str, SafeString]]:
    found = finders.find(SPRITE)
    if not isinstance(found, str):
        raise FileNotFoundError(f"{SPRITE} is missing: run make setup")
    text = Path(found).read_text(encoding="utf-8")
    return {
        name: (box, mark_safe(shapes))  # noqa: S308 - the vendored file, no user's text
        for box, name, shapes in SYMBOL.findall(text)
    }
