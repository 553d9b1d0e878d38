"""Workers as processes of their own, on the database of the test that starts them.

One process loads the house and forks a worker for each line it reads: a worker starts at once.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import os, signal, sys
import django; django.setup()
import tests.jobs.kinds
from django.core.management import call_command
from khuyencong.jobs import worker
worker.SECONDS_BETWEEN_ROUNDS = 0.05
worker.PAUSE = 0.02
worker.enqueue_due = lambda: None
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for _ in sys.stdin:
    child = os.fork()
    if not child:
        call_command("work")
        os._exit(0)
    print(child, flush=True)
"""
PATIENCE = 120


class Nursery:
    """Starts and kills workers."""

    def __init__(self):
        known = connection.settings_dict
        address = f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST']}"
        environment = os.environ | {"DATABASE_URL": address}
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self):
        """Start a worker; return its number."""
        print(file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())

    @contextmanager
    def worker(self):
        """Let a worker run for the block, then kill it without a word."""
        number = self.start()
        try:
            yield number
        finally:
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
            wait_until(lambda: not psutil.pid_exists(number))

    def close(self):
        """End."""
        self._process.stdin.close()
        self._process.wait(timeout=PATIENCE)
        self._process.stdout.close()


def wait_until(condition):
    """Wait for what a worker does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "the worker did not come so far"
        time.sleep(0.01)
