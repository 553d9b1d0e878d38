"""A restored site is the site that was backed up, or the restore says where it is not."""

import json
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from khuyencong.audit.models import Event, RowChange
from khuyencong.budget.models import Account
from khuyencong.config import backup
from khuyencong.documents.models import StoredFile
from khuyencong.documents.services import store_file
from tests import databases
from tests.accounts.factories import dak_lak
from tests.budget.factories import appropriate, move

EMPTY = "kc_restored"


@pytest.fixture
def own_storage(tmp_path, settings):
    """Return how the storage is moved to a folder of its own."""

    def at(name):
        options = {"location": str(tmp_path / name)}
        own = settings.STORAGES["default"] | {"OPTIONS": options}
        settings.STORAGES = settings.STORAGES | {"default": own}

    at("files")
    return at


@pytest.fixture
def site(transactional_db, own_storage):
    centre = dak_lak().centre
    appropriate(centre, 100)
    move(centre, 40)
    store_file(name="quyet-dinh.pdf", data=b"%PDF-1.7 a paper", by=None)
    default_storage.save("norms/scan", ContentFile(b"a scan"))


@pytest.fixture
def elsewhere(own_storage):
    """Go to an empty database and an empty storage, and come back."""
    home = databases.current()

    def go():
        databases.recreate(EMPTY)
        databases.use(EMPTY)
        own_storage("restored")

    yield go
    databases.recreate(EMPTY)
    databases.use(home)


def content(path):
    return Path(default_storage.path(path)).read_bytes()


def facts():
    return {
        "rows": [m.objects.count() for m in (Event, RowChange, Account)],
        "balances": list(Account.objects.order_by("pk").values_list("balance_vnd", flat=True)),
        "files": [content(file.path) for file in StoredFile.objects.all()],
        "scan": content("norms/scan"),
    }


def test_a_site_comes_back_with_equal_sums(site, elsewhere, tmp_path, capsys):
    before = facts(), backup.sums()
    made = backup.back_up(tmp_path / "kept")
    elsewhere()
    call_command("restore", str(made))
    assert "đúng bản sao lưu" in capsys.readouterr().out
    assert (facts(), backup.sums()) == before
    assert before[0]["balances"]
    with pytest.raises(CommandError, match="trống"):
        call_command("restore", str(made))


def test_a_second_backup_keeps_each_file_once(site, tmp_path, capsys):
    first = backup.back_up(tmp_path / "kept")
    kept = {p: p.stat().st_ino for p in (tmp_path / "kept/files").rglob("*") if p.is_file()}
    first.rename(first.with_name("first"))
    call_command("backup", str(tmp_path / "kept"))
    assert kept == {p: p.stat().st_ino for p in (tmp_path / "kept/files").rglob("*") if p.is_file()}
    assert len(kept) == 2
    assert not list((tmp_path / "kept").rglob("*.part"))


def spoil_file(made):
    next(p for p in (made.parent / "files").rglob("*") if len(p.name) == 64).write_bytes(b"other")


def spoil_rows(made):
    sums = json.loads((made / backup.SUMS).read_text())
    sums["tables"]["budget_entry"][1] = "1"
    (made / backup.SUMS).write_text(json.dumps(sums))


def spoil_log(made):
    sums = json.loads((made / backup.SUMS).read_text())
    sums["log"][1] = "0" * 64
    (made / backup.SUMS).write_text(json.dumps(sums))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(spoil_file, "nguyên vẹn"), (spoil_rows, "budget_entry"), (spoil_log, "nhật ký")],
)
def test_a_backup_that_was_touched_is_refused(site, elsewhere, tmp_path, spoil, words):
    made = backup.back_up(tmp_path / "kept")
    spoil(made)
    elsewhere()
    with pytest.raises(CommandError, match=words):
        call_command("restore", str(made))


def test_a_file_that_rotted_in_the_storage_is_not_backed_up_in_silence(site, tmp_path):
    path = Path(default_storage.path(StoredFile.objects.get().path))
    path.write_bytes(b"%PDF-1.7 b paper")
    with pytest.raises(CommandError, match="nguyên vẹn"):
        call_command("backup", str(tmp_path / "kept"))


def test_a_broken_log_or_ledger_is_told(site, elsewhere, tmp_path):
    made = backup.back_up(tmp_path / "kept")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE budget_account DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE budget_account SET balance_vnd = balance_vnd - 1 WHERE balance_vnd < 0"
        )
    with pytest.raises(backup.Unequal, match="bút toán"):
        backup.sums()
    with pytest.raises(CommandError, match="trọn vẹn"):
        call_command("restore", str(made.parent))
