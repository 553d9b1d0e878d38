"""Nobody sees or guesses what is not theirs: every address is asked as every role."""

import io
import itertools
import re
import zipfile

import pytest
from django.apps import apps
from django.test import Client

from khuyencong.core.clock import frozen_on
from tests.accounts.factories import agency, lang_son
from tests.architecture.test_urls import patterns
from tests.establishments.factories import establishment
from tests.schemes.factories import TODAY, world

pytestmark = pytest.mark.django_db
SECRET = "Bí mật máy sấy 9137"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
WORDS = {
    "code": ["submit", "appraise", "schemes_count", "schemes.estimate", "schemes.memo"],
    "part": ["parties", "budget"],
    "requirement": ["request"],
    "slug": ["ket-qua", "kinh-phi"],
    "kind": ["de-an"],
    "table": ["muc-chi"],
    "seq": ["1"],
}
# Packages whose addresses name the records of others.
SUBJECTS = {"documents": "schemes", "audit": "schemes"}
OUTSIDERS = ("officer", "centre_head", "appraiser", "department_leader", "accountant")
OUTSIDERS += ("provincial_leader", "finance_officer", "auditor", "administrator", "commune_officer")


@pytest.fixture
def here():
    """Đắk Lắk with a draft, a submitted scheme in a batch, a product, money: all with the secret."""
    with frozen_on(TODAY):
        made = world()
        made.at("planned", name="Đề án đã nộp")
        made.drafted = made.written(name=SECRET)  # the newest: every address of schemes asks for it
        made.maker(f"Cơ sở {SECRET}")
        yield made


def ids_of(app):
    """Return the public ids of everything an app keeps of Đắk Lắk and of all units."""
    found = []
    for model in apps.get_app_config(app).get_models():
        if any(field.name == "public_id" for field in model._meta.fields):
            found += model._default_manager.order_by("-pk").values_list("public_id", flat=True)[:1]
    return found


def addresses():
    """Yield every address of the site, filled in with what exists; with its package."""
    for address, pattern in patterns():
        app = pattern.callback.__module__.split(".")[1]
        names = PARAMETER.findall(address)
        known = ids_of(SUBJECTS.get(app, app)) if names else []
        values = [WORDS.get(name, known) for name in names]
        for filled in itertools.product(*values):
            made = address
            for value in filled:
                made = PARAMETER.sub(value, made, count=1)
            yield app, f"/{made}"


def ask(client, path):
    """Return the answer; a page never fails, but the site may say that no worker runs."""
    answer = client.get(path)
    assert answer.status_code < 500 or path == "/suc-khoe", path
    return answer


def body(answer):
    """Return what an answer says, also inside a workbook or a Word file."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace")


def leaks_of(client):
    """Return the addresses at which the person reads the secret."""
    return [path for _, path in addresses() if SECRET in body(ask(client, path))]


def test_the_neighbours_officer_neither_sees_nor_guesses(here, client_of):
    client = client_of(lang_son().person("officer"))
    assert leaks_of(client) == []
    scheme = here.drafted.get_absolute_url()
    opened = [
        p for _, p in addresses() if p.startswith(scheme) and ask(client, p).status_code < 400
    ]
    assert opened == []


def test_a_stranger_is_asked_to_sign_in_everywhere(here):
    assert leaks_of(Client()) == []


def test_the_agency_sees_no_drafts(here, client_of):
    client = client_of(agency().person("agency_officer"))
    draft = here.drafted.get_absolute_url()
    answers = {path: ask(client, path) for _, path in addresses()}
    opened = [
        p for p, answer in answers.items() if p.startswith(draft) and answer.status_code < 400
    ]
    told = [p for p, answer in answers.items() if f">{SECRET}<" in body(answer)]
    assert opened == told == []


def test_counts_exports_and_searches_tell_the_neighbour_nothing(here, client_of):
    client = client_of(lang_son().person("officer"))
    pages = ["/de-an/?xuat=xlsx", "/de-an/?tong=1", "/co-so/?xuat=xlsx", "/tim/?q=bi+mat+may+say"]
    pages += ["/de-an/?q=bi+mat", "/co-so/?q=9137", "/ngan-sach/?tong=1", "/bao-cao/ket-qua/"]
    assert [page for page in pages if SECRET in body(ask(client, page))] == []
    totals = client.get("/de-an/?tong=1", headers={"HX-Request": "true"}).content.decode()
    assert ">0</b>" in totals


def test_their_own_people_find_it(here, client_of):
    page = body(ask(client_of(here.person("officer")), "/de-an/?q=bi+mat+may+say"))
    assert SECRET in page


@pytest.mark.long
@pytest.mark.parametrize("role", OUTSIDERS)
def test_every_role_of_the_neighbour_is_outside(here, client_of, role):
    assert leaks_of(client_of(lang_son().person(role))) == []


@pytest.mark.long
@pytest.mark.parametrize("role", OUTSIDERS)
def test_every_role_of_the_province_can_ask_every_address(here, client_of, role):
    client = client_of(here.person(role))
    answered = {ask(client, path).status_code for _, path in addresses()}
    assert answered <= {200, 204, 302, 400, 403, 404, 405}


def test_the_establishment_sees_its_own_record_alone(here, client_of):
    owner = here.person("establishment")
    establishment("Cơ sở khác", province=here.place.unit)
    assert leaks_of(client_of(owner)) == []
