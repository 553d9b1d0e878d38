"""One day for every test of this package, and the province it happens in."""

import pytest

from khuyencong.core.clock import frozen_on
from tests.schemes.factories import TODAY, world


@pytest.fixture(autouse=True)
def _today():
    with frozen_on(TODAY):
        yield


@pytest.fixture
def here(db):
    return world()
