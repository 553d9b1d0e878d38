"""Keeping files: bytes once under their hash, rows for each attachment."""

import hashlib

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.documents import services
from khuyencong.documents.models import StoredFile
from tests.accounts.factories import UserFactory
from tests.documents.factories import PDF, PNG

pytestmark = pytest.mark.django_db


def kept(folder) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_lies_under_its_hash_and_the_log_knows_it(storage):
    user = UserFactory()
    file = services.store_file(name="Biên bản.pdf", data=PDF, by=user)
    sha256 = hashlib.sha256(PDF).hexdigest()
    assert (storage / sha256[:2] / sha256[2:4] / sha256).read_bytes() == PDF
    facts = (file.sha256, file.name, file.size, file.content_type, file.stored_by)
    assert facts == (sha256, "Biên bản.pdf", len(PDF), "application/pdf", user)
    event = Event.objects.get(kind="documents.stored")
    assert event.sentence == f"{user} tải lên tệp Biên bản.pdf"
    assert event.after["sha256"] == sha256
    assert file.get_absolute_url() == f"/tep/{file.public_id}/"


def test_the_same_bytes_are_kept_once_for_two_rows(storage):
    for name in ("một.pdf", "hai.pdf"):
        services.store_file(name=name, data=PDF, by=None)
    assert StoredFile.objects.count() == 2
    assert kept(storage) == [hashlib.sha256(PDF).hexdigest()]


def test_half_a_file_left_by_a_crash_is_written_again(storage):
    file = services.store_file(name="a.pdf", data=PDF, by=None)
    (storage / file.path).write_bytes(PDF[:5])
    services.store_file(name="a.pdf", data=PDF, by=None)
    assert (storage / file.path).read_bytes() == PDF


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\Hồ sơ\\../../etc/ảnh máy.JPG", "ảnh máy.JPG.png"),
        ("ảnh.PNG", "ảnh.png"),
        ("", "tep.png"),
        ("x" * 400 + ".png", "x" * 146 + ".png"),
        ("a\u0000b\u200b\n.png", "a b.png"),
    ],
)
def test_names_lose_paths_and_tricks_and_get_the_ending_of_their_content(storage, given, name):
    assert services.store_file(name=given, data=PNG, by=None).name == name


def test_a_refused_file_leaves_nothing(storage):
    with pytest.raises(Refusal, match="không thuộc loại"):
        services.store_file(name="a.pdf", data=b"MZ", by=None)
    assert (kept(storage), StoredFile.objects.count()) == ([], 0)


def test_the_sweep_takes_bytes_without_a_row_and_nothing_else(storage, capsys):
    file = services.store_file(name="a.pdf", data=PDF, by=None)
    orphan = hashlib.sha256(PNG).hexdigest()
    for name in (orphan, f"{file.sha256}_x1"):
        path = storage / name[:2] / name[2:4] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG)
    call_command("sweep_files")
    assert kept(storage) == [file.sha256]
    assert capsys.readouterr().out == "Removed 2 files.\n"
    assert Event.objects.get(kind="documents.swept").sentence == (
        "Hệ thống dọn 2 tệp không thuộc hồ sơ nào"
    )


def test_a_sweep_spares_what_was_stored_meanwhile(storage, monkeypatch):
    file = services.store_file(name="a.pdf", data=PDF, by=None)
    monkeypatch.setattr(StoredFile.objects, "values_list", lambda *args, **kwargs: [])
    assert services.sweep(by=None) == 0
    assert kept(storage) == [file.sha256]


def test_an_empty_store_needs_no_sweep(storage):
    assert services.sweep(by=None) == 0


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"size": 0}, "file_size_sane"), ({"sha256": "X" * 64}, "file_hash_sane")],
)
def test_the_database_refuses_an_impossible_row(storage, change, constraint):
    file = services.store_file(name="a.pdf", data=PDF, by=None)
    with pytest.raises(IntegrityError, match=constraint):
        StoredFile.objects.filter(pk=file.pk).update(**change)
