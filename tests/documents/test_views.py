"""Downloads: who gets what, and how safely."""

import io

import docx
import pytest

from khuyencong.core.registry import Registry
from khuyencong.documents import queries
from khuyencong.documents.pages import count_pages
from khuyencong.documents.registry import FileOwner, PaperKind
from khuyencong.documents.services import store_file
from tests.accounts.factories import dak_lak, lang_son
from tests.documents import factories
from tests.documents.factories import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def owners(monkeypatch):
    """Let a private registry own the files: what a test registers stays in it."""
    registry = Registry(lambda owner: owner.code)
    monkeypatch.setattr(queries, "OWNERS", registry)
    return registry


@pytest.fixture
def papers(monkeypatch, here):
    """Register one paper of which `here` may see the object abc."""
    registry = Registry(lambda kind: kind.code)
    officer = here.person("officer")
    registry.register(
        PaperKind(
            code="thu.decision",
            label="Quyết định",
            permission="schemes.view",
            find=lambda user, public_id: "đề án" if (user, public_id) == (officer, "abc") else None,
            build=lambda subject, on: factories.decision(subject=f"Về {subject}"),
            file_name=lambda subject: "Quyết định đợt 1",
        )
    )
    monkeypatch.setattr(queries, "PAPERS", registry)


def test_a_file_goes_to_those_whom_its_owner_lets(storage, owners, client_of, here):
    officer = here.person("officer")
    file = store_file(name="Biên bản đợt 1.pdf", data=PDF, by=None)
    owners.register(FileOwner("nobody", lambda file, user: False))
    owners.register(FileOwner("officer", lambda file, user: user == officer))
    response = client_of(officer).get(file.get_absolute_url())
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Bi%C3%AAn")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    other = lang_son().person("officer")
    assert client_of(other).get(file.get_absolute_url()).status_code == 404


def test_a_file_without_owner_or_an_unknown_one_is_not_found(storage, owners, client_of, here):
    file = store_file(name="a.pdf", data=PDF, by=None)
    client = client_of(here.person("officer"))
    for public_id in (file.public_id, "khongco123", "9" * 30):
        assert client.get(f"/tep/{public_id}/").status_code == 404


def test_downloads_ask_for_a_sign_in(client):
    for url in ("/tep/abc/", "/van-ban/thu.decision/abc/"):
        assert client.get(url).status_code == 302


def test_a_paper_is_drawn_for_whoever_may_see_its_object(papers, client_of, here):
    response = client_of(here.person("officer")).get("/van-ban/thu.decision/abc/")
    document = docx.Document(io.BytesIO(response.content))
    assert "Về đề án" in [paragraph.text for paragraph in document.paragraphs]
    assert "Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("role", "code", "public_id"),
    [
        ("officer", "thu.decision", "khac"),
        ("officer", "thu.unknown", "abc"),
        ("appraiser", "thu.decision", "abc"),
        ("commune_officer", "thu.decision", "abc"),
    ],
)
def test_a_paper_out_of_sight_is_not_found(papers, client_of, here, role, code, public_id):
    response = client_of(here.person(role)).get(f"/van-ban/{code}/{public_id}/")
    assert response.status_code == 404


def test_of_a_photo_the_clean_copy_is_shown_and_the_original_stays_sealed(
    storage, owners, client_of, here
):
    officer, colleague = here.person("officer"), here.person("centre_head")
    owners.register(FileOwner("all", lambda file, user: True))
    file = store_file(name="máy.png", data=factories.PNG, by=officer)
    address = file.get_absolute_url()
    shown = client_of(colleague).get(address)
    assert shown["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content) != factories.PNG
    for person, status in ((officer, 200), (here.person("auditor"), 200), (colleague, 404)):
        answer = client_of(person).get(f"{address}?goc=1")
        assert answer.status_code == status
        if status == 200:
            assert b"".join(answer.streaming_content) == factories.PNG


@pytest.mark.parametrize(
    ("asked", "status"),
    [("2-3", 200), ("1-5", 200), ("0-1", 404), ("3-2", 404), ("5-6", 404), ("x", 404)],
)
def test_pages_of_a_scan_come_alone(storage, owners, client_of, here, asked, status):
    owners.register(FileOwner("all", lambda file, user: True))
    file = store_file(name="hồ sơ.pdf", data=factories.scan(5), by=None)
    answer = client_of(here.person("officer")).get(f"{file.get_absolute_url()}?trang={asked}")
    assert answer.status_code == status
    if status == 200:
        first, last = (int(n) for n in asked.split("-"))
        assert count_pages(b"".join(answer.streaming_content)) == last - first + 1
