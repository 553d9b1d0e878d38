"""Guards around every request."""

import re
from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from khuyencong.core.findings import Refusal
from khuyencong.core.memory import remembering
from khuyencong.ui import errors

Handler = Callable[[HttpRequest], HttpResponse]

MAX_REQUEST_BYTES = 100 * 1024 * 1024  # a request with scans of a whole dossier
MAX_QUERY = 8000
TOO_LONG_A_NUMBER = re.compile(r"[-+]?\d{16,}")  # beyond every count, amount and year
SEARCH_TEXT = "q"  # may hold any digits: a phone or an account number pasted in


class CleanInputMiddleware:
    """Answers 400, 404 or 413 to input that no page can mean, before it reaches the database."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if _length(request) > MAX_REQUEST_BYTES:
            return errors.answer(errors.TOO_LARGE)
        if _is_absurd_path(request.path):
            return errors.answer(errors.NOT_FOUND)
        if _is_absurd_query(request):
            return errors.answer(errors.BAD_REQUEST)
        return self.get_response(request)


class RefusalMiddleware:
    """Shows a Refusal that no view caught, with every finding."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 409 when somebody was faster, else 422."""
        if not isinstance(exception, Refusal):
            return None
        is_stale = any(finding.code.endswith("stale") for finding in exception.findings)
        is_part = bool(request.headers.get("HX-Request"))
        response = render(
            request,
            "ui/parts/findings.html" if is_part else "ui/refusal.html",
            {"findings": exception.findings, "is_stale": is_stale},
            status=409 if is_stale else 422,
        )
        if is_part:
            response["HX-Retarget"] = "#flash"
            response["HX-Reswap"] = "innerHTML show:window:top"
        return response


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _is_absurd_path(path: str) -> bool:
    return "\0" in path or any(TOO_LONG_A_NUMBER.fullmatch(part) for part in path.split("/"))


def _is_absurd_query(request: HttpRequest) -> bool:
    if len(request.META.get("QUERY_STRING", "")) > MAX_QUERY:
        return True
    if any("\0" in value for value in request.COOKIES.values()):
        return True
    return any(
        "\0" in key or "\0" in value or (key != SEARCH_TEXT and TOO_LONG_A_NUMBER.fullmatch(value))
        for key, value in _pairs(request)
    )


def _pairs(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for key, values in request.GET.lists():
        for value in values:
            yield key, value


class ReadingMiddleware:
    """Lets a page that only reads ask each question about law and places once."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with remembering():
            return self.get_response(request)
