"""The pages of an import, from the file to the records and back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.core.findings import refuse
from khuyencong.importing.kinds import KINDS
from khuyencong.importing.models import ImportBatch, ImportSheet, StagedRow
from khuyencong.importing.permissions import may_take
from khuyencong.jobs.models import Job
from khuyencong.schemes.models import Scheme
from tests.accounts.factories import agency, dak_lak, lang_son
from tests.establishments.factories import establishment
from tests.importing.workbooks import (
    DRYER,
    FAIRS,
    LOOM,
    PRESS,
    row_of,
    schemes,
    staged,
    states,
    workbook,
)
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db
NAME = "danh-muc.xlsx"
WRONG = [*PRESS[:5], 999, *PRESS[6:]]


@pytest.fixture
def place():
    return dak_lak()


@pytest.fixture
def officer(place):
    return place.person("officer")


@pytest.fixture
def client(client_of, officer):
    return client_of(officer)


def url(batch, name, *more):
    return reverse(f"importing:{name}", args=[batch.public_id, *more])


def send(client, data, name=NAME):
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("importing:upload"), {"file": file}, follow=True)


@pytest.mark.django_db(transaction=True)
def test_a_file_goes_all_the_way_and_back(client):
    page = send(client, schemes(DRYER, WRONG, LOOM))
    assert "đang đọc" in page.text
    run_jobs()
    batch = ImportBatch.objects.get()
    assert "Còn 1 bảng chưa xác nhận cột" in client.get(url(batch, "batch")).text
    sheet = ImportSheet.objects.get()
    typed = {"kind": "schemes", **{f"col_{c['letter']}": c["field"] for c in sheet.columns}}
    assert client.post(url(batch, "columns", 0), typed).url == url(batch, "rows", 0)
    assert "Nhận 2 dòng sạch" in client.get(url(batch, "batch")).text
    client.post(url(batch, "accept"))
    run_jobs()
    assert Scheme.objects.count() == 2
    assert DRYER[1] in client.get(url(batch, "result")).text
    client.post(url(batch, "accept"), {"ca-dong-nen-xem": "1"})
    run_jobs()
    assert Scheme.objects.count() == 3
    assert "Hoàn tác sẽ rút" in client.get(url(batch, "undo")).text
    client.post(url(batch, "undo"))
    run_jobs()
    assert not Scheme.objects.exists()
    assert Job.objects.filter(state="done").count() == 4


@pytest.mark.django_db(transaction=True)
def test_a_file_that_turns_out_unreadable_says_why(client, monkeypatch):
    send(client, schemes(DRYER))
    batch = ImportBatch.objects.get()
    monkeypatch.setattr("khuyencong.importing.services.staging.read_workbook", _refuse)
    run_jobs()
    assert "Tệp hỏng rồi." in client.get(url(batch, "batch")).text


def _refuse(*args, **kwargs):
    raise refuse("file.broken", "Tệp hỏng rồi.")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "không phải là bảng tính .xlsx"),
        (b"", "rỗng"),
        (b"x" * (20 * 1024 * 1024 + 1), "lớn hơn 20 MB"),
    ],
)
def test_a_wrong_file_is_refused_at_its_field(client, data, says):
    page = send(client, data, "danh-muc.xlsx")
    assert says in page.text
    assert not ImportBatch.objects.exists()


def test_the_same_file_again_leads_to_its_import(client, officer):
    batch = staged(schemes(DRYER), officer)
    page = send(client, schemes(DRYER))
    assert page.redirect_chain[0][0] == url(batch, "batch")
    assert "không có gì thay đổi" in page.text


def test_imports_are_seen_by_their_organisation_and_those_above(client_of, client, officer, place):
    batch = staged(schemes(DRYER), officer)
    assert NAME in client.get(reverse("importing:batches")).text
    assert client_of(place.person("department_leader")).get(url(batch, "batch")).status_code == 200
    stranger = client_of(lang_son().person("officer"))
    for name, more in (("batch", ()), ("rows", (0,)), ("result", ())):
        assert stranger.get(url(batch, name, *more)).status_code == 404
    assert client_of(place.person("appraiser")).get(url(batch, "batch")).status_code == 403
    assert not ImportBatch.objects.visible_to(agency().person("agency_officer"))


def test_each_problem_shows_cell_original_reading_and_cure(client, officer):
    batch = staged(schemes(DRYER, WRONG, LOOM), officer)
    page = client.get(url(batch, "rows", 0), {"tinh-trang": "can-xem"}).text
    for said in ("Ô F5", "Trong tệp", "Đọc là", "999", "ô tổng ghi 999", "Cách xử lý"):
        assert said in page
    assert DRYER[1] not in page
    narrowed = client.get(url(batch, "rows", 0), {"van-de": "sum"}).text
    assert (PRESS[1] in narrowed, LOOM[1] in narrowed) == (True, False)
    every = client.get(url(batch, "rows", 0), {"tinh-trang": "skipped", "trang": "x"}).text
    assert "tiêu đề" in every


def test_a_cell_is_typed_over_in_place(client, officer):
    batch = staged(schemes(DRYER, WRONG, LOOM), officer)
    address = url(batch, "fix", 0, 5, "total_million")
    assert "Đang đọc là" in client.get(address).text
    assert "is-invalid" in client.post(address, {"value": "mười"}).text
    answer = client.post(address, {"value": "300", "ve": "?tinh-trang=can-xem"})
    assert answer.url == f"{url(batch, 'rows', 0)}?tinh-trang=can-xem#dong-5"
    assert states(batch) == ["clean", "clean", "clean"]
    assert client.get(url(batch, "fix", 0, 5, "nothing")).status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("decision", "12/QĐ ngày 05/03/2024", "12/QĐ|2024-03-05"),
        ("decision", "12/QĐ", "12/QĐ"),
        ("decision_date", "05/03/2024", "2024-03-05"),
        ("programme_KCQG", "1", 1),
        ("labourers", "12", "12"),
        ("year", "2022", 2022),
        ("note", "", None),
    ],
)
def test_each_kind_of_cell_is_typed_as_people_write_it(client, officer, field, typed, value):
    batch = staged(schemes(DRYER), officer)
    client.post(url(batch, "fix", 0, 4, field), {"value": typed})
    assert row_of(batch).value(field) == value
    assert client.get(url(batch, "fix", 0, 4, field)).status_code == 200


def test_a_wrong_day_of_a_decision_is_told(client, officer):
    batch = staged(schemes(DRYER), officer)
    page = client.post(url(batch, "fix", 0, 4, "decision"), {"value": "12/QĐ ngày 31/02/2024"})
    assert "is-invalid" in page.text


def test_rows_are_dropped_and_taken_from_the_page(client, officer):
    batch = staged(schemes(DRYER, WRONG, LOOM), officer)
    choose = url(batch, "choose", 0)
    client.post(choose, {"dong": ["4"], "chon": "drop", "ve": "//elsewhere"})
    assert states(batch) == ["dropped", "doubt", "clean"]
    client.post(choose, {"tat-ca": "1", "tinh-trang": "doubt", "chon": "take"})
    assert states(batch) == ["dropped", "clean", "clean"]
    assert client.post(choose, {"chon": "burn"}).status_code == 404


def test_who_is_meant_is_answered_on_the_page(client, officer, place):
    known = establishment("Công ty TNHH MTV Mắc ca Ea Knuếc", province=place.unit)
    batch = staged(schemes(DRYER, PRESS, LOOM), officer)
    assert "là cơ sở nào?" in client.get(url(batch, "rows", 0)).text
    typed = {"co-so": row_of(batch).maker_key, "la": known.public_id}
    client.post(url(batch, "choose_maker", 0), typed)
    assert states(batch)[0] == "clean"
    refused = client.post(url(batch, "choose_maker", 0), typed | {"la": "x"}, follow=True)
    assert "không nằm trong" in refused.text


def test_columns_are_chosen_and_a_changed_one_is_read_again(client, officer):
    batch = staged(schemes(DRYER, PRESS), officer, is_confirmed=False)
    address = url(batch, "columns", 0)
    assert "Hỗ trợ (triệu đồng)" in client.get(address).text
    assert "Tên sản phẩm" in client.get(address, {"kind": "products"}).text
    columns = ImportSheet.objects.get().columns
    typed = {"kind": "schemes", **{f"col_{c['letter']}": c["field"] for c in columns}}
    twice = client.post(address, typed | {"col_F": "support_million"})
    assert "cùng được chọn" in twice.text
    assert client.post(address, {**typed, "kind": ""}).status_code == 200
    assert client.post(address, typed | {"col_I": ""}).url == url(batch, "batch")


def test_fairs_and_lists_that_one_may_not_write_are_told(client, officer):
    rows = [[1, "Hội chợ Tây Nguyên", "TP Buôn Ma Thuột", "15/08/2024", 120]]
    batch = staged(workbook(HC=("DANH SÁCH HỘI CHỢ", FAIRS, rows)), officer)
    assert "giữ lại ở đây" in client.get(url(batch, "batch")).text
    assert "Hội chợ Tây Nguyên" in client.get(url(batch, "rows", 0)).text
    ImportSheet.objects.update(kind="summaries")
    assert "không có quyền ghi" in client.get(url(batch, "batch")).text
    assert may_take(None, KINDS["summaries"])


def test_a_table_of_no_known_kind_waits_for_its_columns(client, officer):
    batch = staged(schemes(DRYER), officer)
    ImportSheet.objects.update(kind="unknown")
    assert "Chưa rõ là danh sách gì" in client.get(url(batch, "batch")).text
    assert client.get(url(batch, "columns", 0)).status_code == 200
    assert client.get(url(batch, "rows", 0)).status_code == 200
    assert client.get(url(batch, "fix", 0, 4, "year")).status_code == 404
    assert StagedRow.objects.exists()


def test_pages_ask_as_much_for_many_rows_as_for_one(client, officer, django_assert_max_num_queries):
    many = [[n, f"Hỗ trợ máy số {n}", f"HTX số {n}", *DRYER[3:]] for n in range(60)]
    batch = staged(schemes(*many), officer)
    for name, more in (("batch", ()), ("rows", (0,)), ("columns", (0,)), ("result", ())):
        with django_assert_max_num_queries(20):
            assert client.get(url(batch, name, *more)).status_code == 200


def test_imports_are_searched_by_the_name_of_the_file(client, officer):
    staged(schemes(DRYER), officer)
    assert NAME in client.get(reverse("importing:batches"), {"q": "danh"}).text
    assert NAME not in client.get(reverse("importing:batches"), {"q": "khac"}).text
