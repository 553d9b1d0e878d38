"""The bench's own server and one database for each factor, built once and kept."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from khuyencong.config import embedded

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "postgres-bench"
# What shapes a country; tables and reference data are brought up to date by `migrate`.
SHAPING = (("bench/generator", "*.py"), ("bench", "plan.yaml"))


def environment(factor: float) -> dict[str, str]:
    """Start the server; return what a process needs to work on the database of a factor."""
    url = embedded.ensure(FOLDER)
    own = {
        "DATABASE_URL": url.replace("/postgres?", f"/{name_of(factor)}?", 1),
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PYTHONPATH": str(ROOT),
    }
    return {name: v for name, v in os.environ.items() if not name.startswith("KC_")} | own


def name_of(factor: float) -> str:
    """Return the database of a factor: 0.1 is bench_0_1."""
    return f"bench_{factor:g}".replace(".", "_")


def is_built(factor: float) -> bool:
    """Whether the database holds the country that the code of today would make."""
    return built(factor).get("shape") == _shape()


def recreate(factor: float) -> None:
    """Make the database of a factor anew and empty."""
    name = sql.Identifier(name_of(factor))
    with _admin() as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))


def mark_built(factor: float, **facts: Any) -> None:
    """Remember what the database was built from, and facts of the building."""
    told = {"shape": _shape(), **facts}
    with _admin() as admin:
        admin.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(name_of(factor)), sql.Literal(json.dumps(told))
            )
        )


def built(factor: float) -> dict[str, Any]:
    """Return what is remembered of the building, {} where there is none."""
    with _admin() as admin:
        row = admin.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name_of(factor)],
        ).fetchone()
    return dict(json.loads(row[0])) if row and row[0] else {}


def _shape() -> str:
    digest = hashlib.sha256()
    for folder, pattern in SHAPING:
        for path in sorted((ROOT / folder).rglob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _admin() -> psycopg.Connection:
    return psycopg.connect(embedded.ensure(FOLDER), autocommit=True)
