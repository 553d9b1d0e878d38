"""What leans on a record, and what is only remembered of it."""

import pytest

from khuyencong.core.findings import Refusal
from khuyencong.desk.queries import built_upon
from khuyencong.desk.services import forget
from khuyencong.establishments.models import Establishment
from tests.accounts.factories import dak_lak
from tests.establishments.factories import establishment, product

pytestmark = pytest.mark.django_db


def test_what_leans_on_a_record_is_named_unless_it_goes_as_well():
    maker = establishment(province=dak_lak().unit)
    assert built_upon(Establishment, [maker.pk], but={}) == {}
    made = product(maker)
    assert built_upon(Establishment, [maker.pk], but={}) == {maker.pk: {"sản phẩm"}}
    assert built_upon(Establishment, [maker.pk], but={"establishments.product": [made.pk]}) == {}


def test_a_record_that_something_leans_on_is_not_forgotten():
    maker = establishment(province=dak_lak().unit)
    product(maker)
    with pytest.raises(Refusal, match="sản phẩm"):
        forget(Establishment.objects.filter(pk=maker.pk))


def test_free_records_go():
    establishment(province=dak_lak().unit)
    assert forget(Establishment.objects.all()) == 1
    assert not Establishment.objects.exists()
