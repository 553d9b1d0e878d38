"""A real PostgreSQL for every test: clones of one template that holds the reference data."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

os.environ["KC_TEST"] = "1"
os.environ.setdefault("KC_DEMO", "0")

import fcntl

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "kc_template"

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
