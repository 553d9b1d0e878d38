"""Papers attached and taken off on their pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.schemes.factories import fresh
from tests.schemes.pages import text_of, url

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def officer(here, client_of):
    return client_of(here.person("officer"))


def upload(name="don-de-nghi.pdf", data=PDF):
    return SimpleUploadedFile(name, data)


def attach_url(scheme, requirement="request"):
    return url("attach", scheme.public_id, requirement)


def test_a_paper_is_attached_with_its_number_and_day(here, officer):
    scheme = here.draft()
    typed = {"file": upload(), "paper_no": "12/ĐN", "paper_on": "01/02/2026", "note": ""}
    assert officer.get(attach_url(scheme)).status_code == 200
    answer = officer.post(attach_url(scheme), typed)
    paper = scheme.documents.get()
    assert answer.url == f"{scheme.get_absolute_url()}?xem=ho-so"
    assert (paper.file.name, paper.paper_no, str(paper.paper_on)) == (
        "don-de-nghi.pdf",
        "12/ĐN",
        "2026-02-01",
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [("virus.exe", b"MZ\x90\0"), ("gia.pdf", b"<script>x</script>"), ("rong.pdf", b"")],
)
def test_what_is_no_paper_is_refused_at_the_field(here, officer, name, data):
    scheme = here.draft()
    answer = officer.post(attach_url(scheme), {"file": upload(name, data), "paper_no": "giữ lại"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["file"]
    assert "giữ lại" in text_of(answer)
    assert not scheme.documents.exists()


def test_a_huge_file_is_refused(here, officer):
    scheme = here.draft()
    huge = upload(data=PDF + b"\0" * (20 * 1024 * 1024 + 1))
    answer = officer.post(attach_url(scheme), {"file": huge})
    assert answer.status_code in {413, 422}
    assert not scheme.documents.exists()


@pytest.mark.parametrize("day", ["31/02/2026", "03/11/2026", "9" * 30])
def test_a_wrong_day_is_told_and_no_file_is_kept(here, officer, day):
    scheme = here.draft()
    answer = officer.post(attach_url(scheme), {"file": upload(), "paper_on": day})
    assert list(answer.context["form"].errors) == ["paper_on"]
    assert not scheme.documents.exists()


def test_a_paper_is_taken_off_after_asking(here, officer):
    scheme = here.written()
    paper = scheme.documents.first()
    page = url("remove_document", scheme.public_id, paper.public_id)
    assert paper.file.name in text_of(officer.get(page))
    assert fresh(scheme).documents.filter(removed_at=None, pk=paper.pk).exists()
    officer.post(page)
    assert not fresh(scheme).documents.filter(removed_at=None, pk=paper.pk).exists()


def test_an_unknown_paper_and_a_reader_find_no_page(here, officer, client_of):
    scheme = here.at("submitted")
    assert officer.get(attach_url(scheme, "khong-co")).status_code == 404
    auditor = client_of(here.person("auditor"))
    assert auditor.get(attach_url(scheme)).status_code == 404
