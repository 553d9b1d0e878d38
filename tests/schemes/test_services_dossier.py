"""Papers are attached by those who act on the scheme and stay once a step stands on them."""

import datetime as dt

import pytest

from khuyencong.audit.queries import history_of
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.registry import may_read
from tests.accounts.factories import lang_son
from tests.schemes.factories import TODAY


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def remove(here, document, role="officer"):
    return services.remove_document(document=document, by=here.person(role), on=here.on)


def test_a_paper_is_attached_under_its_requirement(here):
    scheme = here.draft()
    document = here.attach(scheme, "quotation", paper_no=" 5/BG ", paper_on=TODAY, note=" giá ")
    assert (document.requirement, document.paper_no, document.note) == ("quotation", "5/BG", "giá")
    event = history_of(scheme).first()
    assert "“Báo giá" in event.sentence
    assert event.after["file"] == document.file.name


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({"requirement": "unheard"}, "dossier.unknown"),
        ({"paper_no": "1", "paper_on": TODAY + dt.timedelta(days=1)}, "paper.future"),
        ({"paper_no": "1"}, "document_paper_pair"),
        ({"note": "a" * 301}, "text.note"),
    ],
)
def test_what_is_no_paper_of_the_dossier_is_refused(here, known, code):
    with pytest.raises(Refusal) as refused:
        here.attach(here.draft(), **{"requirement": "request"} | known)
    assert codes(refused) == [code]


@pytest.mark.parametrize("role", ["centre_head", "appraiser", "accountant"])
def test_who_takes_a_step_of_the_scheme_may_add_its_paper(here, role):
    document = here.attach(here.at("submitted"), "other", by=here.person(role))
    assert document.by == here.person(role)


@pytest.mark.parametrize("role", ["auditor", "finance_officer"])
def test_who_only_looks_adds_nothing(here, role):
    with pytest.raises(Refusal) as refused:
        here.attach(here.at("submitted"), "other", by=here.person(role))
    assert codes(refused) == ["schemes.not_permitted"]


def test_a_paper_of_a_draft_is_taken_off(here):
    scheme = here.written()
    document = remove(here, scheme.documents.get(requirement="request"))
    assert document.removed_by == here.person("officer")
    with pytest.raises(Refusal) as refused:
        remove(here, document)
    assert codes(refused) == ["dossier.removed"]


def test_what_a_step_was_decided_on_stays(here):
    scheme = here.at("submitted")
    with pytest.raises(Refusal, match="Bước “Nộp” đã dựa"):
        remove(here, scheme.documents.get(requirement="request"))
    remove(here, here.attach(scheme, "other"))


def test_a_returned_scheme_may_be_given_other_papers(here):
    scheme = here.at("submitted")
    services.return_scheme(
        scheme=scheme, reason="báo giá cũ", by=here.person("appraiser"), on=here.next_day()
    )
    assert remove(here, scheme.documents.get(requirement="quotation")).removed_at


def test_a_file_is_read_by_whoever_sees_its_scheme(here):
    scheme = here.draft()
    file = here.attach(scheme, "request").file
    assert may_read(file, here.person("officer"))
    assert not may_read(file, here.person("auditor"))
    assert not may_read(file, lang_son().person("officer"))


def test_recorded_schemes_take_no_papers(here):
    row = services.RecordedScheme(
        reference="S0001", name="Máy lọc nước", kind="machinery", fund="local", state="accepted"
    )
    services.record_schemes(rows=[row], by=None, on=TODAY)
    with pytest.raises(Refusal) as refused:
        here.attach(Scheme.objects.get(reference="S0001"), "other")
    assert codes(refused) == ["schemes.not_permitted"]
