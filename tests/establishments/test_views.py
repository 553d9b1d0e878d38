import io

import openpyxl
import pytest
from django.urls import reverse

from khuyencong.core.clock import today
from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.services import (
    grant_membership,
    record_award,
    record_products,
    record_support,
    register_many,
)
from tests.accounts.factories import agency, dak_lak, lang_son
from tests.establishments.factories import DAY, establishment, product, product_row, row

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"establishments:{name}", args=args)


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def officer(here, client_of):
    return client_of(here.person("officer"))


def typed(here, **known):
    base = {
        "name": "HTX Mắc ca Ea Knuếc",
        "legal_form": "cooperative",
        "trade": "agro_processing",
        "province": here.unit.public_id,
        "unit": here.commune_unit.public_id,
        "employees": "12",
        "revenue_vnd": "1.056",
    }
    return base | known


@pytest.mark.parametrize("name", ["list", "products"])
def test_a_list_asks_the_same_of_one_row_and_of_fifty(
    name, here, officer, django_assert_max_num_queries
):
    counts = []
    for first, last in ((0, 1), (1, 50)):
        many(here, first, last)
        with django_assert_max_num_queries(12) as asked:
            page = officer.get(url(name))
        counts.append(len(asked))
        assert page.content.count(b"row-link") == last
    assert counts[0] == counts[1]


def many(here, first, last):
    rows = [
        row(f"Cơ sở {n}", province=here.unit, unit=here.commune_unit, reference=f"E{n}")
        for n in range(first, last)
    ]
    made = register_many(rows=rows, by=None, on=DAY)
    products = [product_row(f"SP {e.name}", establishment=e, reference=e.reference) for e in made]
    record_products(rows=products, by=None, on=DAY)


def test_the_page_of_an_establishment_shows_everything_with_few_queries(
    here, officer, django_assert_max_num_queries
):
    maker = establishment(
        "HTX Một",
        province=here.unit,
        unit=here.commune_unit,
        address_text="thôn 7, xã Hòa An, huyện Krông Pắc",
        source_url="https://example.org/tin",
        source_title="Bản tin",
    )
    for name in ("Cà phê", "Mắc ca"):
        made = product(maker, name)
        record_award(
            product=made, level="province", status="recognised", year=2024, by=None, on=DAY,
            decision_no="344/QĐ-UBND",
        )  # fmt: skip
    record_support(
        establishment=maker, source="local", item="Máy sấy", amount_vnd=150_000_000,
        received_on=DAY, by=None, on=DAY,
    )  # fmt: skip
    establishment("HTX Một", province=here.unit)
    with django_assert_max_num_queries(20):
        text = officer.get(maker.get_absolute_url()).content.decode()
    for words in (
        "thôn 7, xã Hòa An, huyện Krông Pắc", "xã Ea Knuếc", "344/QĐ-UBND", "Máy sấy", "150",
        "235/2025/NĐ-CP", "Bản tin", "Có thể đã có trong danh sách", "ghi cơ sở HTX Một",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize(
    ("asked", "severity"), [("14/10/2025", "block"), ("15/10/2025", "pass"), ("31/02/2025", "pass")]
)
def test_eligibility_is_judged_on_the_day_asked_for(asked, severity, here, officer):
    union = establishment(province=here.unit, legal_form="cooperative_union")
    page = officer.get(union.get_absolute_url(), {"ngay": asked})
    assert page.context["findings"][0].severity == severity
    assert ("errorlist" in page.content.decode()) is (asked == "31/02/2025")


def test_a_day_before_the_programme_says_that_nothing_governs(here, officer):
    maker = establishment(province=here.unit)
    text = officer.get(maker.get_absolute_url(), {"ngay": "01/01/2010"}).content.decode()
    assert "chưa có quy định khuyến công nào" in text


def test_searching_the_list_finds_without_accents(here, officer):
    establishment("HTX Thăng Tiến", province=here.unit, trade_text="cà phê")
    establishment("HTX Chè", province=here.unit)
    found = officer.get(url("list"), {"q": "dak lak ca phe"}).content.decode()
    assert "HTX Thăng Tiến" in found
    assert "HTX Chè" not in found


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"giai": "region"}, {"Một"}),
        ({"giai": "national"}, set()),
        ({"ho-tro": "co"}, {"Một"}),
        ({"ho-tro": "chua"}, {"Hai"}),
        ({"ho-tro": ["co", "chua"]}, {"Một", "Hai"}),
        ({"tinh": "66"}, {"Một", "Hai"}),
        ({"loai-hinh": "business_household"}, {"Hai"}),
        ({"nghe": "mechanics"}, set()),
        ({"giai": "khong-co", "tinh": "khong-co", "sap": "x", "trang": "0"}, {"Một", "Hai"}),
    ],
)
def test_filters_narrow_the_list(query, names, here, officer):
    first = establishment("Cơ sở Một", province=here.unit)
    establishment("Cơ sở Hai", province=here.unit, legal_form="business_household")
    made = product(first)
    record_award(product=made, level="region", status="recognised", year=2022, by=None, on=DAY)
    record_award(product=made, level="national", status="entered", year=2023, by=None, on=DAY)
    record_support(
        establishment=first, source="local", item="Máy", amount_vnd=1, received_on=DAY,
        by=None, on=DAY,
    )  # fmt: skip
    listing = officer.get(url("list"), query).context["listing"]
    assert {r.cells[0].text.removeprefix("Cơ sở ") for r in listing.rows} == names


