"""Serve the demo: database, tables, real sample, sign-ins, web server. `--stop` ends the databases."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var"
MANAGE = [sys.executable, str(ROOT / "manage.py")]
HOST = "127.0.0.1"

sys.path.insert(0, str(ROOT))

from khuyencong.config import embedded  # noqa: E402 - the checkout is put on the path above


def main() -> int:
    """Run until interrupted; return the exit code."""
    if "--stop" in sys.argv:
        return stop()
    port = int(os.environ.get("PORT") or 8000)
    if not _is_free(port):
        print(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    folder = VAR / "postgres"
    is_ours = not os.environ.get("DATABASE_URL") and not embedded.is_running(folder)
    try:
        _prepare()
        return _serve(port)
    except KeyboardInterrupt:
        return 0
    except subprocess.CalledProcessError as error:
        return error.returncode
    finally:
        if is_ours:
            embedded.stop(folder)


def stop() -> int:
    """Stop the embedded servers of this checkout."""
    for name in ("postgres", "postgres-test"):
        if embedded.stop(VAR / name):
            print(f"Stopped {name}.")
    return 0


def _prepare() -> None:
    _step("Preparing the database", "migrate", "--verbosity=0")
    _step("Collecting static files", "collectstatic", "--noinput", "--verbosity=0")
    _step("Loading the real sample", "load_sample")
    print()
    subprocess.run([*MANAGE, "demo_accounts"], check=True)


def _step(title: str, *command: str) -> None:
    print(f"{title} …", flush=True)
    subprocess.run([*MANAGE, *command], check=True)


def _serve(port: int) -> int:
    print(f"\nReady: http://{HOST}:{port}/   (Ctrl-C stops it)\n", flush=True)
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi"]
    command += ["--host", HOST, "--port", str(port), "--workers", "2", "--no-ws"]
    command += ["--log-level", "warning", "khuyencong.config.wsgi:application"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"KC_POOL": "1"}) as server:
        try:
            return server.wait()
        except KeyboardInterrupt:
            server.terminate()
            server.wait(timeout=20)
            raise


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
