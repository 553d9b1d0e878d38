"""Run a command with DATABASE_URL on the system's own PostgreSQL, in a cluster made for it alone."""

import os
import pwd
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")  # where Debian keeps each version
LOCALE = ["--encoding=UTF8", "--locale=C.UTF-8"]
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def main() -> int:
    """Run the command that was typed; return its exit code."""
    servers = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not servers:
        print(f"No PostgreSQL in {INSTALLED}: apt-get install postgresql")
        return 1
    with _cluster(servers[0].parent) as url:
        print(f"PostgreSQL {servers[0].parts[-3]} at {url}", flush=True)
        site = os.environ | {"DATABASE_URL": url}
        return subprocess.run(sys.argv[1:], env=site, check=False).returncode


@contextmanager
def _cluster(programs: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as parent:
        folder, port = Path(parent) / "data", _free_port()
        user = _unprivileged(Path(parent))
        access = ["--auth=trust", "--username=postgres"]
        _run(user, programs / "initdb", "-D", folder, *access, *LOCALE)
        options = f"-p {port} -k {parent} -c listen_addresses=127.0.0.1 {QUICK}"
        _run(
            user,
            programs / "pg_ctl",
            "-D",
            folder,
            "-w",
            "-l",
            f"{parent}/log",
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _run(user, programs / "pg_ctl", "-D", folder, "-w", "-m", "immediate", "stop")


def _unprivileged(folder: Path) -> str | None:
    """Return the user to run the server as, who then owns the folder; root may not run it."""
    if os.geteuid() != 0:
        return None
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return owner.pw_name


def _run(user: str | None, *command: str | Path) -> None:
    subprocess.run(
        [str(part) for part in command],
        user=user,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
