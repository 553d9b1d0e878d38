"""What counts as a part that must be exact, for the check of branch coverage."""

import importlib.util

import pytest

from tests.architecture.source import ROOT


@pytest.fixture(scope="module")
def must_be_exact():
    spec = importlib.util.spec_from_file_location("covered", ROOT / "scripts" / "covered.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.must_be_exact


@pytest.mark.parametrize(
    ("name", "exact"),
    [
        ("khuyencong/schemes/rules/ceiling.py", True),
        ("khuyencong/schemes/services/plan.py", True),
        ("khuyencong/audit/queries.py", True),
        ("khuyencong/accounts/permissions.py", True),
        ("khuyencong/budget/views.py", True),
        ("khuyencong/schemes/views.py", False),
        ("khuyencong/ui/lists.py", False),
        ("khuyencong/__init__.py", False),
    ],
)
def test_law_money_and_access_are_tried_in_every_branch(must_be_exact, name, exact):
    assert must_be_exact(name) is exact
