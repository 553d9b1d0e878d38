"""A real PostgreSQL for every test: clones of one template that holds the reference data."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ["KC_TEST"] = "1"
os.environ.setdefault("KC_DEMO", "0")
# Named here, not in pyproject.toml: pytest-django would read the settings before this file.
os.environ["DJANGO_SETTINGS_MODULE"] = "khuyencong.config.settings"

import fcntl

import django
import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings
from psycopg import sql

django.setup()

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "kc_template"
(ROOT / "var" / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns without it

# A busy machine must not fail a property: examples count, not milliseconds.
settings.register_profile("kc", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kc")


def _fingerprint() -> str:
    """Digest of everything that shapes the template: migrations, models and reference data."""
    digest = hashlib.sha256()
    for pattern in (
        "**/migrations/*.py",
        "**/*.yaml",
        "**/loading.py",
        "**/source.py",
        "**/models.py",
        "**/data/*",
    ):
        for path in sorted((ROOT / "khuyencong").glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _admin() -> psycopg.Connection:
    """Connect to the server's own database, outside any test database."""
    known = connection.settings_dict
    return psycopg.connect(
        dbname="postgres",
        user=known["USER"],
        password=known["PASSWORD"],
        host=known["HOST"],
        port=known["PORT"] or None,
        autocommit=True,
    )


def _recreate(name: str, template: str | None = None) -> None:
    connections["default"].close()
    with _admin() as admin:
        target = sql.Identifier(name)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
        made_of = sql.Identifier(template or "template0")
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, made_of))


def _ensure_template() -> None:
    """Build the template once; later runs and parallel workers take it as it is."""
    mark = ROOT / "var" / "test-template"
    with (ROOT / "var" / ".test-template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wanted = f"{_fingerprint()} {connection.settings_dict['HOST']}"
        with _admin() as admin:
            exists = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE])
            if exists.fetchone() and mark.exists() and mark.read_text() == wanted:
                return
        mark.unlink(missing_ok=True)
        _recreate(TEMPLATE)
        _use(TEMPLATE)
        call_command("migrate", verbosity=0)
        connections["default"].close()
        mark.write_text(wanted)


def _use(name: str) -> None:
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Give this worker a clone of the template."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        _ensure_template()
        _recreate(f"kc_{worker}", TEMPLATE)
        _use(f"kc_{worker}")
    yield
    with django_db_blocker.unblock():
        connections["default"].close()


def _clone_again(self: TransactionTestCase) -> None:
    """After a test that committed, take a fresh clone: a flush would lose the reference data."""
    name = connections["default"].settings_dict["NAME"]
    _recreate(name, TEMPLATE)


TransactionTestCase._fixture_teardown = _clone_again  # type: ignore[method-assign]


@pytest.fixture
def client_of(db: None) -> Callable[[Any], Client]:
    """Return a maker of clients that are signed in as a given person."""

    def signed_in(user: Any) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
