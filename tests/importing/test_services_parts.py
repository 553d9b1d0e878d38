"""Single parts of the import that whole files seldom reach."""

from types import SimpleNamespace

import pytest

from khuyencong.importing.rules.checks import Issue
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.services import stage_file
from khuyencong.importing.services.book import _indexed
from khuyencong.importing.services.staged import Staged
from khuyencong.importing.services.takers.products import _group
from tests.accounts.factories import dak_lak
from tests.importing.workbooks import DRYER, PRODUCTS, SCHEMES, TODAY, staged, states, workbook


def test_a_gap_is_no_news_where_the_reading_has_a_doubt():
    row = Staged(4, "data", {"year": {"c": "K4", "v": None, "p": [{"code": "year"}]}})
    row.add(Issue("year", "year", "Chưa có năm.", "Ghi năm.", is_blocking=False))
    assert row.findings == []
    row.add(Issue("year", "year", "Năm không hợp lệ.", "Ghi năm."))
    assert [finding["at"] for finding in row.findings] == ["K4"]


def test_what_was_not_imported_is_known_by_its_name_alone():
    alike = SimpleNamespace(name="may say", province=66, hard=(), soft=())
    by_reference, _, by_facts = _indexed([SimpleNamespace(reference="", likeness=alike)])
    assert (by_reference, list(by_facts)) == ({}, [(66, (), ())])


@pytest.mark.parametrize(
    ("told", "found"), [({"group_name": "1"}, ("1", False)), ({}, ("4", True))]
)
def test_the_group_of_a_product_is_told_or_guessed(told, found):
    assert _group(RowFacts({"product_name": "Xyz", **told})) == found


@pytest.mark.django_db
def test_one_table_is_read_again_alone_and_one_of_no_known_kind_is_not_examined(monkeypatch):
    officer = dak_lak().person("officer")
    lists = {"A": ("ĐỀ ÁN", SCHEMES, [DRYER]), "B": ("SẢN PHẨM", PRODUCTS, [])}
    batch = staged(workbook(**lists), officer)
    before = states(batch)
    list(stage_file(batch, by=officer, on=TODAY, only=1))
    assert states(batch) == before
    monkeypatch.setattr("khuyencong.importing.services.staging.KINDS", {})
    list(stage_file(batch, by=officer, on=TODAY, only=0))
    assert states(batch) == ["skipped"]
