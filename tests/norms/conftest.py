"""A province with its people, and a resolution whose scan is on file."""

import datetime as dt

import pytest

from khuyencong.norms.models import Norm
from khuyencong.norms.services import confirm_row, enter_row
from tests.accounts.factories import dak_lak, lang_son
from tests.norms.factories import InstrumentFactory, ScanFactory

TODAY = dt.date(2026, 11, 21)


@pytest.fixture
def place():
    return dak_lak()


@pytest.fixture
def elsewhere():
    return lang_son()


@pytest.fixture
def enterer(place):
    return place.person("appraiser")


@pytest.fixture
def confirmer(place):
    return place.person("department_leader")


@pytest.fixture
def instrument(place):
    return ScanFactory(instrument__province=place.unit).instrument


@pytest.fixture
def bare_instrument(place):
    return InstrumentFactory(province=place.unit)


@pytest.fixture
def enter(place, enterer, instrument):
    """Enter a level for machinery of Đắk Lắk, 50 % and 300 million, or what is given instead."""

    def do(first_on, last_on=None, *, table=Norm, by=enterer, **given):
        level = {"kind": "machinery", "fund": "local", "rate_percent": 50, "cap_vnd": 300_000_000}
        values = given.pop("values", level) | {"province": place.unit}
        return enter_row(
            table=table,
            instrument=given.get("instrument", instrument),
            article="Điều 3",
            values=given.get("exactly", values),
            first_on=first_on,
            last_on=last_on,
            by=by,
            on=TODAY,
        )

    return do


@pytest.fixture
def confirm(confirmer):
    def do(row, by=confirmer):
        return confirm_row(row=row, by=by, on=TODAY)

    return do


@pytest.fixture
def storage(settings, tmp_path):
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {
        "default": backend | {"OPTIONS": {"location": str(tmp_path), "base_url": None}}
    }
