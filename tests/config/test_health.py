"""Whoever watches the site learns what is wrong, and nothing else."""

import shutil

import pytest
from django.db import connection

from khuyencong.config import health
from khuyencong.jobs.worker import Life


@pytest.fixture
def worker(transactional_db):
    life = Life()
    yield life
    life.end()


@pytest.fixture
def problems(client):
    def ask():
        answer = client.get("/suc-khoe")
        told = answer.json()
        assert (answer.status_code == 200) is told["ok"] is (told["problems"] == {})
        assert "no-store" in answer["Cache-Control"]
        return told["problems"]

    return ask


def test_a_site_that_works_says_so(worker, problems):
    assert problems() == {}


@pytest.mark.django_db(transaction=True)
def test_a_site_without_worker_says_so(problems):
    assert problems() == {"viec-nen": "Không có tiến trình nào làm việc nền."}


def test_tables_of_an_older_version_are_told(worker, problems):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'audit'")
    assert "migrate" in problems()["bang"]


def test_a_database_that_is_gone_is_told_without_its_address(worker, problems, monkeypatch):
    elsewhere = {"host": "127.0.0.1", "port": "1", "dbname": "secret"}
    monkeypatch.setattr(connection, "get_connection_params", lambda: elsewhere)
    assert problems() == {"co-so-du-lieu": "Không hỏi được cơ sở dữ liệu."}


def test_a_full_disk_is_told(worker, problems, monkeypatch):
    usage = type(shutil.disk_usage("/"))(100 * 2**30, 97 * 2**30, 3 * 2**30)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: usage)
    assert problems() == {"dia": "Đĩa chứa tệp chỉ còn 3%."}
