"""Requests to a WSGI application in this process, as a server would send them."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client, RequestFactory, override_settings

Work = Callable[[], int]  # does it once, answers with the bytes it made
BACKEND = "django.contrib.auth.backends.ModelBackend"
PLAIN_MIDDLEWARE = [  # what `startproject` writes
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def application(middleware: Iterable[str] | None = None) -> WSGIHandler:
    """Return the product's application, or one with other middleware."""
    if middleware is None:
        return WSGIHandler()
    with override_settings(MIDDLEWARE=list(middleware)):
        return WSGIHandler()


@dataclass
class Visitor:
    """Somebody who asks an application; signed in if a user is given."""

    application: WSGIHandler
    user: AbstractBaseUser | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._factory = RequestFactory(HTTP_HOST="localhost", headers=self.headers)
        if self.user is not None:
            client = Client()
            client.force_login(self.user, backend=BACKEND)
            session = client.session
            session["account_authentication_methods"] = [{"method": "mfa", "type": "totp"}]
            session["account_authentication_methods_user"] = str(self.user.pk)
            session.save()
            self._factory.cookies = client.cookies

    def request(self, address: str) -> Work:
        """Return what sends one GET and answers with the bytes of its body."""
        environ = self._factory.get(address).environ

        def send() -> int:
            status, size = "", 0

            def start(line: str, headers: Any, exc_info: Any = None) -> None:
                nonlocal status
                status = f"{line} {dict(headers).get('Location', '')}"

            answer = self.application({**environ, "wsgi.input": io.BytesIO()}, start)
            try:
                size = sum(len(part) for part in answer)
            finally:
                answer.close()
            if not status.startswith("200"):
                raise ValueError(f"{address} answered {status}")
            return size

        return send


def queries_of(work: Work) -> int:
    """Return how many queries a piece of work sends."""
    count = 0

    def watch(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        nonlocal count
        count += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        work()
    return count
