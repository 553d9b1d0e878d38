"""The embedded server is found again, survives a kill and any folder name."""

import os
import signal
from pathlib import Path

import psycopg
import pytest

from khuyencong.config import embedded


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    deep = tmp_path / ("một thư mục có dấu cách " * 3) / ("sâu" * 20)
    deep.mkdir(parents=True)
    data = deep / "postgres"
    yield data
    embedded.stop(data)


def _pid(folder: Path) -> int:
    return int((folder / "postmaster.pid").read_text().splitlines()[0])


def test_starts_is_found_again_and_stops(folder):
    uri = embedded.ensure(folder)
    assert embedded.ensure(folder) == uri
    with psycopg.connect(uri) as db:
        assert db.execute("SELECT lower('Đ')").fetchone() == ("đ",)
    assert embedded.stop(folder) is True
    assert embedded.stop(folder) is False


def test_comes_back_after_kill_9_with_its_data(folder):
    uri = embedded.ensure(folder)
    with psycopg.connect(uri) as db:
        db.execute("CREATE TABLE kept (n int)")
    os.kill(_pid(folder), signal.SIGKILL)
    with psycopg.connect(embedded.ensure(folder)) as db:
        assert db.execute("SELECT count(*) FROM kept").fetchone() == (0,)
