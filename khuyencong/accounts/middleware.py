"""A person with a first password changes it before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PasswordChangeMiddleware:
    """Placeholder order slot."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)
