import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.accounts.enums import Reach
from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import acting_for, may, require_permission
from khuyencong.accounts.roles import Role
from khuyencong.core.findings import Refusal
from tests.accounts.factories import (
    AssignmentFactory,
    DelegationFactory,
    OrganisationFactory,
    agency,
    commune,
    dak_lak,
    lang_son,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


def test_an_officer_writes_for_the_own_centre_and_no_other_of_the_province():
    place = dak_lak()
    other = OrganisationFactory(area=place.unit, parent=place.department)
    user = place.person("officer")
    assert may(user, "schemes.write", organisation=place.centre)
    assert not may(user, "schemes.write", organisation=other)
    assert may(user, "schemes.view", organisation=other)


def test_an_officer_edits_establishments_of_every_commune_of_the_province():
    place, other = dak_lak(), lang_son()
    user = place.person("officer")
    assert may(user, "establishments.edit", area=place.commune_unit)
    assert may(user, "establishments.edit", area=commune("Krông Pắc", "24490", place.unit))
    assert not may(user, "establishments.edit", area=other.commune_unit)


def test_an_appraiser_acts_for_every_centre_of_the_province():
    place, other = dak_lak(), lang_son()
    user = place.person("appraiser")
    second = OrganisationFactory(area=place.unit)
    assert may(user, "schemes.appraise", organisation=second)
    assert not may(user, "schemes.appraise", organisation=other.centre)


def test_the_centre_of_lang_son_is_reached_by_its_committee_and_its_department():
    place = lang_son()
    for role in ("provincial_leader", "department_leader"):
        assert may(place.person(role), "schemes.approve", organisation=place.centre)
    assert may(place.person("accountant"), "schemes.pay", organisation=place.centre)


def test_organisation_and_area_must_fall_under_one_role():
    place, other = dak_lak(), lang_son()
    user = place.person("officer")
    AssignmentFactory(user=user, organisation=other.centre, role="officer")
    assert not may(user, "schemes.write", organisation=place.centre, area=other.unit)


def test_the_agency_looks_everywhere():
    user = agency().person("agency_officer")
    assert may(user, "schemes.view", organisation=lang_son().centre)
    assert not may(user, "schemes.write")


def test_a_locked_person_may_nothing():
    user = dak_lak().person("officer")
    user.is_locked = True
    assert not may(user, "schemes.view")
    assert not user.has_perm("schemes.view")


def test_a_demo_person_is_active_in_a_demo_alone(settings):
    user = dak_lak().person("officer")
    user.is_demo = True
    settings.KC_DEMO = False
    assert not user.has_perm("schemes.view")
    settings.KC_DEMO = True
    assert user.has_perm("schemes.view")


def test_the_system_may_everything():
    assert may(None, "schemes.close")
    assert acting_for(None, "schemes.close") == ""


def test_an_organisation_without_area_is_reached_through_the_tree_alone():
    place = dak_lak()
    nowhere = OrganisationFactory(area=None)
    assert not may(place.person("appraiser"), "schemes.appraise", organisation=nowhere)


def test_acting_in_ones_own_right_needs_no_delegation():
    place = dak_lak()
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    DelegationFactory(
        giver=leader,
        taker=deputy,
        organisation=place.department,
        valid=DateRange(DAY, dt.date(2026, 6, 11)),
    )
    deputy = User.objects.get(pk=deputy.pk)
    where = {"organisation": place.centre, "on": DAY}
    assert acting_for(deputy, "schemes.approve", **where) == f"KT. {leader.full_name}"
    assert acting_for(deputy, "schemes.appraise", **where) == ""
    assert acting_for(deputy, "schemes.approve", organisation=lang_son().centre, on=DAY) == ""


def test_a_permission_nobody_holds_is_refused_in_vietnamese():
    with pytest.raises(Refusal, match="Bạn không có quyền"):
        require_permission(dak_lak().person("juror"), "schemes.view")


def test_permissions_of_others_are_left_to_django():
    assert not dak_lak().person("officer").has_perm("auth.view_user")


def test_django_may_be_asked_about_a_place():
    appraiser, lang_son_unit = dak_lak().person("appraiser"), lang_son().unit
    assert appraiser.has_perm("norms.enter", dak_lak().unit)
    assert not appraiser.has_perm("norms.enter", lang_son_unit)


def test_the_state_covers_every_area():
    user = agency().person("agency_officer")
    assert may(user, "establishments.view", area=dak_lak().commune_unit)


def test_a_role_names_no_unknown_permission():
    with pytest.raises(ValueError, match="unknown permissions"):
        Role("thu", "Thử", "", Reach.OWN, frozenset(), frozenset({"khong.co"}))