def test_product_filters_narrow_the_list(here, officer):
    first, second = (product(establishment(province=here.unit), name) for name in ("Trà", "Mật"))
    record_award(product=first, level="region", status="recognised", year=2022, by=None, on=DAY)
    record_award(product=second, level="province", status="recognised", year=2024, by=None, on=DAY)
    for query, name in (({"giai": "region"}, "Trà"), ({"nam": "2024"}, "Mật")):
        listing = officer.get(url("products"), query).context["listing"]
        assert [r.cells[0].text for r in listing.rows] == [name]


def test_the_workbook_holds_the_whole_filtered_set(here, officer):
    many(here, 0, 60)
    answer = officer.get(url("list"), {"xuat": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = list(book["Danh sách"].values)
    assert len(rows) == 61
    assert rows[1][:2] == ("Cơ sở 0", "hợp tác xã")


def test_totals_count_the_whole_filtered_set(here, officer):
    for n in range(3):
        maker = establishment(f"Cơ sở {n}", province=here.unit)
        for item in ("Máy A", "Máy B"):
            record_support(
                establishment=maker, source="local", item=item, amount_vnd=10**6,
                received_on=DAY, by=None, on=DAY,
            )  # fmt: skip
    totals = officer.get(url("list"), {"tong": "1"}).context["listing"].totals
    assert totals["count"] == 3
    assert totals["sums"][0]["text"] == "6"


def test_an_officer_enters_an_establishment_and_lands_on_its_page(here, officer):
    page = officer.get(url("create"))
    assert page.context["form"].initial["province"] == here.unit.public_id
    answer = officer.post(url("create"), typed(here), follow=True)
    made = Establishment.objects.get()
    assert answer.redirect_chain[-1][0] == made.get_absolute_url()
    assert (made.employees, made.revenue_vnd, made.unit) == (12, 1_056_000_000, here.commune_unit)
    assert "Đã ghi HTX Mắc ca" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("name", "", "cần được nhập"),
        ("name", "x" * 10_000, "200"),
        ("employees", "-3", "từ 0"),
        ("revenue_vnd", "9" * 30, "quá lớn"),
        ("tax_code", "123", "10 chữ số"),
        ("legal_form", "tập đoàn", ""),
        ("unit", "khong-co", ""),
    ],
)
def test_each_error_stands_at_its_field_and_the_typing_stays(field, value, message, here, officer):
    answer = officer.post(url("create"), typed(here, owner_name="Y Blum", **{field: value}))
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == [field]
    assert message in " ".join(form.errors[field])
    assert "Y Blum" in answer.content.decode()
    assert not Establishment.objects.exists()


