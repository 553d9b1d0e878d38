"""The jobs of the tests, and a folder of their own for result files."""

import pytest

from tests.jobs import kinds  # noqa: F401 - its import registers them


@pytest.fixture(autouse=True)
def results(settings, tmp_path):
    settings.KC_RESULTS_DIR = tmp_path
    return tmp_path
