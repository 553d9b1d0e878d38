import datetime as dt

import pytest

from khuyencong.audit.models import Event
from khuyencong.audit.queries import history_of
from khuyencong.core.findings import Refusal
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.establishments.services import (
    add_product,
    edit_product,
    record_award,
    record_products,
)
from tests.accounts.factories import dak_lak, lang_son
from tests.establishments.factories import DAY, establishment, product, product_row

pytestmark = pytest.mark.django_db


def award(made, by=None, **known):
    known = {"level": "province", "status": "recognised", "year": 2024} | known
    return record_award(product=made, by=by, on=DAY, **known)


def test_an_added_product_makes_its_establishment_found_and_stands_in_its_history():
    here = dak_lak()
    maker = establishment("HTX Một", province=here.unit)
    officer = here.person("officer")
    made = add_product(establishment=maker, name="Mắc ca", group="2", by=officer, on=DAY)
    assert made.province == here.unit
    assert Establishment.objects.search("mac ca").get() == maker
    assert history_of(maker).first().sentence == f"{officer} thêm sản phẩm Mắc ca của HTX Một"


def test_a_product_stands_once_an_establishment_however_it_is_accented():
    maker = establishment()
    product(maker, "Cà phê bột")
    with pytest.raises(Refusal, match="đã có sản phẩm tên này"):
        product(maker, "CÀ PHÊ BỘT")


def test_an_edited_product_is_found_by_its_new_name():
    made = product(establishment(), "Cà phê bột")
    changes = {"name": "Ca cao", "group": "4"}
    edited = edit_product(product=made, version=1, changes=changes, by=None, on=DAY)
    assert (edited.version, edited.group) == (2, "4")
    assert Establishment.objects.search("ca cao").exists()
    assert not Establishment.objects.search("bot").exists()
    with pytest.raises(Refusal, match="người khác đã sửa"):
        edit_product(product=made, version=1, changes={}, by=None, on=DAY)


def test_a_product_without_known_maker_can_be_edited():
    record_products(rows=[product_row("Nem chua", maker_text="Thành Phát")], by=None, on=DAY)
    made = Product.objects.get()
    edit_product(product=made, version=1, changes={"note": "đã hỏi"}, by=None, on=DAY)
    assert history_of(made).count() == 1


def test_a_product_is_written_by_its_own_province_alone():
    here, officer = dak_lak(), lang_son().person("officer")
    maker = establishment(province=here.unit)
    made = product(maker)
    with pytest.raises(Refusal, match="không được sửa"):
        add_product(establishment=maker, name="Khác", group="1", by=officer, on=DAY)
    with pytest.raises(Refusal, match="không được sửa"):
        edit_product(product=made, version=1, changes={}, by=officer, on=DAY)
    with pytest.raises(Refusal, match="không được sửa"):
        award(made, by=officer)


def test_an_award_stands_once_a_level_and_year():
    made = product(establishment())
    assert str(award(made)) == "cấp tỉnh 2024"
    award(made, level="region")
    with pytest.raises(Refusal, match="đã có kết quả ở cấp và năm này"):
        award(made)


def test_a_decision_of_tomorrow_is_refused_today():
    made = product(establishment())
    with pytest.raises(Refusal) as refusal:
        award(made, decision_on=DAY + dt.timedelta(days=1))
    assert refusal.value.findings[0].field == "decision_on"
    assert award(made, decision_on=DAY)


def test_a_published_list_enters_once_and_rows_of_one_product_become_its_ladder():
    maker = establishment("HTX Một", province=dak_lak().unit)
    known = {"establishment": maker, "decision_no": "1997/QĐ-BCT"}
    rows = [
        product_row("Miến dong", reference="P1", level="province", **known),
        product_row("Miến Dong", reference="P2", level="national", **known),
        product_row("Nem chua", reference="P3", maker_text="Thành Phát", province=maker.province),
    ]
    assert len(record_products(rows=rows, by=None, on=DAY)) == 3
    ladder = maker.products.get()
    assert ladder.name == "Miến dong"
    assert {a.level for a in ladder.awards.all()} == {"province", "national"}
    assert record_products(rows=rows, by=None, on=DAY) == []
    later = product_row("miến dong", reference="P4", year=2025, establishment=maker)
    record_products(rows=[*rows, later], by=None, on=DAY)
    assert (Product.objects.count(), Award.objects.count()) == (2, 4)
    assert Event.objects.filter(kind="establishments.products_imported").count() == 2


def test_a_list_is_written_for_the_own_province_alone():
    officer = lang_son().person("officer")
    with pytest.raises(Refusal, match="không được sửa"):
        record_products(rows=[product_row(province=dak_lak().unit)], by=officer, on=DAY)
    assert not Product.objects.exists()
