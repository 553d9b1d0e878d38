"""Where rows lie and whom they mean, in sets."""

import pytest

from khuyencong.importing.kinds import KINDS
from khuyencong.importing.models import Layout, StagedRow
from khuyencong.importing.queries import counts_of, shown_value
from khuyencong.importing.queries.cards import typing_of
from khuyencong.importing.rules.twins import Likeness
from khuyencong.importing.services import choose_rows, confirm_columns
from khuyencong.importing.services.book import ByName
from khuyencong.importing.services.takers import Known
from tests.accounts.factories import dak_lak
from tests.establishments.factories import establishment
from tests.importing.workbooks import (
    DRYER,
    LOOM,
    PRESS,
    PRODUCTS,
    SCHEMES,
    TODAY,
    row_of,
    schemes,
    staged,
    states,
    workbook,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return dak_lak()


@pytest.fixture
def officer(place):
    return place.person("officer")


def test_a_province_of_former_times_is_the_one_of_today(officer):
    former = [4, "Hỗ trợ lò hơi", "HTX Tuy An", "", "Phú Yên", *LOOM[5:]]
    batch = staged(schemes(DRYER, PRESS, LOOM, former), officer)
    row = row_of(batch, 7)
    assert (row.state, row.province.name) == ("clean", "Đắk Lắk")
    assert row.place["former"] != row.province_id


def test_a_province_at_the_end_of_the_address_counts(officer):
    header = [*SCHEMES[:4], *SCHEMES[5:]]
    rows = [[*DRYER[:3], f"xã Ea Knuếc, {name}", *DRYER[5:]] for name in ("Đắk Lắk", "Lạng Sơn")]
    rows[1][1] = "Hỗ trợ lò hơi"
    batch = staged(workbook(DA=("DANH MỤC ĐỀ ÁN", header, rows)), officer)
    assert states(batch) == ["clean", "outside"]


def test_rows_of_the_whole_country_stay_with_the_system():
    batch = staged(schemes(DRYER, PRESS, LOOM, [*LOOM[:4], "Toàn quốc", *LOOM[5:]]), None)
    assert row_of(batch, 7).province is None
    assert row_of(batch, 7).maker["do"] == "text"


def test_several_of_one_name_are_asked_about(officer, place):
    for code in ("6000000001", "6000000002"):
        establishment(DRYER[2], province=place.unit, tax_code=code)
    batch = staged(schemes(DRYER), officer)
    assert states(batch) == ["ask"]
    assert len(row_of(batch).maker["options"]) == 2


def test_names_that_share_only_a_rare_word_are_others(officer, place):
    establishment("Công ty TNHH Knuếc Gỗ và Đá Tây Nguyên Xanh", province=place.unit)
    assert states(staged(schemes(DRYER), officer)) == ["clean"]


def test_rows_without_a_maker_ask_nobody(officer):
    batch = staged(schemes(DRYER, PRESS, [*LOOM[:2], "", *LOOM[3:]]), officer)
    assert row_of(batch, 6).maker == {}
    assert states(batch)[2] == "clean"


def test_what_was_healed_is_kept_beside_the_cell(officer):
    batch = staged(schemes([*DRYER[:6], "150 trđ", *DRYER[7:]], PRESS, LOOM), officer)
    assert row_of(batch).cells["support_million"]["h"]


def test_a_product_group_is_inferred_where_the_list_tells_none(officer):
    rows = [[1, "Vật lạ", "HTX A", "", "Đắk Lắk", "", 2024]]
    batch = staged(workbook(SP=("DANH SÁCH SẢN PHẨM", PRODUCTS, rows)), officer)
    assert states(batch) == ["clean"]


def test_each_table_of_a_workbook_is_a_list_of_its_own(officer):
    products = ("DANH SÁCH SẢN PHẨM", PRODUCTS, [[1, "Chè", "HTX A", "", "Đắk Lắk", "", 2024]])
    batch = staged(workbook(DA=("DANH MỤC", SCHEMES, [DRYER, PRESS]), SP=products), officer)
    assert [sheet.kind for sheet in batch.sheets.all()] == ["schemes", "products"]
    choose_rows(batch=batch, keys=[row_of(batch).pk], choice="drop", by=officer, on=TODAY)
    assert states(batch) == ["dropped", "clean", "clean"]


def test_only_the_changed_table_is_read_once_more(officer):
    products = ("DANH SÁCH SẢN PHẨM", PRODUCTS, [[1, "Chè", "HTX A", "", "Đắk Lắk", "", 2024]])
    batch = staged(workbook(DA=("DANH MỤC", SCHEMES, [DRYER, PRESS]), SP=products), officer)
    sheet = batch.sheets.get(position=1)
    fields = {c["letter"]: c["field"] for c in sheet.columns} | {"G": ""}
    answer = {"kind": "products", "fields": fields, "units": {}, "context": {}}
    assert confirm_columns(sheet=sheet, **answer, by=officer, on=TODAY)
    assert str(Layout.objects.get()) == sheet.layout_key
    assert str(sheet) == "SP"


def test_rows_are_counted_by_state(officer):
    batch = staged(schemes(DRYER, PRESS, LOOM), officer)
    counts = counts_of(batch)
    assert (counts.data, counts.clean, counts.open) == (3, 3, 0)
    with pytest.raises(AttributeError):
        assert counts.unheard_of
    assert str(StagedRow.objects.get(number=4)).endswith(":4")


@pytest.mark.parametrize(
    ("code", "value", "shown", "typed"),
    [
        ("decision", "12/QĐ|2024-03-05", "số 12/QĐ, ngày 05/03/2024", "12/QĐ ngày 05/03/2024"),
        ("decision", "12/QĐ", "số 12/QĐ", "12/QĐ"),
        ("decision_date", "2024", "2024", "2024"),
        ("programme_KCQG", 1, "có đánh dấu", "1"),
        ("programme_KCQG", None, "", ""),
        ("support_million", "1056.5", "1.056,5 triệu đồng", "1.056,5"),
        ("support_million", "mười", "mười triệu đồng", "mười"),
        ("note", "chữ", "chữ", "chữ"),
    ],
)
def test_values_are_shown_as_people_write_them(code, value, shown, typed):
    told = KINDS["schemes"].by_code[code]
    assert shown_value(told, value) == shown
    assert typing_of(told, value) == typed


def test_records_of_a_name_are_compared_but_for_those_of_another_province():
    here, there, nowhere = (Known(Likeness("che", p), f"{p}", "") for p in (7, 8, None))
    known = ByName()
    for one in (there, nowhere, here):
        known.add(one)
    assert known.like(Likeness("che", 7)) == [here, nowhere]
    assert known.like(Likeness("che")) == [there, nowhere, here]
    assert known.like(Likeness("tra", 7)) == []
