"""What a list brought in by mistake is taken back while nothing leans on it."""

import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.establishments.enums import Origin
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.establishments.services import (
    forget_awards,
    forget_establishments,
    forget_products,
    record_products,
)
from tests.accounts.factories import dak_lak, lang_son
from tests.establishments.factories import DAY, establishment, product, product_row

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return dak_lak()


@pytest.fixture
def maker(place):
    return establishment(province=place.unit, origin=Origin.RECORDED)


def keys(model):
    return list(model.objects.values_list("pk", flat=True))


def test_results_products_and_makers_go_in_this_order(place, maker):
    row = product_row(establishment=maker, origin=Origin.RECORDED, reference="NL-1")
    record_products(rows=[row], by=None, on=DAY)
    by = place.person("officer")
    assert forget_awards(keys=keys(Award), by=by, on=DAY) == 1
    assert forget_products(keys=keys(Product), by=by, on=DAY) == 1
    assert forget_establishments(keys=keys(Establishment), by=by, on=DAY) == 1
    assert not Establishment.objects.exists()
    assert Event.objects.filter(kind="establishments.forgotten").count() == 1


@pytest.mark.parametrize("forget", [forget_awards, forget_products, forget_establishments])
def test_forgetting_nothing_leaves_no_trace(place, forget):
    before = Event.objects.count()
    assert forget(keys=[], by=place.person("officer"), on=DAY) == 0
    assert Event.objects.count() == before


def test_what_something_leans_on_stays(place, maker):
    product(maker)
    with pytest.raises(Refusal, match="sản phẩm"):
        forget_establishments(keys=[maker.pk], by=place.person("officer"), on=DAY)
    assert Establishment.objects.exists()


def test_others_do_not_forget_and_what_was_worked_out_here_stays(place, maker):
    with pytest.raises(Refusal, match="không được sửa"):
        forget_establishments(keys=[maker.pk], by=lang_son().person("officer"), on=DAY)
    own = establishment("HTX khác", province=place.unit)
    assert forget_establishments(keys=[own.pk], by=place.person("officer"), on=DAY) == 0
