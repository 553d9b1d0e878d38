"""The pages about places."""

import datetime as dt

import pytest

from khuyencong.geography.maps import country_on
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import find_province, find_unit, locate, province_of
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db
THEN, NOW = dt.date(2024, 6, 1), dt.date(2026, 11, 21)


@pytest.fixture
def page(client_of):
    client = client_of(UserFactory())
    return lambda address: client.get(address).content.decode()


def test_the_first_page_shows_the_map_and_what_each_province_was_made_of(page):
    html = page("/dia-ban/")
    assert "Quần đảo Hoàng Sa" in html
    assert "Quần đảo Trường Sa" in html
    assert html.count('<a href="/dia-ban/') >= 34
    row = html[html.index(">Đắk Lắk</a></th>") :]
    assert "Phú Yên" in row[: row.index("</tr>")]


def test_a_search_finds_present_and_old_units(page):
    html = page("/dia-ban/?q=cao+loc")
    assert html.index("xã Cao Lộc") < html.index("huyện Cao Lộc") < html.index("thị trấn Cao Lộc")


def test_an_old_address_is_answered_with_the_commune_of_today(page):
    html = page("/dia-ban/?q=xã Xuất Lễ, huyện Cao Lộc")
    answer = html[html.index("Địa chỉ này nay thuộc") :][:200]
    assert "xã Ba Sơn" in answer
    assert "tỉnh Lạng Sơn" in answer


def test_a_search_without_result_says_what_to_do(page):
    assert "Không tìm thấy đơn vị nào" in page("/dia-ban/?q=xyzzy")


@pytest.mark.parametrize("query", ["%00", "9" * 30, "<script>alert(1)</script>", "a" * 10_000])
def test_an_absurd_search_is_answered(page, query):
    html = page(f"/dia-ban/?q={query}")
    assert "<script>alert" not in html


def test_the_page_of_a_province_shows_states_origins_and_communes(page):
    html = page(find_province("Đồng Nai", NOW).get_absolute_url())
    assert "Thành phố Đồng Nai" in html
    assert "30/04/2026" in html
    assert "Nghị quyết 30/2026/QH16" in html
    assert "tỉnh Bình Phước" in html
    assert "62 xã, 33 phường" in html


def test_the_page_of_an_old_commune_leads_to_the_present_one(page):
    html = page(find_unit("xã Xuất Lễ", "commune", THEN).get_absolute_url())
    assert "tồn tại đến trước ngày 01/07/2025" in html
    assert locate("xã Xuất Lễ, huyện Cao Lộc", NOW).get_absolute_url() in html


def test_the_page_of_an_old_district_marks_todays_communes(page):
    district = find_unit("huyện Cao Lộc", "district", THEN)
    html = page(district.get_absolute_url())
    assert "xã Xuất Lễ" in html
    assert 'class="map-focus"' in html


def test_a_commune_says_when_nothing_is_known_about_difficulty(page):
    html = page(find_unit("xã Ba Sơn", "commune", NOW).get_absolute_url())
    assert "Chưa rõ" in html


def test_a_split_commune_is_shown_with_its_parts(page):
    html = page(find_unit("xã Thái Bình Trung", "commune", THEN).get_absolute_url())
    assert html.count("một phần") == 3


def test_an_unknown_unit_is_not_found(client_of):
    assert client_of(UserFactory()).get("/dia-ban/khongco999/").status_code == 404


def test_pages_ask_the_database_the_same_few_times_for_few_and_many_communes(
    client_of, django_assert_max_num_queries
):
    client = client_of(UserFactory())
    country_on(NOW)
    many = find_province("Hồ Chí Minh", NOW)
    few = AdminUnit.objects.get(name="Lai Châu", level="province", valid__contains=NOW)
    for unit in (many, few, province_of(few)):
        with django_assert_max_num_queries(16):
            assert client.get(unit.get_absolute_url()).status_code == 200
