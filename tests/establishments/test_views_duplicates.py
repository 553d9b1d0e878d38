"""The pages of what may be entered twice."""

import pytest

from khuyencong.establishments.enums import Verdict
from khuyencong.establishments.models import Establishment, EstablishmentPair, ProductPair
from khuyencong.establishments.queries.duplicates import hanging_on
from khuyencong.establishments.services import compare_products
from tests.accounts.factories import dak_lak
from tests.establishments.factories import establishment, product

pytestmark = pytest.mark.django_db
LIST = "/co-so/co-the-trung/"


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def officer(here, client_of):
    return client_of(here.person("officer"))


@pytest.fixture
def pair(here):
    establishment("HTX Thăng Tiến", province=here.unit, owner_name="Trần A", phone="0905")
    establishment("Hợp tác xã Thăng Tiến", province=here.unit, owner_name="Trần A")
    return EstablishmentPair.objects.get()


def page(client, address, status=200, **typed):
    answer = client.post(address, typed, follow=True) if typed else client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_list_shows_pairs_with_their_reasons(officer, pair):
    shown = page(officer, LIST)
    assert pair.get_absolute_url() in shown
    assert "tên giống hệt khi bỏ loại hình" in shown
    assert "Chưa thấy hai sản phẩm" in page(officer, "/co-so/san-pham/co-the-trung/")


def test_side_by_side_then_one_then_two_again(officer, pair):
    address = pair.get_absolute_url()
    assert "Gộp thành một" in page(officer, address)
    choices = {"survivor": "second", "name": "first", "phone": "first"}
    shown = page(officer, f"{address}gop/", **choices)
    assert "đã gộp" in shown
    survivor = Establishment.objects.get(pk=pair.second_id)
    assert (survivor.name, survivor.phone) == ("HTX Thăng Tiến", "0905")
    assert "hai bản ghi lại như trước" in page(officer, f"{address}go-gop/", reason="Nhầm")
    survivor.refresh_from_db()
    assert (survivor.name, survivor.phone) == ("Hợp tác xã Thăng Tiến", "")


def test_a_merged_record_leads_to_what_it_became(officer, pair):
    page(officer, f"{pair.get_absolute_url()}gop/", survivor="first", name="first", phone="first")
    answer = officer.get(pair.second.get_absolute_url(), follow=True)
    assert answer.redirect_chain[0][0] == pair.first.get_absolute_url()
    assert "đã được gộp vào" in answer.content.decode()
    assert "gộp Hợp tác xã Thăng Tiến vào" in answer.content.decode()


def test_what_is_not_one_is_kept_and_told_with_its_reason(officer, pair):
    shown = page(officer, f"{pair.get_absolute_url()}khong-trung/", reason="Hai xã khác nhau")
    assert "không hiện lại nữa" in shown
    pair.refresh_from_db()
    assert (pair.verdict, pair.reason) == (Verdict.DIFFERENT, "Hai xã khác nhau")
    assert "Hai xã khác nhau" in page(officer, pair.get_absolute_url())


@pytest.mark.parametrize(
    ("verb", "typed"),
    [("gop", {"survivor": "third"}), ("khong-trung", {"reason": ""}), ("go-gop", {"reason": ""})],
)
def test_what_is_not_filled_in_is_said_and_nothing_happens(officer, pair, verb, typed):
    page(officer, f"{pair.get_absolute_url()}{verb}/", 422, **typed)
    pair.refresh_from_db()
    assert pair.verdict == Verdict.OPEN


def test_others_do_not_see_the_pair(here, client_of, pair):
    stranger = client_of(here.person("establishment"))
    assert stranger.get(pair.get_absolute_url()).status_code == 403


def test_the_page_of_one_leads_to_the_pair(officer, pair):
    shown = page(officer, pair.first.get_absolute_url())
    assert pair.get_absolute_url() in shown


def test_entering_hints_at_what_stands_there(officer, here, pair):
    typed = {"name": "HTX Thang Tien", "province": here.unit.public_id}
    shown = officer.get("/co-so/gan-giong/", typed).content.decode()
    assert "đã có cơ sở gần giống" in shown
    assert pair.first.get_absolute_url() in shown
    assert officer.get("/co-so/gan-giong/", {"name": ""}).content == b""


def test_entering_hints_at_the_same_tax_code(officer, here):
    establishment("HTX Sen", province=here.unit, tax_code="6000000001")
    typed = {"name": "Công ty Hoa", "tax_code": "6000000001", "province": here.unit.public_id}
    assert "cùng mã số thuế" in officer.get("/co-so/gan-giong/", typed).content.decode()


def test_products_are_shown_side_by_side(officer, here):
    maker = establishment("HTX Sen", province=here.unit)
    ids = [product(maker, name).pk for name in ("Miến dong", "Miến dong (hộp 500g)")]
    compare_products(ids=ids, by=None)
    pair = ProductPair.objects.get()
    assert "Gộp thành một" in page(officer, pair.get_absolute_url())
    shown = page(officer, f"{pair.get_absolute_url()}gop/", survivor="first", name="second")
    assert "Đã gộp" in shown


def test_a_page_of_many_pairs_takes_few_queries(officer, pair, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        page(officer, LIST)
    with django_assert_max_num_queries(20):
        page(officer, pair.get_absolute_url())


def test_what_hangs_on_either_side_is_told(officer, pair):
    assert hanging_on(pair) == []
    product(pair.first)
    assert hanging_on(pair) == [("sản phẩm", 1, 0)]
    assert "sản phẩm" in page(officer, pair.get_absolute_url())
