"""People and organisations for the tests of the frame."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model

from khuyencong.accounts.models import Organisation


@pytest.fixture
def user(db):
    return get_user_model().objects.create_user("canbo", full_name="Trần Thị Ngọc Ánh")


@pytest.fixture
def browser(client_of, user):
    return client_of(user)


@pytest.fixture
def organisations(db):
    """Return a maker of organisations numbered from 1, under one superior."""

    def make(count, **fields):
        top = Organisation.objects.create(kind="ministry", name="Bộ", short_name="top")
        return Organisation.objects.bulk_create(
            Organisation(
                **{
                    "kind": "centre",
                    "name": f"Trung tâm {number:03}",
                    "short_name": f"t-{number}",
                    "parent": top,
                    "in_use_from": dt.date(2026, 1, 1) + dt.timedelta(days=number),
                }
                | fields
            )
            for number in range(1, count + 1)
        )

    return make
