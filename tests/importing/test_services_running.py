"""Running schemes of a workbook are taken over where they stand, and finish."""

import datetime as dt
import io
from collections import Counter

import openpyxl
import pytest
from django.urls import reverse

from khuyencong.budget.queries import balances_of, pool
from khuyencong.core.clock import frozen_on
from khuyencong.importing.models import ImportSheet
from khuyencong.importing.reading.tables import table
from khuyencong.importing.services import (
    accept_file,
    confirm_columns,
    finish_accepting,
    fix_cell,
    import_file,
)
from khuyencong.schemes.models import Scheme
from tests.importing.test_services_undoing import undo
from tests.importing.workbooks import TODAY, row_of, staged, states
from tests.schemes.factories import MILLION, fresh, world

DAY = dt.date(2026, 3, 2)
HEADER = ["STT", "Tên đề án", "Đơn vị thụ hưởng", "Địa điểm", "Tỉnh", "Nguồn kinh phí", "Năm"]
HEADER += ["Hỗ trợ (triệu đồng)", "Đối ứng (triệu đồng)", "Quyết định phê duyệt", "Trạng thái"]
HEADER += ["Số hợp đồng", "Ngày hợp đồng", "Ngày bắt đầu", "Phải xong trước ngày"]
HEADER += ["Tạm ứng (triệu đồng)", "Chứng từ tạm ứng (số, ngày)", "Biên bản nghiệm thu (số, ngày)"]
HEADER += ["Chi phí hợp lệ (triệu đồng)", "Kinh phí theo nghiệm thu (triệu đồng)"]
DECIDED = "12/QĐ-SCT ngày 10/01/2026"
SIGNED = ["05/HĐ", dt.date(2026, 1, 20)]
BEGUN = [dt.date(2026, 1, 25), dt.date(2026, 12, 15)]
STATES = {
    "Đã phê duyệt": [],
    "Đã ký hợp đồng": SIGNED,
    "Đang thực hiện": [*SIGNED, *BEGUN, 60, "UNC 7|01/02/2026"],
    "Đã nghiệm thu": [*SIGNED, *BEGUN, 60, "UNC 7|01/02/2026", "3/BB ngày 20/02/2026", 486, 150],
}
CODES = ["approved", "contracted", "under_way", "accepted"]


@pytest.fixture
def here(db):
    with frozen_on(TODAY):
        yield world()


def row(number, status, **known):
    """Return a row; `known` says cells by their header."""
    told = [number, f"Hỗ trợ máy sấy số {number}", f"HTX Sấy số {number}", "xã Ea Knuếc", "Đắk Lắk"]
    told += ["Khuyến công địa phương", 2026, 150, 336, DECIDED, status, *STATES[status]]
    told += [""] * (len(HEADER) - len(told))
    for name, value in known.items():
        told[next(at for at, head in enumerate(HEADER) if head.startswith(name))] = value
    return told


def workbook(*rows, title="ĐỀ ÁN TIẾP NHẬN"):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "DA"
    for told in ([title], [], HEADER, *rows):
        sheet.append(told)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def thirty():
    return [row(n + 1, list(STATES)[n % 4]) for n in range(30)]


def accept(batch, by, states=("clean",)):
    """Take the rows in on a day on which there is time left to finish."""
    count = sum(accept_file(batch, states, by=by, on=DAY))
    finish_accepting(batch=batch, by=by, on=DAY)
    return count


def found(batch, number=4):
    return {(f["f"], f["code"]) for f in row_of(batch, number).findings}


def booked():
    """Return what the ledger holds by state of scheme and stage."""
    sums = Counter()
    for scheme in Scheme.objects.all():
        for (_, stage), amount in balances_of(scheme.public_id).items():
            sums[scheme.state, stage] += amount // MILLION
    return sums


def test_thirty_of_a_workbook_come_in_and_the_ledger_says_what_it_said(here):
    officer = here.person("officer")
    batch = staged(workbook(*thirty()), officer)
    assert (ImportSheet.objects.get().kind, set(states(batch))) == ("running", {"clean"})
    before = pool(here.place.centre, 2026, "local")
    assert accept(batch, officer) == 30
    many = {"approved": 8, "contracted": 8, "under_way": 7, "accepted": 7}
    assert booked() == {
        ("approved", "planned"): many["approved"] * 150,
        ("contracted", "committed"): many["contracted"] * 150,
        **{(s, "committed"): many[s] * 90 for s in ("under_way", "accepted")},
        **{(s, "advanced"): many[s] * 60 for s in ("under_way", "accepted")},
    }
    assert pool(here.place.centre, 2026, "local") == before - 30 * 150 * MILLION
    again = staged(workbook(*thirty(), title="ĐỀ ÁN TIẾP NHẬN LẦN HAI"), officer, name="hai.xlsx")
    assert set(states(again)) == {"known"}
    assert (accept(again, officer), Scheme.objects.count()) == (0, 30)


