"""Guards around every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Handler = Callable[[HttpRequest], HttpResponse]


class CleanInputMiddleware:
    """Placeholder order slot: refuses input that no page can mean."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)


class RefusalMiddleware(CleanInputMiddleware):
    """Placeholder order slot: shows a Refusal that no view caught."""
