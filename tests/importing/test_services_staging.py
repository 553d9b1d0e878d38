"""A workbook is uploaded, read and laid down; nothing of it counts yet."""

import pytest
from django.db import connection

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.importing.models import ImportBatch, ImportSheet, StagedRow
from khuyencong.importing.services import finish_staging, refuse_file, stage_file, upload
from khuyencong.jobs.models import Job
from khuyencong.schemes.models import Scheme
from tests.accounts.factories import dak_lak, lang_son
from tests.importing.workbooks import (
    DRYER,
    FAIRS,
    LOOM,
    PRESS,
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
def officer():
    return dak_lak().person("officer")


def send(data, by, **more):
    return upload(name="danh-muc.xlsx", data=data, by=by, on=TODAY, **more)


def test_a_workbook_is_kept_and_a_job_reads_it(officer):
    batch, is_new = send(schemes(DRYER), officer)
    job = Job.objects.get(public_id=batch.job)
    assert (is_new, batch.state, job.kind) == (True, "reading", "importing.read")
    assert batch.organisation.name == "Trung tâm Khuyến công Đắk Lắk"
    assert Event.objects.filter(kind="importing.file_uploaded").count() == 1


def test_the_same_bytes_of_one_organisation_are_one_import(officer):
    first, _ = send(schemes(DRYER), officer)
    again, is_new = send(schemes(DRYER), officer)
    assert (again, is_new) == (first, False)
    assert Event.objects.filter(kind="importing.file_uploaded").count() == 1
    theirs, is_new = send(schemes(DRYER), lang_son().person("officer"))
    assert is_new
    assert theirs != first


def test_a_file_that_could_not_be_read_may_be_sent_again(officer):
    batch, _ = send(schemes(DRYER), officer)
    refuse_file(batch=batch, why="Tệp hỏng.", by=officer, on=TODAY)
    assert (batch.state, batch.refusal) == ("failed", "Tệp hỏng.")
    again, is_new = send(schemes(DRYER), officer)
    assert (again, is_new, again.state) == (batch, True, "reading")
    refuse_file(batch=again, why="Tệp hỏng.", by=officer, on=TODAY)
    again, _ = send(schemes(DRYER), officer, with_job=False)
    assert again.state == "reading"


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04 but no workbook"])
def test_what_is_no_workbook_is_refused_before_anything_is_kept(officer, data):
    with pytest.raises(Refusal) as refused:
        send(data, officer)
    assert refused.value.findings[0].cure
    assert not ImportBatch.objects.exists()


def test_who_may_not_load_lists_is_refused():
    with pytest.raises(Refusal, match="không có quyền"):
        send(schemes(DRYER), dak_lak().person("appraiser"))


def test_rows_are_laid_down_with_cells_and_nothing_is_recorded(officer):
    batch = staged(schemes(DRYER, PRESS), officer)
    row = row_of(batch)
    assert states(batch) == ["clean", "clean"]
    assert row.cells["support_million"] == {"c": "G4", "s": "150", "v": "150"}
    assert row.maker == {
        "is": "new",
        "do": "new",
        "name": "Công ty TNHH Mắc ca Ea Knuếc",
        "options": [],
    }
    assert row.province.name == "Đắk Lắk"
    assert not Scheme.objects.exists()
    assert Event.objects.filter(kind="importing.file_staged").count() == 1


def test_reading_once_more_begins_from_nothing(officer):
    batch = staged(schemes(DRYER, PRESS), officer)
    parts = stage_file(batch, by=officer, on=TODAY)
    next(parts)
    assert list(stage_file(batch, by=officer, on=TODAY)) == [4]  # title, header, two rows
    assert ImportSheet.objects.filter(batch=batch).count() == 1
    assert StagedRow.objects.filter(sheet__batch=batch, kind="data").count() == 2


def test_rows_outside_ones_province_are_told_and_cannot_come_in(officer):
    theirs = [*LOOM[:4], "Lạng Sơn", *LOOM[5:]]
    nowhere = [*PRESS[:4], "Xứ Không Tên", *PRESS[5:]]
    nation = [*DRYER[:3], "", "Toàn quốc", *DRYER[5:]]
    batch = staged(schemes(DRYER, PRESS, LOOM, theirs, nowhere, nation), officer)
    assert states(batch)[2:] == ["clean", "outside", "blocked", "outside"]
    assert row_of(batch, 8).findings[0]["code"] == "province"


def test_a_list_that_names_no_province_is_of_the_one_who_sends_it(officer):
    rows = [[*DRYER[:3], *DRYER[5:]], [*PRESS[:3], *PRESS[5:]]]
    header = [*SCHEMES[:3], *SCHEMES[5:]]
    batch = staged(workbook(DA=("DANH MỤC ĐỀ ÁN", header, rows)), officer)
    assert states(batch) == ["clean", "clean"]
    assert row_of(batch).place["assumed"]


def test_rows_of_the_system_may_lie_anywhere():
    batch = staged(schemes(DRYER, [*LOOM[:4], "Lạng Sơn", *LOOM[5:]]), None)
    assert batch.organisation is None
    assert states(batch) == ["clean", "clean"]


def test_the_same_scheme_twice_in_a_file_comes_in_once(officer):
    batch = staged(schemes(DRYER, DRYER, PRESS), officer)
    assert states(batch) == ["clean", "known", "clean"]
    assert row_of(batch, 5).twin["label"] == "dòng 4, bảng DA"


def test_fairs_are_read_and_kept(officer):
    rows = [[1, "Hội chợ Tây Nguyên", "TP Buôn Ma Thuột", "15/08/2024", 120]]
    batch = staged(workbook(HC=("DANH SÁCH HỘI CHỢ", FAIRS, rows)), officer)
    assert states(batch) == ["kept"]


def test_questions_to_the_database_do_not_grow_with_the_rows(officer):
    def count_for(rows):
        batch, _ = send(schemes(*rows), officer, with_job=False)
        with CaptureQueries() as asked:
            list(stage_file(batch, by=officer, on=TODAY))
        return asked.count

    one = count_for([DRYER])
    many = [[n, f"Hỗ trợ máy số {n}", f"HTX số {n}", *DRYER[3:]] for n in range(200)]
    assert count_for(many) <= one + 2


class CaptureQueries:
    def __enter__(self):
        self.count = 0
        self._wrapper = connection.execute_wrapper(self._counted)
        self._wrapper.__enter__()
        return self

    def __exit__(self, *details):
        self._wrapper.__exit__(*details)

    def _counted(self, execute, *args):
        self.count += 1
        return execute(*args)


def test_a_finished_reading_says_how_far_the_import_is(officer):
    batch = staged(schemes(DRYER), officer)
    assert batch.state == "ready"
    StagedRow.objects.filter(sheet__batch=batch).update(state="accepted")
    assert finish_staging(batch=batch, by=officer, on=TODAY).state == "accepted"
