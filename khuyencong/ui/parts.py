"""Pages whose parts htmx asks for again."""

from django.http import HttpRequest


def is_part(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part of a page instead of the whole."""
    return request.headers.get("HX-Request") == "true"
