"""`manage.py report` prints what the page shows."""

import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from tests.accounts.factories import lang_son
from tests.reports.factories import figure

pytestmark = pytest.mark.django_db
SPAN = {"first": "01/01/2024", "last": "31/12/2024"}


def test_json_names_the_rows_by_code(capsys):
    lang_son()
    figure("schemes_count_local", 11, 2024, 2024, province="Lạng Sơn")
    call_command("report", "results", area="lang son", **SPAN)
    data = json.loads(capsys.readouterr().out)
    rows = {row["code"]: row for row in data["rows"]}
    assert rows["schemes_count_local"]["value"] == 11
    assert rows["schemes_count_local"]["sources"][0]["source_title"] == "Báo địa phương"


def test_xlsx_goes_to_a_file(tmp_path):
    figure("local_budget", "21895", 2012, 2024)
    out = tmp_path / "kinh phí.xlsx"
    days = {"first": "2012-01-01", "last": "2024-12-31"}
    call_command("report", "funds", area="Đắk Lắk", format="xlsx", out=str(out), **days)
    rows = openpyxl.load_workbook(out)["Báo cáo"].iter_rows(min_row=5, values_only=True)
    assert {row[0]: row[3] for row in rows}["local_budget"] == 21895


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"area": "Atlantis"}, "Atlantis"),
        ({"first": "31/02/2024"}, "31/02/2024"),
        ({"first": "01/01/2025"}, "Ngày cuối kỳ"),
        ({"format": "xlsx"}, "--out"),
    ],
)
def test_what_cannot_be_is_said(wrong, said):
    with pytest.raises(CommandError, match=said):
        call_command("report", "results", **({"area": "Lạng Sơn", **SPAN} | wrong))
