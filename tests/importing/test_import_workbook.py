"""The command that takes a workbook in."""

import json

import pytest
from django.core.management import CommandError, call_command

from khuyencong.schemes.models import Scheme
from tests.importing.workbooks import DRYER, LOOM, PRESS, schemes

pytestmark = pytest.mark.django_db
WRONG = [*PRESS[:5], 999, *PRESS[6:]]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(schemes(DRYER, WRONG, LOOM))
    return path


def test_clean_rows_come_in_and_the_file_once_only(path, capsys):
    call_command("import_workbook", path)
    assert "đã nhận: 2 dòng" in capsys.readouterr().out
    call_command("import_workbook", path)
    assert "không có gì thay đổi" in capsys.readouterr().out
    assert Scheme.objects.count() == 2


def test_a_dry_run_only_reads(path, tmp_path):
    call_command("import_workbook", path, "--dry-run", "--json", tmp_path / "cells.json")
    assert json.loads((tmp_path / "cells.json").read_text())
    assert not Scheme.objects.exists()


def test_a_file_too_big_to_keep_is_refused(path, monkeypatch):
    monkeypatch.setattr("khuyencong.documents.rules.MAX_BYTES", 10)
    with pytest.raises(CommandError, match="MB"):
        call_command("import_workbook", path)
    assert not Scheme.objects.exists()
