"""The sample, loaded once for all tests of a module that only look at it."""

import datetime as dt

import pytest
from django.db import transaction
from django.test import override_settings

from khuyencong.importing.services import load_sample

TODAY = dt.date(2026, 11, 21)


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """Return what the first load counted; the data go away with the module."""
    demo = override_settings(KC_DEMO=True, KC_DEMO_PASSWORD="mat-khau-ban-thu")
    with django_db_blocker.unblock(), demo, transaction.atomic():
        yield load_sample(by=None, on=TODAY)
        transaction.set_rollback(True)
