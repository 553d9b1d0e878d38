"""Papers of the locker and pages of one scan in the dossier of a scheme."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.core.findings import Refusal
from khuyencong.documents.models import StoredFile
from khuyencong.documents.services import store_file
from khuyencong.establishments.queries import uses_of
from khuyencong.establishments.services import EvidenceRow, keep_evidence
from khuyencong.schemes import services
from tests.documents.conftest import storage  # noqa: F401 - a fixture
from tests.documents.factories import scan

ENDS = dt.date(2099, 5, 1)


@pytest.fixture
def scheme(here, storage):  # noqa: F811
    return here.draft()


@pytest.fixture
def licence(here, scheme):
    officer = here.person("officer")
    row = EvidenceRow(
        kind="licence",
        title="Đăng ký hợp tác xã",
        number="6001/ĐK",
        issued_on=dt.date(2020, 1, 1),
        expires_on=ENDS,
    )
    return keep_evidence(
        establishment=scheme.establishment,
        row=row,
        file=store_file(name="đăng ký.pdf", data=scan(5), by=officer),
        pages=(2, 3),
        by=officer,
        on=here.on,
    )


def attach(here, scheme, licence, on=None):
    return services.attach_evidence(
        scheme=scheme,
        requirement="request",
        evidence=licence,
        by=here.person("officer"),
        on=on or here.on,
    )


def test_a_paper_of_the_locker_comes_with_number_pages_and_is_counted(here, scheme, licence):
    paper = attach(here, scheme, licence)
    assert (paper.paper_no, paper.paper_on) == ("6001/ĐK", dt.date(2020, 1, 1))
    assert paper.get_absolute_url().endswith("?trang=2-3")
    assert uses_of([licence])[licence.pk] == 1


def test_it_counts_through_its_last_day_and_not_after(here, scheme, licence):
    attach(here, scheme, licence, on=ENDS)
    with pytest.raises(Refusal, match="đã hết hạn ngày 01/05/2099"):
        attach(here, scheme, licence, on=ENDS + dt.timedelta(1))


def test_a_paper_of_another_establishment_is_refused(here, scheme, licence):
    other = here.draft(establishment=here.maker("HTX khác"))
    with pytest.raises(Refusal, match="trong kho của cơ sở"):
        attach(here, other, licence)


def test_one_scan_becomes_several_papers_all_or_none(here, scheme):
    officer = here.person("officer")
    given = {
        "scheme": scheme,
        "file": store_file(name="tập.pdf", data=scan(5), by=officer),
        "by": officer,
        "on": here.on,
    }
    with pytest.raises(Refusal) as refusal:
        services.assign_pages(pages={"request": (1, 2), "other": (3, 6)}, **given)
    assert [f.field for f in refusal.value.findings] == ["pages_other"]
    with pytest.raises(Refusal, match="ít nhất một"):
        services.assign_pages(pages={}, **given)
    assert scheme.documents.count() == 0
    services.assign_pages(pages={"request": (1, 2), "other": (3, 5)}, **given)
    assert [(d.first_page, d.last_page) for d in scheme.documents.order_by("first_page")] == [
        (1, 2),
        (3, 5),
    ]


def test_the_form_offers_the_locker_and_wants_one_of_both(here, scheme, licence, client_of):
    officer = client_of(here.person("officer"))
    page = reverse("schemes:attach", args=[scheme.public_id, "request"])
    assert "Đăng ký hợp tác xã số 6001/ĐK" in officer.get(page).text
    assert "Chọn một tệp" in officer.post(page, {"note": ""}).text
    assert officer.post(page, {"evidence": licence.public_id}).status_code == 302
    assert scheme.documents.get().evidence == licence
    shown = officer.get(f"{scheme.get_absolute_url()}?xem=ho-so").text
    assert "từ kho giấy tờ" in shown


def test_a_scan_stays_when_the_pages_are_wrong(here, scheme, client_of):
    officer = client_of(here.person("officer"))
    page = reverse("schemes:assign_pages", args=[scheme.public_id])
    assert "Bản quét" in officer.get(page).text
    wrong = officer.post(
        page, {"file": SimpleUploadedFile("tập.pdf", scan(4)), "pages_request": "2-9"}
    )
    assert wrong.status_code == 422
    assert "tệp có 4 trang" in wrong.text
    kept = StoredFile.objects.get()
    assert f'value="{kept.public_id}"' in wrong.text
    right = officer.post(page, {"kept": kept.public_id, "pages_request": "2-4"})
    assert right.status_code == 302
    assert scheme.documents.get().last_page == 4
    assert "Chọn tệp quét" in officer.post(page, {"kept": "x", "pages_request": "1"}).text
    virus = {"file": SimpleUploadedFile("tập.pdf", b"MZ"), "pages_request": "1"}
    assert "không thuộc loại" in officer.post(page, virus).text
    assert client_of(here.person("auditor")).get(page).status_code == 404
