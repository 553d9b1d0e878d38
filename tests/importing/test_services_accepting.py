"""Rows become records through the set services, exactly once."""

import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.importing.services import (
    accept_file,
    finish_accepting,
    import_file,
    order_accepting,
)
from khuyencong.jobs.models import Job
from khuyencong.reports.models import DeclaredFigure
from khuyencong.schemes.models import Scheme
from tests.accounts.factories import dak_lak
from tests.establishments.factories import establishment
from tests.importing.workbooks import (
    DRYER,
    INDICATORS,
    LOOM,
    MAKERS,
    PRESS,
    PRODUCTS,
    SUMMARY,
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


def accept(batch, by, states=("clean",)):
    count = sum(accept_file(batch, states, by=by, on=TODAY))
    finish_accepting(batch=batch, by=by, on=TODAY)
    return count


def test_schemes_come_in_with_their_establishments(officer):
    batch = staged(schemes(DRYER, PRESS), officer)
    assert accept(batch, officer) == 2
    scheme = Scheme.objects.get(name=DRYER[1])
    assert (scheme.origin, scheme.kind, scheme.year) == ("recorded", "machinery", 2024)
    assert (scheme.support_vnd, scheme.total_vnd) == (150_000_000, 486_000_000)
    assert scheme.establishment.legal_form == "limited_company"
    assert scheme.unit.name == "Ea Knuếc"
    assert scheme.source_title == "Tệp danh-muc.xlsx, bảng DA"
    assert Establishment.objects.count() == 2
    assert row_of(batch).made == [
        ["establishments.establishment", scheme.establishment_id],
        ["schemes.scheme", scheme.pk],
    ]


def test_one_event_tells_the_whole_with_count_and_digest(officer):
    accept(staged(schemes(DRYER, PRESS), officer), officer)
    event = Event.objects.get(kind="importing.rows_accepted")
    assert (event.after["count"], len(event.after["sha256"])) == (2, 64)
    assert event.after["made"] == {"schemes.scheme": 2, "establishments.establishment": 2}


def test_a_second_run_takes_nothing_again(officer):
    batch = staged(schemes(DRYER), officer)
    accept(batch, officer)
    assert accept(batch, officer) == 0
    assert Scheme.objects.count() == 1


def test_only_what_was_ordered_comes_in(officer):
    batch = staged(schemes(DRYER, [*PRESS[:5], 999, *PRESS[6:]]), officer)
    assert accept(batch, officer) == 1
    assert states(batch) == ["accepted", "doubt"]
    assert accept(batch, officer, ("clean", "doubt")) == 1
    assert "ô tổng ghi 999" in Scheme.objects.get(name=PRESS[1]).doubt


def test_a_known_establishment_and_scheme_are_met_again(officer, place):
    maker = establishment(DRYER[2], province=place.unit)
    batch = staged(schemes(DRYER), officer)
    accept(batch, officer)
    assert Scheme.objects.get().establishment == maker
    again = staged(schemes(DRYER, PRESS), officer, name="khac.xlsx")
    assert states(again) == ["known", "clean"]
    assert row_of(again).twin["url"] == Scheme.objects.get().get_absolute_url()


def test_a_name_that_tells_no_legal_form_stays_a_name(officer):
    unnamed = [*DRYER[:2], "Bốn cơ sở chế biến", *DRYER[3:]]
    accept(staged(schemes(unnamed, PRESS, LOOM), officer), officer)
    assert Scheme.objects.get(name=DRYER[1]).establishment_text == "Bốn cơ sở chế biến"


def test_a_maker_that_was_registered_meanwhile_is_taken_as_it_is(officer):
    first = staged(schemes(DRYER), officer)
    other = staged(schemes([*PRESS[:2], *DRYER[2:5], *PRESS[5:]]), officer, name="hai.xlsx")
    accept(first, officer)
    accept(other, officer)
    assert Establishment.objects.count() == 1
    assert Scheme.objects.values("establishment").distinct().count() == 1


def test_a_row_that_a_service_refuses_is_told_and_the_others_come_in(officer, monkeypatch):
    batch = staged(schemes(DRYER, PRESS, LOOM), officer)
    row_of(batch, 5).__class__.objects.filter(number=5).update(province=None)
    assert accept(batch, officer) == 3
    assert states(batch) == ["accepted", "blocked", "accepted"]
    assert row_of(batch, 5).findings[-1]["code"] == "refused"
    assert Scheme.objects.count() == 2


def test_an_order_starts_a_job_and_a_second_one_waits(officer):
    batch = staged(schemes(DRYER), officer)
    ordered = order_accepting(batch=batch, states=["clean"], by=officer, on=TODAY)
    assert ordered.state == "accepting"
    assert Job.objects.get(public_id=ordered.job).params["states"] == ["clean"]
    with pytest.raises(Refusal, match="đang nhận"):
        order_accepting(batch=batch, states=["clean"], by=officer, on=TODAY)


def test_nothing_is_taken_from_a_table_whose_columns_nobody_confirmed(officer):
    batch = staged(schemes(DRYER), officer, is_confirmed=False)
    with pytest.raises(Refusal, match="Không có dòng nào"):
        order_accepting(batch=batch, states=["clean"], by=officer, on=TODAY)
    assert accept(batch, officer) == 0
    assert batch.state == "ready"


def test_establishments_enter_the_register(officer):
    rows = [
        [1, "HTX Cà phê Ea Tu", "HTX", "chế biến cà phê", "xã Ea Knuếc", "6000123456", 12],
        [2, "HTX Cà phê Ea Tu", "", "", "xã Ea Knuếc", "", ""],
        [3, "Cơ sở Gốm Yang Tao", "Cơ sở sản xuất", "gốm", "", "123", 4],
    ]
    batch = staged(workbook(CS=("DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN", MAKERS, rows)), officer)
    assert states(batch) == ["clean", "known", "blocked"]
    accept(batch, officer)
    made = Establishment.objects.get()
    assert (made.legal_form, made.trade) == ("cooperative", "agro_processing")
    assert (made.tax_code, made.employees) == ("6000123456", 12)


def test_known_and_like_establishments_are_met(officer, place):
    establishment("HTX Cà phê Ea Tu", province=place.unit)
    establishment("Công ty TNHH Gốm Yang Tao", province=place.unit)
    rows = [[1, "HTX Cà phê Ea Tu"], [2, "Công ty CP Gốm Yang Tao"]]
    rows = [[*row, "", "chế biến", "xã Ea Knuếc", "", ""] for row in rows]
    batch = staged(workbook(CS=("DANH SÁCH CƠ SỞ CÔNG NGHIỆP NÔNG THÔN", MAKERS, rows)), officer)
    assert states(batch) == ["known", "ask"]


PRODUCT_ROWS = [
    [1, "Cà phê bột Ea Tu", "HTX Cà phê Ea Tu", "xã Ea Knuếc", "Đắk Lắk", "Cấp tỉnh", 2024],
    [2, "Cà phê bột Ea Tu", "HTX Cà phê Ea Tu", "xã Ea Knuếc", "Đắk Lắk", "Khu vực", 2025],
    [3, "Gùi mây", "", "", "Đắk Lắk", "", 2023],
]


def test_products_come_in_with_what_they_reached(officer):
    batch = staged(workbook(SP=("DANH SÁCH SẢN PHẨM", PRODUCTS, PRODUCT_ROWS)), officer)
    assert accept(batch, officer) == 3
    assert Product.objects.count() == 2
    assert set(Award.objects.values_list("level", flat=True)) == {"province", "region", "unknown"}
    again = staged(workbook(SP=("DANH SÁCH", PRODUCTS, PRODUCT_ROWS)), officer, name="hai.xlsx")
    assert states(again) == ["known", "known", "known"]


def test_summaries_become_declared_figures_of_the_province_of_then(place):
    leader = place.person("department_leader")
    rows = [[1, "Đắk Lắk", "2021-2024", 40, 5200], [2, "Đắk Lắk", "năm 2026", 3, 400]]
    batch = staged(workbook(TH=("TỔNG HỢP KẾT QUẢ KHUYẾN CÔNG", SUMMARY, rows)), leader)
    assert states(batch) == ["clean", "clean"]
    accept(batch, leader)
    then, now = DeclaredFigure.objects.filter(indicator="schemes_count").order_by("first_on")
    assert (then.value, then.period_kind, then.area.valid.upper.year) == (40, "multi_year", 2025)
    assert now.area == place.unit
    again = staged(workbook(TH=("TỔNG HỢP KẾT QUẢ", SUMMARY, rows)), leader, name="hai.xlsx")
    assert states(again) == ["known", "known"]


def test_indicators_find_their_row_of_the_reports(place):
    leader = place.person("department_leader")
    rows = [
        [1, "Tổng số đề án", "đề án", 12, 2024],
        [2, "Số buổi phát thanh", "buổi", 8, 2024],
        [3, "Số làng nghề", "làng", "", 2024],
        [4, "Học viên tập huấn", "học viên", 30, ""],
    ]
    batch = staged(workbook(CT=("CÁC CHỈ TIÊU KHUYẾN CÔNG", INDICATORS, rows)), leader)
    assert states(batch) == ["clean", "clean", "blocked", "blocked"]
    accept(batch, leader)
    codes = set(DeclaredFigure.objects.values_list("indicator", flat=True))
    assert codes == {"schemes_count", "so_buoi_phat_thanh"}


def test_who_may_not_declare_figures_sees_them_and_cannot_take_them(officer):
    rows = [[1, "Đắk Lắk", "2021-2024", 40, 5200]]
    batch = staged(workbook(TH=("TỔNG HỢP KẾT QUẢ KHUYẾN CÔNG", SUMMARY, rows)), officer)
    assert accept(batch, officer) == 0


def test_a_file_is_imported_at_once_and_only_once(tmp_path, officer):
    path = tmp_path / "danh-muc.xlsx"
    path.write_bytes(schemes(DRYER, [*PRESS[:5], 999, *PRESS[6:]]))
    done = import_file(path=path, by=officer, on=TODAY)
    assert (done.rows["accepted"], done.rows["doubt"]) == (1, 1)
    assert done.made["schemes.scheme"] == 1
    again = import_file(path=path, by=officer, on=TODAY)
    assert (again.is_new, again.made) == (False, {})
    assert Scheme.objects.count() == 1
