import datetime as dt

import pytest
from django.db import models

from khuyencong.core.fields import (
    contains_day,
    money_field,
    public_id_field,
    validity_field,
)


def test_money_is_required_unless_said_otherwise():
    assert not money_field("số tiền").null
    assert money_field("số tiền", null=True).blank
    assert money_field("số tiền", default=0).default == 0


def test_a_public_id_is_given_once_and_never_edited():
    field = public_id_field()
    assert field.unique
    assert not field.editable
    assert field.get_default() != field.get_default()


@pytest.mark.parametrize("label", ["hiệu lực", "tồn tại"])
def test_validity_says_what_it_is(label):
    assert validity_field(label).verbose_name == label


def test_a_day_is_looked_up_inside_a_range():
    day = dt.date(2026, 3, 5)
    assert contains_day("valid", day) == models.Q(valid__contains=day)
