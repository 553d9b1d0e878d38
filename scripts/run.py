"""Serve the demo: database, sample, sign-ins, web server, worker. `--stop` ends all of them."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
MANAGE = [sys.executable, str(ROOT / "manage.py")]
HOST = "127.0.0.1"
GRACE = 20  # seconds for a process to end by itself

sys.path.insert(0, str(ROOT))

from khuyencong.config import embedded  # noqa: E402 - the checkout is put on the path above


def main() -> int:
    """Run until interrupted; return the exit code."""
    if "--stop" in sys.argv:
        return stop()
    port = int(os.environ.get("PORT") or 8000)
    record = Record(VAR / f"run-{port}.json")
    left_a_database = record.end_leftovers()
    if not _is_free(port):
        print(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = VAR / "postgres"
    is_ours = not os.environ.get("DATABASE_URL") and (
        left_a_database or not embedded.is_running(folder)
    )
    try:
        record.write(database=is_ours)
        _prepare()
        return _serve(port, record)
    except KeyboardInterrupt:
        return 0
    except subprocess.CalledProcessError as error:
        return error.returncode
    finally:
        if is_ours:
            embedded.stop(folder)
        record.path.unlink(missing_ok=True)


def stop() -> int:
    """Stop what runs from this checkout: web server, worker, embedded databases."""
    for path in VAR.glob("run-*.json"):
        Record(path).end_all()
        print(f"Stopped {path.stem}.")
    for name in ("postgres", "postgres-test", "postgres-bench"):
        if embedded.stop(VAR / name):
            print(f"Stopped {name}.")
    return 0


class Record:
    """Which processes a run started, kept in a file: a run that is killed leaves them behind."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self, *, database: bool, children: Sequence[int] = ()) -> None:
        """Note ourselves, our children, and whether we started the database."""
        facts = {
            "run": _identity(os.getpid()),
            "children": [_identity(pid) for pid in children],
            "database": database,
        }
        self.path.write_text(json.dumps(facts))

    def read(self) -> dict[str, Any]:
        """Return what was noted."""
        return json.loads(self.path.read_text()) if self.path.exists() else {}

    def end_leftovers(self) -> bool:
        """End the children of a run that was killed; return whether its database is ours now."""
        facts = self.read()
        if not facts or _process(facts["run"]):
            return False
        _end([process for child in facts["children"] if (process := _process(child))])
        self.path.unlink()
        return bool(facts["database"])

    def end_all(self) -> None:
        """End the run, which ends its children, or what a killed one left."""
        run = _process(self.read()["run"])
        if run:
            _end([run])
        self.end_leftovers()


def _identity(pid: int) -> list[float]:
    """Return number and birth: the number may be another's by then, the birth may not."""
    return [pid, psutil.Process(pid).create_time()]


def _process(identity: list[float]) -> psutil.Process | None:
    pid, born = identity
    try:
        process = psutil.Process(int(pid))
        return process if process.create_time() == born else None
    except psutil.NoSuchProcess:
        return None


def _end(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stubborn = psutil.wait_procs(processes, timeout=GRACE)
    for process in stubborn:
        process.kill()


def _prepare() -> None:
    _step("Preparing the database", "migrate", "--verbosity=0")
    _step("Collecting static files", "collectstatic", "--noinput", "--verbosity=0")
    _step("Loading the real sample", "load_sample")
    print()
    subprocess.run([*MANAGE, "demo_accounts"], check=True)


def _step(title: str, *command: str) -> None:
    print(f"{title} …", flush=True)
    subprocess.run([*MANAGE, *command], check=True)


def _serve(port: int, record: Record) -> int:
    """Keep the web server and one worker running; a worker that ends is started again."""
    site = os.environ | {"SITE_URL": f"http://{HOST}:{port}"}
    print(f"\nReady: http://{HOST}:{port}/   (Ctrl-C stops it)\n", flush=True)
    server = subprocess.Popen(_granian(port), cwd=ROOT, env=site | {"KC_POOL": "1"})
    children = [server]
    try:
        while server.poll() is None:
            if children[-1] is server or children[-1].poll() is not None:
                worker = subprocess.Popen([*MANAGE, "work"], cwd=ROOT, env=site)
                children = [server, worker]
                record.write(database=record.read()["database"], children=[c.pid for c in children])
            time.sleep(1)
        return server.returncode
    finally:
        _end([psutil.Process(c.pid) for c in children if c.poll() is None])


def _granian(port: int) -> list[str]:
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"]
    command += ["--host", HOST, "--port", str(port), "--workers", "2", "--no-ws"]
    return [*command, "--log-level", "warning", "khuyencong.config.wsgi:application"]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    sys.exit(main())
