import pytest
from django.urls import reverse

from khuyencong.core.clock import today
from khuyencong.establishments.models import CraftVillage, Product
from tests.accounts.factories import dak_lak, lang_son
from tests.establishments.factories import establishment, product

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"establishments:{name}", args=args)


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def officer(here, client_of):
    return client_of(here.person("officer"))


def test_products_awards_and_support_are_entered_by_their_forms(here, officer):
    maker = establishment(province=here.unit)
    officer.post(url("product_create", maker.public_id), {"name": "Mắc ca", "group": "2"})
    made = Product.objects.get()
    edited = {"name": "Mắc ca sấy", "group": "2", "is_set": "on", "version": 1}
    assert officer.post(url("product_edit", made.public_id), edited).status_code == 302
    won = {"level": "province", "status": "recognised", "year": "2024", "decision_on": "05/03/2024"}
    officer.post(url("award_create", made.public_id), won)
    paid = {"source": "other", "item": "Máy", "amount_vnd": "18,9", "received_on": "05/03/2024"}
    officer.post(url("support_create", maker.public_id), paid)
    made.refresh_from_db()
    assert (made.name, made.is_set, made.awards.get().year) == ("Mắc ca sấy", True, 2024)
    assert maker.supports.get().amount_vnd == 18_900_000
    assert "05/03/2024" in officer.get(made.get_absolute_url()).content.decode()
    assert "ghi kết quả cấp tỉnh 2024" in officer.get(maker.get_absolute_url()).content.decode()


def test_a_stale_product_shows_where_it_differs(here, officer):
    made = product(establishment(province=here.unit), "Mắc ca")
    typed = {"name": "Mắc ca rang", "group": "2", "version": 1}
    officer.post(url("product_edit", made.public_id), typed)
    answer = officer.post(url("product_edit", made.public_id), typed | {"name": "Mắc ca sấy"})
    (difference,) = answer.context["form"].differences
    assert (difference.saved, difference.typed) == ("Mắc ca rang", "Mắc ca sấy")


def test_a_craft_village_is_entered_filled_and_ended(here, officer, client_of):
    typed = {"name": "Làng A", "decision_no": "1/QĐ", "recognised_on": "05/03/2024"}
    officer.post(url("craft_village_create"), typed | {"unit": here.commune_unit.public_id})
    village = CraftVillage.objects.get()
    maker = establishment(province=here.unit, craft_village=village)
    assert "Làng A" in officer.get(url("craft_villages")).content.decode()
    page = officer.get(village.get_absolute_url()).content.decode()
    assert maker.name in page
    assert "Ghi thu hồi" in page
    end = {"decision_no": "2/QĐ", "withdrawn_on": "05/03/2025"}
    wrong = end | {"withdrawn_on": "05/03/2024"}
    answer = officer.post(url("craft_village_end", village.public_id), wrong)
    assert list(answer.context["form"].errors) == ["withdrawn_on"]
    assert officer.post(url("craft_village_end", village.public_id), end).status_code == 302
    assert "đã thu hồi công nhận" in officer.get(village.get_absolute_url()).content.decode()
    stranger = client_of(lang_son().person("officer"))
    assert stranger.get(village.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("name", "known", "field"),
    [
        ("product_create", {"name": ""}, "name"),
        ("support_create", {"amount_vnd": "-5"}, "amount_vnd"),
        ("support_create", {"received_on": "31/02/2026"}, "received_on"),
        ("support_create", {"received_on": "01/01/2100"}, "received_on"),
        ("member_create", {"username": "khong-co"}, "username"),
    ],
)
def test_small_forms_answer_by_field(name, known, field, here, officer):
    maker = establishment(province=here.unit)
    base = {
        "name": "SP", "group": "2", "source": "local", "item": "Máy", "amount_vnd": "5",
        "received_on": "05/03/2024",
    }  # fmt: skip
    answer = officer.post(url(name, maker.public_id), base | known)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_an_award_of_a_future_year_is_refused(here, officer):
    made = product(establishment(province=here.unit))
    won = {"level": "province", "status": "recognised", "year": str(today().year + 1)}
    answer = officer.post(url("award_create", made.public_id), won)
    assert list(answer.context["form"].errors) == ["year"]
