"""Processes that do the work, each on the database of its factor; here they take turns."""

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from typing import Any, Self

import psutil

DJANGO = [sys.executable, "-m", "django"]
LOOK_EVERY = 0.02  # seconds
MIB = 1024 * 1024


class Pages:
    """A process that answers requests when asked."""

    def __init__(self, environment: Mapping[str, str], only: str) -> None:
        self._process = subprocess.Popen(
            [*DJANGO, "bench_pages", "--only", only],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = self._read()
        self.costs: dict[str, tuple[int, int]] = told["pages"]
        self.alone: list[str] = told["alone"]

    def ask(self, code: str) -> float:
        """Ask one page once; return the milliseconds."""
        assert self._process.stdin  # noqa: S101 - it was opened above
        self._process.stdin.write(f"{code}\n")
        self._process.stdin.flush()
        return float(self._read())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate()

    def _read(self) -> Any:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"the pages ended with {self._process.wait()}")
        return json.loads(line)


def build(environment: Mapping[str, str], factor: float) -> None:
    """Build the database of a factor if need be."""
    subprocess.run([*DJANGO, "bench_build", str(factor)], env=environment, check=True)


def alone(environment: Mapping[str, str], operation: str) -> dict[str, Any]:
    """Run one heavy operation; return what it printed and the most memory it had."""
    command = [*DJANGO, "bench_alone", operation]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        most = _watch(psutil.Process(process.pid))
        printed = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RuntimeError(f"{operation} ended with {process.returncode}")
    return {**json.loads(printed.splitlines()[-1]), "rss_mib": round(most / MIB, 1)}


def _watch(process: psutil.Process) -> int:
    most = 0
    while process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
        try:
            most = max(most, process.memory_info().rss)
        except psutil.NoSuchProcess:
            break
        time.sleep(LOOK_EVERY)
    return most
