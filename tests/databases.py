"""Databases of the tests: templates built once, cloned for each worker and after each commit."""

import fcntl
import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = "kc_template"
# Everything that shapes the reference data: migrations, loaders and what they read.
SHAPING = ("migrations/*.py", "*.yaml", "loading.py", "source.py", "models.py", "data/*")


def ensure_reference() -> str:
    """Return the template that holds the tables and the reference data."""
    paths = [p for pattern in SHAPING for p in sorted((ROOT / "khuyencong").rglob(pattern))]
    return ensure(REFERENCE, paths, lambda: call_command("migrate", verbosity=0))


def ensure(name: str, paths: Iterable[Path], build: Callable[[], None], source: str = "") -> str:
    """Return the template `name`, built anew from `source` when one of `paths` changed.

    Later runs and parallel workers take it as it is.
    """
    mark = ROOT / "var" / f"test-{name}"
    known = connection.settings_dict
    wanted = f"{_digest(paths)} {known['HOST']}:{known['PORT']}"
    with (ROOT / "var" / f".test-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if mark.exists() and mark.read_text() == wanted and _exists(name):
            return name
        mark.unlink(missing_ok=True)
        before = connection.settings_dict["NAME"]
        recreate(name, source)
        use(name)
        build()
        use(before)
        mark.write_text(wanted)
    return name


def recreate(name: str, template: str = "") -> None:
    """Make the database `name` anew as a clone of `template`, else empty."""
    connections["default"].close()
    with _admin() as admin:
        target = sql.Identifier(name)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(target))
        made_of = sql.Identifier(template or "template0")
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(target, made_of))


def use(name: str) -> None:
    """Let this process work on the database `name`."""
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name


def current() -> str:
    """Return the database this process works on."""
    return str(connections["default"].settings_dict["NAME"])


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _exists(name: str) -> bool:
    with _admin() as admin:
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


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
