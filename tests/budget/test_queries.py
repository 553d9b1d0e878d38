"""Reading the ledger: who sees what, and the sums on one row."""

import pytest

from khuyencong.budget import queries
from khuyencong.budget.enums import Source, Stage
from khuyencong.budget.models import Appropriation
from tests.accounts.factories import OrganisationFactory, agency, dak_lak, lang_son
from tests.budget.factories import MILLION, appropriate, move

pytestmark = pytest.mark.django_db


def test_money_of_a_province_is_seen_by_its_people_and_by_the_country():
    here, there, country = dak_lak(), lang_son(), agency()
    ours = appropriate(here.department, 10).appropriation
    theirs = appropriate(there.centre, 20).appropriation
    seen = {
        here.person("accountant"): {ours},
        here.person("officer"): {ours},
        there.person("officer"): {theirs},
        country.person("agency_officer"): {ours, theirs},
        here.person("commune_officer"): set(),
        here.person("administrator"): set(),
    }
    for user, appropriations in seen.items():
        assert set(queries.visible_to(user)) == appropriations
        journals = queries.journals_visible_to(user)
        assert {journal.appropriation for journal in journals} == appropriations


def test_an_appropriation_shows_what_stands_in_each_stage():
    centre = OrganisationFactory()
    appropriate(centre, 500)
    move(centre, 200)
    move(centre, 150, (Stage.PLANNED, Stage.COMMITTED))
    move(centre, 70, subject="deanso2")
    [row] = queries.with_balances(Appropriation.objects.all())
    assert (row.allotted_vnd, row.available_vnd) == (500 * MILLION, 230 * MILLION)
    assert (row.planned_vnd, row.committed_vnd) == (120 * MILLION, 150 * MILLION)
    assert (row.advanced_vnd, row.paid_vnd, row.settled_vnd) == (0, 0, 0)


def test_the_subjects_of_an_appropriation_hold_it_by_stage():
    centre = OrganisationFactory()
    appropriation = appropriate(centre, 500).appropriation
    move(centre, 200)
    move(centre, 150, (Stage.PLANNED, Stage.COMMITTED))
    move(centre, 70, subject="deanso2")
    rows = queries.subjects_of(dak_lak().person("officer"), appropriation)
    assert [row.subject for row in rows] == [None, None]
    assert sorted(row.cells for row in rows) == [
        [50 * MILLION, 150 * MILLION, 0, 0, 0, 200 * MILLION],
        [70 * MILLION, 0, 0, 0, 0, 70 * MILLION],
    ]


def test_balances_of_a_subject_add_up_over_years_and_organisations():
    for centre in OrganisationFactory.create_batch(2):
        appropriate(centre, 500)
        move(centre, 200)
    appropriate(centre, 90, source=Source.NATIONAL)
    move(centre, 90, source=Source.NATIONAL)
    assert queries.balances_of("deanso1") == {
        (Source.LOCAL, Stage.PLANNED): 400 * MILLION,
        (Source.NATIONAL, Stage.PLANNED): 90 * MILLION,
    }


def test_an_unknown_pool_holds_nothing():
    assert queries.pool(OrganisationFactory(), 2026, Source.LOCAL) == 0