@pytest.mark.parametrize("status", STATES)
def test_one_of_each_state_finishes(here, status):
    accept(staged(workbook(row(1, status)), here.person("officer")), here.person("officer"))
    here.on = DAY
    scheme = Scheme.objects.get()
    way = ["contracted", "under_way", "accepted", "settled", "closed"]
    for reached in way[list(STATES).index(status) :]:
        if reached == "settled":
            here.pay(scheme, 90 if "UNC 7|01/02/2026" in STATES[status] else 150)
            here.attach_all(scheme, "settle")
            here.settle(scheme)
        else:
            here.reach(scheme, reached)
    assert fresh(scheme).state == "closed"
    assert balances_of(scheme.public_id) == {("local", "settled"): 150 * MILLION}


def test_a_standing_that_does_not_hold_is_told_at_its_cells_and_mended_there(here):
    officer = here.person("officer")
    signed = {"Ngày hợp": dt.date(2026, 1, 9), "Chứng từ tạm": "UNC 7", "Năm": ""}
    unsaid = dict.fromkeys(("Năm", "Trạng", "Nguồn", "Quyết", "Đơn"), "")
    rows = [row(1, "Đã ký hợp đồng", **signed), row(2, "Đã phê duyệt", Tên="Việc khác", **unsaid)]
    batch = staged(workbook(*rows), officer)
    assert found(batch) == {("contract_date", "standing"), ("advance_million", "standing")}
    assert found(batch, 5) == {
        *((field, "standing") for field in ("programme", "status")),
        *(("year", "no_year"), ("establishment_name", "missing")),
    }
    assert states(batch) == ["blocked", "blocked"]
    for field, value in (("advance_paper", None), ("contract_date", "2026-01-20")):
        fix_cell(row=row_of(batch), field=field, typed="", value=value, by=officer, on=TODAY)
    assert (states(batch), accept(batch, officer)) == (["clean", "blocked"], 1)


def test_a_year_that_does_not_hold_the_money_is_told_and_stops_the_taking_over(here):
    officer = here.person("officer")
    batch = staged(workbook(row(1, "Đã phê duyệt", Hỗ=5_001)), officer)
    assert (found(batch), states(batch)) == ({("support_million", "shortage")}, ["doubt"])
    accept(batch, officer, ("doubt",))
    assert (states(batch), Scheme.objects.count()) == (["blocked"], 0)
    known = {"field": "support_million", "typed": "150", "value": "150"}
    fix_cell(row=row_of(batch), by=officer, on=TODAY, **known)
    assert (states(batch), accept(batch, officer)) == (["clean"], 1)


def test_an_import_of_the_system_takes_nothing_over(here, tmp_path):
    path = tmp_path / "tiep-nhan.xlsx"
    path.write_bytes(workbook(row(1, "Đã phê duyệt")))
    assert import_file(path=path, by=None, on=TODAY).rows["blocked"] == 1


def test_undone_they_are_as_if_they_had_never_come_but_not_where_work_went_on(here):
    officer = here.person("officer")
    before = pool(here.place.centre, 2026, "local")
    other = row(2, "Đã ký hợp đồng", Tên="Ứng dụng thiết bị nghiền đá")
    batch = staged(workbook(row(1, "Đang thực hiện"), other), officer)
    accept(batch, officer)
    here.on = DAY
    here.start(Scheme.objects.get(state="contracted"))
    assert undo(batch, officer) == 3
    assert sorted(Scheme.objects.values_list("state", flat=True)) == ["under_way", "withdrawn"]
    assert pool(here.place.centre, 2026, "local") == before - 150 * MILLION
    assert states(batch) == ["clean", "accepted"]
    other = staged(workbook(row(1, "Đang thực hiện"), title="TIẾP NHẬN"), officer, name="b.xlsx")
    assert (states(other), accept(other, officer)) == (["clean"], 1)


def test_the_officer_says_whether_schemes_are_over_or_run(here):
    officer = here.person("officer")
    told = row(1, "Đang thực hiện")
    sheet = staged(workbook(told, title="DANH MỤC ĐỀ ÁN"), officer).sheets.get()
    assert sheet.kind == "schemes"
    known = {"units": {}, "context": {}, "by": officer, "on": TODAY}
    fields = {column["letter"]: column["field"] for column in sheet.columns}
    confirm_columns(sheet=sheet, kind="running", fields=fields, **known)
    again = staged(workbook(told, title="DANH MỤC"), officer, name="b.xlsx")
    assert (again.sheets.get().kind, states(again)) == ("running", ["clean"])


def test_the_template_holds_a_place_for_everything_and_comes_in(here, client_of):
    officer = here.person("officer")
    client = client_of(officer)
    address = reverse("importing:template")
    assert address in client.get(reverse("importing:upload")).text
    book = openpyxl.load_workbook(io.BytesIO(client.get(address).getvalue()))
    sheet = book.worksheets[0]
    sheet.append([column["example"] for column in table("running")["columns"]])
    held = io.BytesIO()
    book.save(held)
    batch = staged(held.getvalue(), officer)
    (read,) = batch.sheets.all()
    assert (read.kind, states(batch)) == ("running", ["clean"])
    assert all(column["field"] for column in read.columns)
    page = client.get(reverse("importing:columns", args=[batch.public_id, 0])).text
    assert "Đề án đang thực hiện (tiếp nhận)" in page
    assert accept(batch, officer) == 1
    assert booked() == {("under_way", "committed"): 60, ("under_way", "advanced"): 90}
