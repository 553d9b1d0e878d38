"""Submitting: code, signed request, evidence; resubmitting; withdrawing."""

import datetime as dt

import pytest

from khuyencong.core.clock import frozen_on
from khuyencong.core.findings import Refusal
from khuyencong.schemes import services
from khuyencong.schemes.enums import Part, State
from tests.schemes.factories import BEGIN, TODAY, committee_world, fresh


def codes(refused):
    return [finding.code for finding in refused.value.findings]


def submit(here, scheme, on=BEGIN, **known):
    return services.submit(scheme=scheme, by=here.person("officer"), on=on, **known)


def test_submission_gives_the_code_and_hands_over_to_the_department(here):
    scheme = here.written()
    step = submit(here, scheme, paper_no=" 12/TTKC ")
    scheme = fresh(scheme)
    assert (scheme.code, scheme.state) == ("DA-66-2026-0001", State.SUBMITTED)
    assert (scheme.holder, scheme.held_since) == (here.place.department, BEGIN)
    assert (step.paper_no, step.paper_on, step.on) == ("12/TTKC", BEGIN, BEGIN)


def test_codes_run_on_by_province_and_year(here):
    first, second = here.written(), here.written(establishment=here.maker("HTX Hai"))
    other = committee_world()
    submit(here, first)
    submit(here, second)
    elsewhere = other.written()
    submit(other, elsewhere)
    assert fresh(second).code == "DA-66-2026-0002"
    assert fresh(elsewhere).code == "DA-20-2026-0001"


def test_a_submission_is_made_for_the_establishment_with_its_signed_request(here):
    scheme = here.written()
    step = submit(here, scheme)
    assert step.on_behalf_of == "HTX Mắc ca Ea Knuếc"
    assert step.signed_paper.requirement == "request"


def test_a_missing_paper_is_named_by_its_field(here):
    scheme = here.written()
    services.remove_document(
        document=scheme.documents.get(requirement="request"), by=here.person("officer"), on=BEGIN
    )
    with pytest.raises(Refusal) as refused:
        submit(here, scheme)
    assert [f.field for f in refused.value.findings] == ["document_request"]


def test_an_empty_draft_is_refused_with_everything_at_once(here):
    with pytest.raises(Refusal) as refused:
        submit(here, here.draft())
    found = codes(refused)
    assert {"content.objectives", "sums.no_lines", "period.missing", "machines.none"} <= set(found)
    assert "content.question_improvement" in found


def test_a_place_is_asked_for(here):
    scheme = here.written(establishment=here.maker("HTX không xã", unit=None))
    with pytest.raises(Refusal) as refused:
        submit(here, scheme)
    assert "content.place_text" in codes(refused)


def test_a_scheme_without_beneficiary_is_refused(here):
    scheme = here.written()
    services.save_part(
        scheme=scheme,
        part=Part.PARTIES,
        values={"establishment": None},
        version=scheme.version,
        by=here.person("officer"),
        on=BEGIN,
    )
    with pytest.raises(Refusal) as refused:
        submit(here, scheme)
    assert "parties.no_establishment" in codes(refused)


@pytest.mark.parametrize(
    ("day", "found"), [(TODAY, []), (TODAY + dt.timedelta(1), ["paper.future"])]
)
def test_a_paper_of_tomorrow_is_refused(here, day, found):
    scheme = here.written()
    if found:
        with pytest.raises(Refusal) as refused:
            submit(here, scheme, on=day)
        assert codes(refused) == found
    else:
        assert submit(here, scheme, on=day).on == TODAY


@pytest.mark.parametrize("role", ["appraiser", "accountant", "department_leader"])
def test_only_the_centre_submits(here, role):
    with pytest.raises(Refusal) as refused:
        services.submit(scheme=here.written(), by=here.person(role), on=BEGIN)
    assert codes(refused) == ["schemes.not_permitted"]


def test_a_returned_scheme_keeps_its_code_and_begins_a_new_round(here):
    scheme = here.at("submitted")
    services.return_scheme(
        scheme=scheme, reason="thiếu", by=here.person("appraiser"), on=here.next_day()
    )
    services.resubmit(
        scheme=scheme, by=here.person("officer"), on=here.next_day(), reason="đã bổ sung"
    )
    again = fresh(scheme)
    assert (again.state, again.round, again.code) == (State.SUBMITTED, 2, "DA-66-2026-0001")
    assert again.submitted_on == here.on


def test_a_draft_is_withdrawn_with_a_reason_alone(here):
    scheme = here.written()
    services.withdraw(scheme=scheme, reason="đổi ý", by=here.person("officer"), on=BEGIN)
    assert (fresh(scheme).state, fresh(scheme).code) == (State.WITHDRAWN, "")


def withdraw(here, scheme, **known):
    return services.withdraw(
        **{"scheme": scheme, "reason": "cơ sở xin rút", "by": here.person("officer")}
        | {"on": here.next_day()}
        | known
    )


def test_withdrawing_wants_a_reason(here):
    with pytest.raises(Refusal) as refused:
        withdraw(here, here.written(), reason="  ")
    assert codes(refused) == ["schemes.reason"]


def test_a_submitted_scheme_is_withdrawn_with_the_establishments_paper(here):
    scheme = here.at("submitted")
    with pytest.raises(Refusal) as refused:
        withdraw(here, scheme)
    assert codes(refused) == ["schemes.unsigned"]
    paper = here.attach(scheme, "other")
    step = withdraw(here, scheme, signed_paper=paper)
    assert (step.on_behalf_of, step.signed_paper) == ("HTX Mắc ca Ea Knuếc", paper)


def test_the_paper_of_another_scheme_withdraws_nothing(here):
    scheme, other = here.at("submitted"), here.written(establishment=here.maker("HTX Hai"))
    with pytest.raises(Refusal) as refused:
        withdraw(here, scheme, signed_paper=here.attach(other, "other"))
    assert codes(refused) == ["schemes.foreign_paper"]


def test_the_year_of_the_code_is_that_of_the_submission(here):
    scheme = here.written()
    with frozen_on(dt.date(2027, 1, 5)):
        submit(here, scheme, on=dt.date(2027, 1, 4))
    assert fresh(scheme).code == "DA-66-2027-0001"
