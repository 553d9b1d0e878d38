"""A run that was killed leaves processes behind: the next one ends them, and nobody else's."""

import importlib.util
import json
import os
import subprocess
import sys

import psutil
import pytest

from tests.architecture.source import ROOT


@pytest.fixture(scope="module")
def run():
    spec = importlib.util.spec_from_file_location("run", ROOT / "scripts" / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def child():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


@pytest.fixture
def record(run, tmp_path):
    return run.Record(tmp_path / "run-8000.json")


def killed(record):
    """Let the run that wrote the record be dead: its number was taken by a younger process."""
    facts = json.loads(record.path.read_text())
    facts["run"][1] -= 1
    record.path.write_text(json.dumps(facts))


def test_what_a_killed_run_left_is_ended(record, child):
    record.write(database=True, children=[child.pid])
    killed(record)
    assert record.end_leftovers() is True
    assert not psutil.pid_exists(child.pid)
    assert not record.path.exists()


def test_a_run_that_lives_keeps_its_children(record, child):
    record.write(database=True, children=[child.pid])
    assert record.end_leftovers() is False
    assert child.poll() is None
    assert record.read()["run"][0] == os.getpid()


def test_a_process_that_took_the_number_of_a_child_is_left_alone(record, child):
    record.write(database=False, children=[child.pid])
    facts = json.loads(record.path.read_text())
    facts["children"][0][1] -= 1
    record.path.write_text(json.dumps(facts))
    killed(record)
    assert record.end_leftovers() is False
    assert psutil.pid_exists(child.pid)
    assert child.poll() is None


def test_without_a_record_nothing_was_left(record):
    assert record.end_leftovers() is False
