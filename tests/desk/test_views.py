"""Columns and views that a person keeps, and what colleagues share."""

import pytest

from khuyencong.core.findings import Refusal
from khuyencong.desk.models import SavedView
from khuyencong.desk.queries import asked_of
from khuyencong.desk.services import drop_view, keep_columns, keep_view
from tests.accounts.factories import UserFactory, dak_lak, lang_son

pytestmark = pytest.mark.django_db
LIST = "/co-so/"
COLUMNS = "/danh-sach/co-so/cot/"
VIEWS = "/danh-sach/co-so/khung-nhin/"


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def officer(here):
    return here.person("officer")


@pytest.fixture
def desk(client_of, officer):
    return client_of(officer)


def columns(client, address=LIST):
    return [c.code for c in client.get(address).context["listing"].asked.columns]


def views(client):
    return client.get(LIST).context["listing"].kept_views.views


def keep(by, name="Cơ khí", query="nghe=mechanics", *, is_shared=False):
    return keep_view(list_code="co-so", name=name, query=query, is_shared=is_shared, by=by)


def test_chosen_columns_stand_in_the_address_and_are_kept(desk):
    response = desk.post(COLUMNS, {"query": "q=may&trang=3", "cot": ["tinh", "ten", "khong-co"]})
    assert response.url == "/co-so/?q=may&cot=tinh,ten"
    assert columns(desk) == ["tinh", "ten"]


def test_a_column_moves_up_without_scripts(desk):
    sent = {"cot": ["ten", "tinh", "noi"], "len": "noi"}
    assert desk.post(COLUMNS, sent).url == "/co-so/?cot=ten,noi,tinh#cot-noi"
    sent = {"cot": ["ten", "tinh"], "len": "ten"}
    assert desk.post(COLUMNS, sent).url == "/co-so/?cot=ten,tinh#cot-ten"


def test_columns_go_back_to_what_the_list_shows_by_itself(desk):
    usual = columns(desk)
    desk.post(COLUMNS, {"cot": ["tinh"]})
    assert desk.post(COLUMNS, {"cot": ["tinh"], "nhu-cu": "1"}).url == "/co-so/?"
    assert columns(desk) == usual


def test_an_address_with_columns_goes_over_the_kept_ones(desk, officer):
    keep_columns(list_code="co-so", columns=["tinh"], by=officer)
    assert columns(desk, f"{LIST}?cot=ten") == ["ten"]
    assert [c.code for c in asked_of(officer, "co-so", "").columns] == ["tinh"]


def test_columns_are_ones_own(desk, client_of, here):
    usual = columns(client_of(here.person("appraiser")))
    desk.post(COLUMNS, {"cot": ["tinh"]})
    assert columns(client_of(here.person("appraiser"))) == usual


def test_a_view_keeps_conditions_order_and_columns(desk):
    sent = {"query": "nghe=food&sap=-ten&cot=ten,tinh&trang=2", "ten": "  Chế   biến "}
    response = desk.post(VIEWS, sent)
    assert response.url == "/co-so/?nghe=food&sap=-ten&cot=ten,tinh"
    (view,) = views(desk)
    assert (view.name, view.query) == ("Chế biến", "nghe=food&sap=-ten&cot=ten,tinh")
    page = desk.get(f"{LIST}?{view.query}").content.decode()
    assert f'href="?{view.query.replace("&", "&amp;")}" aria-current="true"' in page


def test_the_same_name_keeps_the_newer_view(officer):
    keep(officer)
    keep(officer, query="nghe=food", is_shared=True)
    (view,) = SavedView.objects.all()
    assert (view.query, view.organisation is None) == ("nghe=food", False)


@pytest.mark.parametrize("name", ["", " \u200b ", "x" * 81])
def test_a_view_without_a_usable_name_is_refused_in_words(desk, name):
    response = desk.post(VIEWS, {"query": "q=may", "ten": name}, follow=True)
    assert "Đặt tên cho khung nhìn" in response.content.decode()
    assert response.context["listing"].search_text == "may"
    assert not SavedView.objects.exists()


def test_nobody_fills_the_database_with_views(officer):
    SavedView.objects.bulk_create(
        SavedView(user=officer, list_code="co-so", name=f"{n}", query="") for n in range(50)
    )
    with pytest.raises(Refusal, match="50 khung nhìn"):
        keep(officer)
    with pytest.raises(Refusal):
        keep(officer, name="1", query="q=" + "a" * 4000)
    keep(officer, name="1", query="q=a")


def test_a_shared_view_is_seen_by_ones_people_alone(officer, here, client_of):
    keep(officer, is_shared=True)
    keep(officer, name="Của riêng")
    (seen,) = views(client_of(here.person("centre_head")))
    assert (seen.name, seen.is_mine, seen.owner) == ("Cơ khí", False, officer.full_name)
    assert list(views(client_of(here.person("appraiser")))) == []
    assert list(views(client_of(lang_son().person("officer")))) == []


def test_somebody_without_an_organisation_keeps_views_of_their_own(client_of):
    alone = UserFactory()
    assert keep(alone, is_shared=True).organisation is None
    page = client_of(alone).get(LIST)
    assert "cùng dùng" not in page.content.decode()


def test_only_its_owner_lets_go_of_a_view(officer, here, client_of, desk):
    view = keep(officer, is_shared=True)
    other = here.person("centre_head")
    assert client_of(other).post(f"/khung-nhin/{view.public_id}/bo/").status_code == 404
    with pytest.raises(Refusal, match="người khác"):
        drop_view(view=view, by=other)
    assert desk.post(f"/khung-nhin/{view.public_id}/bo/").url == "/co-so/?nghe=mechanics"
    assert not SavedView.objects.exists()


def test_a_view_of_a_list_that_is_gone_is_not_found(officer, desk):
    view = keep_view(list_code="da-bo", name="Cũ", query="", is_shared=False, by=officer)
    assert desk.post(f"/khung-nhin/{view.public_id}/bo/").status_code == 404


@pytest.mark.parametrize("code", ["nhat-ky", "khong-co"])
def test_a_list_that_is_not_ones_own_keeps_nothing(desk, code):
    assert desk.post(f"/danh-sach/{code}/cot/", {"cot": ["luc"]}).status_code == 404
    assert desk.post(f"/danh-sach/{code}/khung-nhin/", {"ten": "a"}).status_code == 404
    assert desk.get(f"/danh-sach/{code}/xuat/xlsx/").status_code == 404
