"""What is gathered for the rules where a scheme is not the usual one."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from khuyencong.core.findings import Refusal
from khuyencong.establishments.services import record_craft_village
from khuyencong.geography.models import AdminUnit
from khuyencong.schemes import services
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.queries.facts import advance_terms_of, facts_of
from khuyencong.schemes.queries.parties import may_act
from khuyencong.schemes.registry import search_schemes, tasks_of
from khuyencong.schemes.services.engine import Entry, prepare
from khuyencong.schemes.workflow import BY_CODE
from tests.schemes.factories import TODAY
from tests.schemes.test_services_recording import record, row


def test_national_money_takes_the_terms_of_the_circular(here):
    scheme = here.written()
    scheme.fund = "national"
    terms = advance_terms_of(scheme, dt.date(2026, 3, 2))
    assert (terms.percent, "36/2013" in terms.citation) == (70, True)


def test_the_rules_ask_for_the_place_of_the_scheme_not_of_the_office(here):
    other = AdminUnit.objects.filter(parent=here.place.unit, level="commune").exclude(
        pk=here.place.commune_unit.pk
    )
    village = village_here(here)
    maker = here.maker("Làng nghề", craft_village=village)
    scheme = here.draft(establishment=maker)
    at_home = texts(scheme)
    scheme.unit = other.first()
    assert scheme.unit.name in texts(scheme)
    assert here.place.commune_unit.name in at_home
    assert maker.craft_village == village


def village_here(here):
    return record_craft_village(
        name="Làng nghề Ea Knuếc",
        unit=here.place.commune_unit,
        decision_no="1/QĐ-UBND",
        recognised_on=dt.date(2020, 1, 1),
        by=None,
        on=TODAY,
    )


def texts(scheme):
    return " ".join(f.message for f in facts_of(scheme, dt.date(2026, 3, 2)).eligibility)


def test_a_craft_village_at_the_place_of_the_scheme_is_kept(here):
    village = village_here(here)
    maker = here.maker("Làng nghề", craft_village=village, unit=None)
    scheme = here.draft(establishment=maker)
    scheme.unit = here.place.commune_unit
    assert facts_of(scheme, TODAY).eligibility


def test_a_body_that_nobody_knows_is_nobodys_to_act_for(here):
    assert not may_act(here.approver, BY_CODE["approve"], None)


def test_what_has_no_step_yet_tells_its_state_alone(here):
    entry = Entry(by=here.person("appraiser"), on=TODAY, paper_no="1/PTĐ")
    with pytest.raises(Refusal, match="đang ở trạng thái “đang soạn”"):
        prepare(here.draft(), "appraise", entry)


def test_what_only_run_schemes_have_is_not_asked_of_others():
    with pytest.raises(ValueError, match="run here"):
        known(None)


def test_schemes_without_department_or_year_enter_no_batch(here):
    record(row())
    with pytest.raises(Refusal) as refused:
        services.plan_schemes(
            schemes=[Scheme.objects.get()], batch=None, by=here.person("appraiser"), on=TODAY
        )
    assert refused.value.findings[0].code == "batch.no_year"


def test_several_schemes_enter_the_next_batch_together(here):
    schemes = [here.at("appraised", establishment=here.maker(f"HTX {n}")) for n in range(2)]
    steps = services.plan_schemes(
        schemes=schemes, batch=None, by=here.person("appraiser"), on=here.next_day()
    )
    assert {step.scheme.batch.number for step in steps} == {1}


def test_who_did_not_sign_in_finds_nothing(db):
    assert list(tasks_of(AnonymousUser(), TODAY)) == []
    assert list(search_schemes(AnonymousUser(), "may", 5)) == []
