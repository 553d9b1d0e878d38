"""Who signs and speaks in a paper, and what it leaves out where nothing is known."""

import datetime as dt

import pytest

from khuyencong.accounts.models import Assignment
from khuyencong.documents.services import render_docx
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.papers import papers_for
from khuyencong.schemes.papers.common import (
    collective,
    grounds,
    number_of,
    period_of,
    signer_for,
)
from khuyencong.schemes.papers.of_batch import decision
from khuyencong.schemes.papers.of_scheme import contract
from tests.accounts.factories import AssignmentFactory, DelegationFactory, UserFactory
from tests.norms.factories import ProcedureFactory
from tests.schemes.factories import TODAY, committee_world, fresh, world
from tests.schemes.test_services_recording import record, row


def deputy_of(here):
    """Let the head of the department be away for a month."""
    head = here.person("department_leader")
    deputy = UserFactory(full_name="Trần Thị Phó")
    AssignmentFactory(
        user=deputy,
        organisation=here.place.department,
        role="department_leader",
        title="Phó Giám đốc",
        is_head=False,
    )
    month = (dt.date(2026, 10, 15), dt.date(2026, 11, 15))
    DelegationFactory(giver=head, taker=deputy, organisation=here.place.department, valid=month)


def test_a_head_signs_in_their_own_right(here):
    head = here.person("department_leader")
    signer = signer_for(here.place.department, TODAY)
    assert (len(signer.lines), signer.name) == (1, head.full_name)


def test_a_deputy_signs_for_the_head(here):
    deputy_of(here)
    signer = signer_for(here.place.department, TODAY)
    assert (signer.lines[0][:3], signer.lines[1]) == ("KT.", "Phó Giám đốc")
    assert signer.name == "Trần Thị Phó"


def test_a_committee_speaks_as_a_collective(db):
    here = committee_world()
    here.person("provincial_leader")
    signer = signer_for(here.place.committee, TODAY)
    assert signer.lines[0] == "TM. Ủy ban nhân dân"
    assert collective(here.place.department) == here.place.department.name


def test_where_no_head_is_known_the_place_stays_open(here):
    assert signer_for(here.place.department, TODAY).name == ""


@pytest.mark.parametrize("approver", ["department", "committee"])
def test_the_decision_speaks_in_the_name_of_who_decides(db, request, approver):
    here = committee_world() if approver == "committee" else request.getfixturevalue("here")
    here.at("approved")
    paper = decision(PlanBatch.objects.get(), TODAY)
    names = {"department": here.place.department, "committee": here.place.committee}
    assert names[approver].name in paper.authority


def test_a_decision_without_a_known_head_speaks_in_the_bodys_name(here):
    here.at("approved")
    Assignment.objects.filter(is_head=True).update(is_head=False)
    paper = decision(PlanBatch.objects.get(), TODAY)
    assert paper.authority == here.place.department.name


def test_a_number_not_yet_given_leaves_room(here):
    assert number_of(here.place.centre, "HĐ", "", TODAY).startswith("/HĐ")
    assert number_of(here.place.centre, "HĐ", "7/HĐ", TODAY) == "7/HĐ"


@pytest.mark.parametrize(
    ("on", "found"), [(dt.date(2025, 10, 14), False), (dt.date(2025, 10, 15), True)]
)
def test_a_paper_rests_on_the_law_in_force_on_its_day(db, on, found):
    assert any("235/2025" in ground for ground in grounds(on)) == found


def test_the_level_pinned_at_the_approval_is_cited_once(here):
    scheme = here.at("approved")
    named = grounds(TODAY, [scheme, scheme])
    assert sum(scheme.norm.instrument.number in ground for ground in named) == 1


def test_an_unknown_period_is_left_out():
    assert period_of(Scheme()) == ""


def test_a_contract_is_silent_about_unknown_advance_terms(here, monkeypatch):
    scheme = here.at("approved")
    monkeypatch.setattr("khuyencong.schemes.queries.facts.procedure_on", lambda **_: None)
    assert "Tạm ứng không quá" not in str(contract(scheme, TODAY).blocks)


def test_a_contract_says_the_condition_of_the_advance_where_there_is_one(here):
    scheme = here.at("approved")
    assert "khi bên B đã đầu tư ít nhất 50 %" in str(contract(scheme, TODAY).blocks)


def test_a_contract_says_no_condition_where_there_is_none(db):
    here = world(procedure=False)
    ProcedureFactory(province=here.place.unit, min_invested_percent=None)
    blocks = str(contract(here.at("approved"), TODAY).blocks)
    assert "Tạm ứng không quá 70 % kinh phí hỗ trợ." in blocks


def test_recorded_schemes_have_no_papers(db):
    record(row())
    assert papers_for(Scheme.objects.get()) == []


def test_every_paper_of_a_scheme_is_drawn(here):
    scheme = fresh(here.at("accepted"))
    for kind in papers_for(scheme):
        assert render_docx(kind.build(scheme, TODAY)).startswith(b"PK")
