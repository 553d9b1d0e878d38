"""The country as dots."""

import datetime as dt
import re

import pytest

from khuyencong.geography.maps import HEIGHT, WIDTH, country_on, diameter_of, picture, project
from khuyencong.geography.queries import communes_of, find_province, provinces_on

pytestmark = pytest.mark.django_db
NOW = dt.date(2026, 11, 21)


def test_every_commune_is_one_dot_inside_the_drawing():
    country = country_on(NOW)
    assert len(country.dots) == 3_321
    steps = sum(len(re.findall("M", path)) for land in country.lands for _, path in land.paths)
    assert steps == 3_321
    assert all(0 < d.x < WIDTH and 0 < d.y < HEIGHT for d in country.dots.values())


def test_north_is_up_and_east_is_right():
    ha_noi, hoang_sa, ca_mau = project(21.0, 105.8), project(16.6, 112.1), project(9.1, 105.2)
    assert ha_noi[1] < hoang_sa[1] < ca_mau[1]
    assert hoang_sa[0] > ha_noi[0] > ca_mau[0]


def test_a_dot_is_as_large_as_its_commune_but_never_too_small_to_see():
    assert diameter_of(400, is_island=False) == pytest.approx(
        2 * diameter_of(100, is_island=False), abs=4
    )
    assert diameter_of(0.2, is_island=False) == 8
    assert diameter_of(0.2, is_island=True) == 56
    assert diameter_of(None, is_island=False) == diameter_of(100, is_island=False)


def test_hoang_sa_and_truong_sa_are_drawn_and_named_with_their_provinces():
    drawn = picture(on=NOW, title="Bản đồ")
    assert {(a.name, a.province) for a in drawn.archipelagos} == {
        ("Hoàng Sa", "Đà Nẵng"),
        ("Trường Sa", "Khánh Hòa"),
    }
    assert "quần đảo Hoàng Sa (Đà Nẵng)" in drawn.description


def test_marked_communes_are_framed_and_told_in_words():
    province = find_province("Đắk Lắk", NOW)
    marked = communes_of(province).values_list("pk", flat=True)
    drawn = picture(on=NOW, title="Đắk Lắk", marked=marked)
    assert {dot.province_id for dot in drawn.marked} == {province.pk}
    assert "Tô đậm 102 đơn vị" in drawn.description
    frame = drawn.focus
    assert all(frame.x < d.x < frame.x + frame.side for d in drawn.marked)
    assert all(frame.y < d.y < frame.y + frame.side for d in drawn.marked)


def test_far_islands_do_not_push_their_province_out_of_the_frame():
    marked = communes_of(find_province("Đà Nẵng", NOW)).values_list("pk", flat=True)
    frame = picture(on=NOW, title="Đà Nẵng", marked=marked).focus
    assert frame.side < WIDTH / 6


def test_provinces_are_shaded_from_few_to_many():
    provinces = list(provinces_on(NOW))
    values = {p.pk: n for n, p in enumerate(provinces[:-1])}
    drawn = picture(on=NOW, title="Bản đồ", values=values, unit="đề án")
    shades = {s.land.province_id: s.shade for s in drawn.lands}
    assert [shades[p.pk] for p in (provinces[0], provinces[-2], provinces[-1])] == [1, 5, 0]
    assert drawn.legend[0] == (1, "đến 6 đề án")
    assert drawn.legend[-1] == (5, "27–32 đề án")
    assert next(s.value for s in drawn.lands if s.shade == 5).endswith(" đề án")


def test_equal_values_share_one_shade():
    values = {p.pk: 3 for p in provinces_on(NOW)}
    drawn = picture(on=NOW, title="Bản đồ", values=values, unit="đề án")
    assert {s.shade for s in drawn.lands} == {1}


def test_the_country_is_projected_once(django_assert_num_queries):
    country_on(NOW)
    with django_assert_num_queries(1):
        picture(on=NOW, title="Bản đồ")
