"""Logs as JSON lines: each names its request and its place in the code, none names a person."""

import datetime as dt
import logging
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from pythonjsonlogger.json import JsonFormatter

logger = logging.getLogger(__name__)

HEADER = "X-Request-ID"
ID = re.compile(r"[A-Za-z0-9-]{8,64}")
# What a record may carry beside its message; everything else stays out.
FACTS = ("method", "route", "status", "ms", "action", "act")

_request: ContextVar[str] = ContextVar("request_id", default="")


class RequestMiddleware:
    """Gives each request an id, from the web server before us if it sent one, and logs its end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; the answer carries the id."""
        given = request.headers.get(HEADER, "")
        number = given if ID.fullmatch(given) else uuid4().hex
        token, began = _request.set(number), time.monotonic()
        try:
            response = self.get_response(request)
            logger.info("request", extra=_facts(request, response, began))
        finally:
            _request.reset(token)
        response[HEADER] = number
        return response


def _facts(request: HttpRequest, response: HttpResponse, began: float) -> dict[str, Any]:
    """Tell the pattern of the address, not the address: people type names into addresses."""
    match = request.resolver_match
    return {
        "method": request.method,
        "route": match.route if match else "",
        "status": response.status_code,
        "ms": round((time.monotonic() - began) * 1000),
    }


class JsonLines(JsonFormatter):
    """Writes known facts only. Values inside messages of others and of errors may be personal."""

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        """Fill `log_data` from the record."""
        moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
        log_data["time"] = moment.isoformat(timespec="milliseconds")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = _said(record)
        if number := _request.get():
            log_data["request"] = number
        log_data.update({name: getattr(record, name) for name in FACTS if hasattr(record, name)})
        if record.exc_info and record.exc_info[1]:
            log_data["error"] = _error(record.exc_info[1])


def _said(record: logging.LogRecord) -> str:
    """Return the message: ours as a whole, that of others without the values put into it."""
    is_ours = record.name.split(".")[0] == "khuyencong"
    return record.getMessage() if is_ours else str(record.msg)


def _error(error: BaseException) -> dict[str, Any]:
    """Tell what kind of error rose where; its own text may quote a row."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
