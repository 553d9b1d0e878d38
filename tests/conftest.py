"""A real PostgreSQL for every test: clones of one template that holds the reference data."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["KC_TEST"] = "1"
os.environ.setdefault("KC_DEMO", "0")
# Named here, not in pyproject.toml: pytest-django would read the settings before this file.
os.environ["DJANGO_SETTINGS_MODULE"] = "khuyencong.config.settings"
# What tests and factories write outside services is told apart from changes behind our back.
os.environ["PGOPTIONS"] = "-c kc.actor=test"

import django
import pytest
from django.db import connections
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings

from tests import databases

django.setup()

ROOT = Path(__file__).resolve().parents[1]
(ROOT / "var" / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns without it

# A busy machine must not fail a property: examples count, not milliseconds.
settings.register_profile("kc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kc")


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give this worker a clone of the template."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        databases.recreate(f"kc_{worker}", databases.ensure_reference())
        databases.use(f"kc_{worker}")
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


def _clone_again(self: TransactionTestCase) -> None:
    """After a test that committed, take a fresh clone: a flush would lose the reference data."""
    databases.recreate(databases.current(), databases.REFERENCE)


TransactionTestCase._fixture_teardown = _clone_again  # type: ignore[method-assign]


@pytest.fixture
def client_of(db: None) -> Callable[[Any], Client]:
    """Return a maker of clients that are signed in as a given person."""

    def signed_in(user: Any) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
