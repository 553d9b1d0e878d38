"""A whole import is taken back as far as nothing was built upon it."""

import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.importing.services import finish_undoing, order_undoing, undo_file
from khuyencong.schemes.models import Scheme
from tests.accounts.factories import dak_lak
from tests.establishments.factories import product
from tests.importing.test_services_accepting import PRODUCT_ROWS, accept
from tests.importing.workbooks import (
    DRYER,
    PRESS,
    PRODUCTS,
    TODAY,
    schemes,
    staged,
    states,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return dak_lak().person("officer")


def undo(batch, by):
    for _ in undo_file(batch, by=by, on=TODAY):
        pass
    return finish_undoing(batch=batch, by=by, on=TODAY)


def test_an_import_is_undone_and_can_be_taken_in_again(officer):
    batch = staged(schemes(DRYER, PRESS), officer)
    accept(batch, officer)
    assert undo(batch, officer) == 0
    assert not Scheme.objects.exists()
    assert not Establishment.objects.exists()
    assert (batch.state, states(batch)) == ("undone", ["clean", "clean"])
    assert Event.objects.filter(kind="importing.import_undone").count() == 1
    accept(batch, officer)
    assert Scheme.objects.count() == 2


def test_products_and_their_results_go_together(officer):
    batch = staged(workbook(SP=("DANH SÁCH SẢN PHẨM", PRODUCTS, PRODUCT_ROWS)), officer)
    accept(batch, officer)
    assert undo(batch, officer) == 0
    assert [m.objects.count() for m in (Award, Product, Establishment)] == [0, 0, 0]


def test_what_others_lean_on_stays_and_is_named(officer):
    batch = staged(schemes(DRYER, PRESS), officer)
    accept(batch, officer)
    maker = Establishment.objects.get(name=DRYER[2])
    product(maker)
    Scheme.objects.filter(name=PRESS[1]).update(version=2)
    assert undo(batch, officer) == 3
    told = {entry["name"]: entry["why"] for entry in batch.leftovers}
    assert told[maker.name] == ["sản phẩm"]
    assert told[PRESS[1]] == ["đã được sửa sau khi nhập"]
    assert (batch.state, states(batch)) == ("accepted", ["clean", "accepted"])


def test_undoing_is_ordered_once_something_was_made(officer):
    batch = staged(schemes(DRYER), officer)
    with pytest.raises(Refusal, match="chưa lập bản ghi"):
        order_undoing(batch=batch, by=officer, on=TODAY)
    accept(batch, officer)
    assert order_undoing(batch=batch, by=officer, on=TODAY).state == "undoing"
