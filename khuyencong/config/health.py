"""`/suc-khoe`: whether the site can do its work, and if not, why; for whoever watches it."""

import functools
import shutil
from collections.abc import Callable
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from khuyencong.jobs.worker import LIFE
from khuyencong.ui.access import public

SECONDS_TO_CONNECT = 3
LEAST_FREE_SHARE = 0.05
LEAST_FREE_BYTES = 1024**3

_MISSING = """
SELECT count(*) FROM unnest(%s::text[], %s::text[]) AS known (app, name)
WHERE NOT EXISTS (SELECT FROM django_migrations m WHERE (m.app, m.name) = (known.app, known.name))
"""
_WORKERS = """
SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2
AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@public
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200, or 503 with what is wrong. It tells no versions, names or addresses."""
    problems = {name: problem for name, problem in _looked_at().items() if problem}
    content = {"ok": not problems, "problems": problems}
    return JsonResponse(
        content, status=503 if problems else 200, json_dumps_params={"ensure_ascii": False}
    )


def _looked_at() -> dict[str, str]:
    """Return what is wrong by part; "" where all is well."""
    found = {"dia": _disk(settings.DATA_DIR)}
    asked = connection.get_connection_params() | {"connect_timeout": SECONDS_TO_CONNECT}
    try:
        # A connection of its own: the pool may be what is exhausted, and it waits long.
        with psycopg.connect(**asked) as database, database.cursor() as cursor:
            found |= {name: look(cursor) for name, look in _IN_DATABASE.items()}
    except psycopg.Error:
        found["co-so-du-lieu"] = "Không hỏi được cơ sở dữ liệu."
    return found


def _migrations(cursor: psycopg.Cursor) -> str:
    apps, names = _last_migrations()
    cursor.execute(_MISSING, [apps, names])
    is_missing = (cursor.fetchone() or (0,))[0]
    return "Bảng chưa theo bản phần mềm này: hãy chạy lệnh migrate." if is_missing else ""


@functools.cache
def _last_migrations() -> tuple[list[str], list[str]]:
    leaves = MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes()
    return [app for app, _ in leaves], [name for _, name in leaves]


def _worker(cursor: psycopg.Cursor) -> str:
    cursor.execute(_WORKERS, [LIFE])
    is_there = (cursor.fetchone() or (0,))[0]
    return "" if is_there else "Không có tiến trình nào làm việc nền."


def _disk(folder: Path) -> str:
    disk = shutil.disk_usage(folder)
    is_enough = disk.free >= max(LEAST_FREE_BYTES, disk.total * LEAST_FREE_SHARE)
    return "" if is_enough else f"Đĩa chứa tệp chỉ còn {disk.free / disk.total:.0%}."


_IN_DATABASE: dict[str, Callable[[psycopg.Cursor], str]] = {
    "bang": _migrations,
    "viec-nen": _worker,
}
