"""The evidence locker: what goes in, what ends, how often it was used."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.desk.registry import TASKS
from khuyencong.documents.services import store_file
from khuyencong.establishments.models import Evidence
from khuyencong.establishments.queries import ending_for, locker_of, uses_of
from khuyencong.establishments.rules.evidence import standing
from khuyencong.establishments.services import (
    EvidenceRow,
    grant_membership,
    keep_evidence,
    remove_evidence,
)
from khuyencong.jobs.models import Notice
from khuyencong.jobs.services import enqueue
from tests.accounts.factories import dak_lak, lang_son
from tests.documents.conftest import storage  # noqa: F401 - a fixture
from tests.documents.factories import PNG, scan
from tests.establishments.factories import establishment, product
from tests.jobs.factories import run_jobs

TODAY = dt.date(2026, 3, 2)
ENDS = dt.date(2026, 5, 1)


@pytest.fixture
def here(db):
    return dak_lak()


@pytest.fixture
def maker(here):
    return establishment("HTX Mắc ca", province=here.unit, unit=here.commune_unit)


@pytest.fixture
def keep(here, maker, storage):  # noqa: F811
    officer = here.person("officer")

    def keep_one(*, pages=None, by=officer, on=TODAY, **known):
        facts = {"kind": "iso", "title": "ISO 22000", "number": "15/CN", "expires_on": ENDS}
        file = store_file(name="hồ sơ.pdf", data=scan(6), by=by)
        row = EvidenceRow(**facts | known)
        return keep_evidence(establishment=maker, row=row, file=file, pages=pages, by=by, on=on)

    return keep_one


@pytest.mark.parametrize(
    ("days", "found"),
    [(-1, "expired"), (0, "soon"), (60, "soon"), (61, "valid")],
)
def test_a_paper_counts_through_its_last_day(days, found):
    assert standing(TODAY + dt.timedelta(days), TODAY) == found


def test_a_paper_without_an_end_counts():
    assert standing(None, TODAY) == "valid"


def test_the_locker_tells_each_paper_its_standing_and_its_uses(keep, maker):
    keep(title="ISO cũ", expires_on=TODAY - dt.timedelta(1))
    keep(pages=(2, 4))
    papers = {str(paper): paper for paper in locker_of(maker, TODAY)}
    assert papers["ISO cũ số 15/CN"].standing_on_day == "expired"
    assert papers["ISO 22000 số 15/CN"].standing_on_day == "soon"
    assert papers["ISO 22000 số 15/CN"].get_absolute_url().endswith("?trang=2-4")
    assert papers["ISO 22000 số 15/CN"].use_count == 0
    sentence = Event.objects.filter(kind="establishments.evidence_kept").last().sentence
    assert "cất ISO" in sentence


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"issued_on": TODAY + dt.timedelta(1)}, "issued_on"),
        ({"issued_on": ENDS + dt.timedelta(1), "on": dt.date(2026, 6, 1)}, "expires_on"),
        ({"pages": (1, 7)}, "pages"),
        ({"pages": (3, 2)}, "pages"),
        ({"pages": (0, 2)}, "pages"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(keep, known, field):
    with pytest.raises(Refusal) as refusal:
        keep(**known)
    assert [finding.field for finding in refusal.value.findings] == [field]
    assert not Evidence.objects.exists()


def test_issued_today_and_the_last_page_pass(keep):
    assert keep(issued_on=TODAY, pages=(6, 6)).last_page == 6


def test_a_picture_has_no_pages(here, maker, storage):  # noqa: F811
    officer = here.person("officer")
    file = store_file(name="máy.png", data=PNG, by=officer)
    row = EvidenceRow(kind="photo", title="Máy sấy")
    with pytest.raises(Refusal, match="không chia trang được"):
        keep_evidence(establishment=maker, row=row, file=file, pages=(1, 1), by=officer, on=TODAY)


def test_a_product_of_another_establishment_is_refused(keep, here):
    with pytest.raises(Refusal, match="cơ sở khác"):
        keep(product=product(establishment("HTX khác", province=here.unit)))


def test_a_paper_taken_out_is_gone_from_the_locker_and_stays_on_file(keep, maker, here):
    paper, officer = keep(), here.person("officer")
    with pytest.raises(Refusal, match="Nêu lý do"):
        remove_evidence(evidence=paper, reason=" ", by=officer, on=TODAY)
    remove_evidence(evidence=paper, reason="Nhầm cơ sở", by=officer, on=TODAY)
    assert locker_of(maker, TODAY) == []
    assert Evidence.objects.get().removed_reason == "Nhầm cơ sở"
    with pytest.raises(Refusal, match="đã được rút"):
        remove_evidence(evidence=paper, reason="Lại", by=officer, on=TODAY)


def test_the_establishments_own_people_keep_papers_and_neighbours_do_not(keep, maker, here):
    owner = here.person("establishment")
    with pytest.raises(Refusal, match="Chỉ cán bộ"):
        keep(by=owner)
    grant_membership(establishment=maker, user=owner, by=here.person("officer"), on=TODAY)
    keep(by=owner)
    with pytest.raises(Refusal, match="Chỉ cán bộ"):
        keep(by=lang_son().person("officer"))


def test_officers_are_reminded_once_for_all_papers_that_end_soon(keep, here):
    keep()
    keep(title="HACCP", expires_on=ENDS + dt.timedelta(1))
    officer = here.person("officer")
    assert ending_for(officer, TODAY) == (1, ENDS)
    (task,) = TASKS["establishments"].tasks(officer, TODAY)
    assert (task.subject, task.due_on) == ("1 giấy tờ sắp hết hạn", ENDS)
    stranger = lang_son().person("officer")
    assert list(TASKS["establishments"].tasks(stranger, TODAY)) == []


def test_the_people_of_an_establishment_are_told_once_before_a_paper_ends(
    keep, maker, here, monkeypatch
):
    owner = here.person("establishment")
    grant_membership(establishment=maker, user=owner, by=here.person("officer"), on=TODAY)
    for days in (60, 59, 30, 7, 0, -1):
        keep(title=f"Giấy {days}", expires_on=TODAY + dt.timedelta(days))
    monkeypatch.setattr("khuyencong.establishments.tasks.today", lambda: TODAY)
    enqueue("establishments.remind", params={}, by=None, title="Nhắc")
    assert run_jobs()
    told = [notice.text for notice in Notice.objects.filter(recipient=owner)]
    assert len(told) == 4
    assert not any("Giấy 59" in text or "Giấy -1" in text for text in told)


def test_uses_are_counted_per_paper(keep):
    papers = [keep(), keep()]
    assert uses_of(papers)[papers[0].pk] == 0


def test_the_pages_of_the_locker(keep, maker, here, client_of):
    officer = client_of(here.person("officer"))
    keep()
    shown = officer.get(maker.get_absolute_url()).text
    assert "ISO 22000" in shown
    assert "Cất giấy tờ" in shown
    assert "ISO 22000" in officer.get(f"{reverse('establishments:evidence')}?q=iso").text
    paper = Evidence.objects.get()
    file = officer.get(paper.get_absolute_url())
    assert b"".join(file.streaming_content)
    away = reverse("establishments:evidence_remove", args=[paper.public_id])
    assert officer.post(away, {"reason": ""}).status_code == 422
    assert officer.post(away, {"reason": "Nhầm"}).status_code == 302
    stranger = client_of(lang_son().person("officer"))
    assert stranger.get(file.request["PATH_INFO"]).status_code == 404
    assert stranger.get(away).status_code == 404


def test_a_paper_is_kept_by_the_form(maker, here, client_of, storage):  # noqa: F811
    officer = client_of(here.person("officer"))
    page = reverse("establishments:evidence_create", args=[maker.public_id])
    typed = {"kind": "ocop", "title": "OCOP 4 sao", "pages": "2 - 3", "expires_on": "01/05/2028"}
    typed["file"] = SimpleUploadedFile("ocop.pdf", scan(4))
    assert officer.post(page, typed).url == maker.get_absolute_url()
    assert (Evidence.objects.get().first_page, Evidence.objects.get().last_page) == (2, 3)
    typed |= {"pages": "hai", "file": SimpleUploadedFile("ocop.pdf", b"MZ")}
    refused = officer.post(page, typed)
    assert refused.status_code == 422
    assert "Ghi một trang như 3" in refused.text
    assert client_of(here.person("auditor")).get(page).status_code == 404
