"""Long lists leave as files written by a job."""

import csv
import io

import openpyxl
import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.desk import tasks
from khuyencong.desk.services import exports, start_export
from khuyencong.establishments.models import Establishment
from khuyencong.jobs.enums import JobState
from khuyencong.jobs.run import result_path
from khuyencong.ui import listing
from tests.accounts.factories import dak_lak
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def officer(here):
    return here.person("officer")


@pytest.fixture(autouse=True)
def results(settings, tmp_path):
    settings.KC_RESULTS_DIR = tmp_path


@pytest.fixture
def three(here):
    return Establishment.objects.bulk_create(
        Establishment(
            name=f"Cơ sở {n}", sort_key=f"{n}", province=here.unit, legal_form="cooperative"
        )
        for n in range(3)
    )


def exported(officer, query="", file_format="xlsx"):
    job = start_export(list_code="co-so", query=query, file_format=file_format, by=officer)
    run_jobs()
    job.refresh_from_db()
    return job


def test_a_job_writes_the_whole_filtered_set_in_its_order(officer, three, monkeypatch):
    monkeypatch.setattr(tasks, "ROWS_PER_PART", 2)
    job = exported(officer, "sap=-ten&cot=ten,tinh")
    book = openpyxl.load_workbook(io.BytesIO(result_path(job).read_bytes()))
    rows = list(book["Danh sách"].values)
    assert rows[0] == ("Tên cơ sở", "Tỉnh, thành phố")
    assert [row[0] for row in rows[1:]] == ["Cơ sở 2", "Cơ sở 1", "Cơ sở 0"]
    assert (job.state, job.outcome, job.total) == (JobState.DONE, "Tệp có 3 dòng.", 3)


def test_a_job_writes_csv(officer, three):
    job = exported(officer, "cot=ten", "csv")
    text = result_path(job).read_text(encoding="utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))][:2] == ["Tên cơ sở", "Cơ sở 0"]
    assert job.file_name.endswith(".csv")


def test_taking_a_list_away_is_written_down(officer, three):
    exported(officer, "loai-hinh=cooperative")
    event = Event.objects.get(kind="desk.export_asked")
    assert "“Cơ sở công nghiệp nông thôn”: 3 dòng (hợp tác xã)" in event.sentence


def test_a_long_list_goes_by_way_of_a_page_that_says_so(officer, three, client_of, monkeypatch):
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    client = client_of(officer)
    answer = client.get("/co-so/?xuat=csv&loai-hinh=cooperative&trang=2")
    assert answer.url == "/danh-sach/co-so/xuat/csv/?loai-hinh=cooperative"
    page = client.get("/danh-sach/co-so/xuat/csv/?cot=ten").content.decode()
    assert "<b>3</b> dòng" in page
    assert client.post("/danh-sach/co-so/xuat/csv/").url.startswith("/cong-viec-nen/")
    assert client.get("/danh-sach/co-so/xuat/pdf/").status_code == 404


def test_a_set_too_long_for_a_sheet_is_offered_as_csv(officer, three, monkeypatch):
    monkeypatch.setattr(exports, "LAST_ROW", 2)
    with pytest.raises(Refusal, match="Excel"):
        exported(officer)
    assert exported(officer, file_format="csv").state == JobState.DONE


def test_whoever_lost_the_list_gets_no_file(here):
    person = here.person("administrator")
    job = start_export(list_code="nhat-ky", query="", file_format="csv", by=person)
    person.assignments.all().delete()
    run_jobs()
    job.refresh_from_db()
    assert (job.state, job.file_name) == (JobState.FAILED, "")
    assert "không xem được danh sách" in job.outcome