def test_markup_is_shown_as_text(here, officer):
    officer.post(url("create"), typed(here, name="<script>alert(1)</script>"))
    text = officer.get(Establishment.objects.get().get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert" not in text


def test_a_stale_save_keeps_the_typing_shows_the_difference_and_then_saves(here, officer):
    officer.post(url("create"), typed(here))
    record = Establishment.objects.get()
    page = url("edit", record.public_id)
    officer.post(page, typed(here, version=1, owner_name="Y Một", is_woman_owned="on"))
    mine = typed(here, version=1, owner_name="Y Hai", employees="15", craft_village="")
    answer = officer.post(page, mine)
    shown = {(d.label, d.saved, d.typed) for d in answer.context["form"].differences}
    assert answer.status_code == 422
    assert ("Chủ cơ sở, người đại diện", "Y Một", "Y Hai") in shown
    assert ("Số lao động", "12", "15") in shown
    assert ("Chủ là nữ", "có", "không") in shown
    assert len(shown) == 3
    text = answer.content.decode()
    assert 'name="version" value="2"' in text
    assert "người khác đã sửa" in text
    assert officer.post(page, mine | {"version": 2}).status_code == 302
    record.refresh_from_db()
    assert (record.owner_name, record.version) == ("Y Hai", 3)


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_a_version_that_is_none_never_breaks_the_page(version, here, officer):
    record = establishment(province=here.unit)
    answer = officer.post(url("edit", record.public_id), typed(here, version=version))
    assert answer.status_code == 422


def test_the_owner_follows_the_own_establishment_until_it_is_taken_back(here, officer, client_of):
    maker, owner = establishment(province=here.unit), here.person("establishment")
    other = establishment("Khác", province=here.unit)
    officer.post(url("member_create", maker.public_id), {"username": owner.username})
    client = client_of(owner)
    assert client.get(maker.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert client.get(url("edit", maker.public_id)).status_code == 403
    remove = url("member_remove", maker.public_id, owner.public_id)
    assert officer.get(remove).status_code == 405
    assert officer.post(remove).status_code == 302
    assert client.get(maker.get_absolute_url()).status_code == 404


def test_nobody_elses_records_can_be_seen_guessed_or_counted(here, client_of):
    maker = establishment("HTX Một", province=here.unit)
    made = product(maker)
    stranger = client_of(lang_son().person("officer"))
    pages = [url(n, maker.public_id) for n in ("detail", "edit", "product_create")]
    pages += [url(n, maker.public_id) for n in ("support_create", "member_create")]
    pages += [url(n, made.public_id) for n in ("product", "product_edit", "award_create")]
    assert {stranger.get(page).status_code for page in pages} == {404}
    for name in ("list", "products"):
        page = stranger.get(url(name), {"tong": "1", "q": "mot"})
        assert page.context["listing"].totals["count"] == 0
    assert b"HTX M" not in stranger.get(reverse("desk:search"), {"q": "mot"}).content


def test_the_search_box_finds_establishments_and_products(here, officer):
    maker = establishment("HTX Mắc ca Một", province=here.unit, unit=here.commune_unit)
    product(maker, "Mắc ca sấy")
    text = officer.get(reverse("desk:search"), {"q": "mac ca"}).content.decode()
    assert maker.get_absolute_url() in text
    assert Product.objects.get().get_absolute_url() in text


def test_a_published_product_shows_its_source_and_unknown_maker(client_of):
    rows = [product_row("Nem chua", maker_text="Thành Phát", source_url="https://example.org/a")]
    record_products(rows=rows, by=None, on=DAY)
    reader = client_of(agency().person("agency_officer"))
    text = reader.get(Product.objects.get().get_absolute_url()).content.decode()
    assert "Thành Phát" in text
    assert "https://example.org/a" in text
    assert "Ghi kết quả" not in text


@pytest.mark.parametrize(
    ("address", "is_link"),
    [
        ("https://example.org/tin", True),
        ("https://example.org/tin (bản in)", False),
        ("javascript:alert(1)", False),
    ],
)
def test_only_the_address_of_a_page_becomes_a_link(address, is_link, here, officer):
    maker = establishment(province=here.unit, source_url=address, source_title="Bản tin")
    text = officer.get(maker.get_absolute_url()).content.decode()
    assert (f'href="{address}"' in text) is is_link
    assert "Bản tin" in text


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("2023-09-15", ", 15/09/2023"), ("2022-09", ", 09/2022"), ("2021", ", 2021")],
)
def test_the_day_of_a_source_is_written_as_in_vietnam(stored, shown, here, officer):
    known = {"source_url": "https://example.org/tin", "source_date": stored}
    maker = establishment(province=here.unit, **known)
    assert shown in officer.get(maker.get_absolute_url()).content.decode()


def test_membership_on_the_page(here, officer):
    maker, owner = establishment(province=here.unit), here.person("establishment")
    grant_membership(establishment=maker, user=owner, by=None, on=today())
    assert owner.full_name in officer.get(maker.get_absolute_url()).content.decode()
