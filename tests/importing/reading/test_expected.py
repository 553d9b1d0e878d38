"""The two shared workbooks, cell by cell against what a person expects of them."""

import pytest

from tests.importing.reading.measure import FIXTURES, measured


@pytest.fixture(scope="module")
def measure():
    return measured(FIXTURES / "workbooks")


def test_nearly_every_cell_is_read_as_expected(measure):
    assert measure.cells == 3404
    assert len(measure.wrong) <= 0.01 * measure.cells, measure.wrong


def test_no_value_is_wrong_in_silence(measure):
    assert measure.silent == []


def test_few_right_cells_are_doubted(measure):
    assert len(measure.marked) <= 0.03 * measure.cells, measure.marked


def test_every_cell_is_named_as_expected(measure):
    assert measure.misnamed == []
