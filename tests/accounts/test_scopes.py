import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import scope_of
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit, UnitSuccession
from tests.accounts.factories import (
    AssignmentFactory,
    DelegationFactory,
    OrganisationFactory,
    UserFactory,
    agency,
    dak_lak,
    lang_son,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)


def test_an_officer_reaches_the_centre_and_the_province():
    place = dak_lak()
    scope = scope_of(place.person("officer"))
    assert scope.organisation_ids == {place.centre.pk}
    assert place.unit.pk in scope.province_ids
    assert not scope.is_country


def test_a_department_reaches_the_centre_whose_estimate_it_gets():
    place = lang_son()
    assert place.centre.pk in scope_of(place.person("appraiser")).organisation_ids


def test_the_province_of_today_includes_its_predecessors():
    place = dak_lak()
    old = AdminUnit.objects.filter(level=UnitLevel.PROVINCE, name="Phú Yên").first()
    if old is None:
        old = AdminUnit.objects.create(
            level=UnitLevel.PROVINCE,
            code="54",
            name="Phú Yên",
            name_folded="phu yen",
            kind="province",
            valid=DateRange(None, dt.date(2025, 7, 1)),
        )
        UnitSuccession.objects.create(old=old, new=place.unit, on=dt.date(2025, 7, 1))
    assert old.pk in scope_of(place.person("officer")).province_ids


def test_a_commune_officer_reaches_the_commune_alone():
    place = dak_lak()
    scope = scope_of(place.person("commune_officer"))
    assert scope.commune_ids == {place.commune_unit.pk}
    assert not scope.province_ids


def test_the_agency_reaches_the_country_without_writing():
    scope = scope_of(agency().person("agency_officer"))
    assert scope.is_country
    assert "schemes.view" in scope.permissions
    assert "schemes.write" not in scope.permissions


def test_an_establishment_reaches_no_organisation():
    scope = scope_of(dak_lak().person("establishment"))
    assert not scope.organisation_ids
    assert not scope.province_ids


def test_nobody_reaches_nothing():
    assert scope_of(AnonymousUser()).grants == ()


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (dt.date(2026, 2, 28), False),
        (dt.date(2026, 3, 1), True),
        (dt.date(2026, 5, 31), True),
        (dt.date(2026, 6, 1), False),
    ],
)
def test_a_role_counts_from_its_first_day_until_the_day_it_ends(day, holds):
    user = UserFactory()
    months = DateRange(dt.date(2026, 3, 1), dt.date(2026, 6, 1))
    AssignmentFactory(user=user, organisation=dak_lak().centre, valid=months)
    assert ("schemes.write" in scope_of(user, day).permissions) is holds


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (dt.date(2026, 5, 31), False),
        (dt.date(2026, 6, 1), True),
        (dt.date(2026, 6, 10), True),
        (dt.date(2026, 6, 11), False),
    ],
)
def test_who_stands_in_may_do_it_on_the_days_of_the_delegation(day, holds):
    place = dak_lak()
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    _delegate(place, leader, deputy)
    scope = scope_of(deputy, day)
    assert ("schemes.approve" in scope.permissions) is holds


def test_a_delegation_tells_for_whom_one_acts():
    place = dak_lak()
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    _delegate(place, leader, deputy)
    grants = scope_of(deputy, DAY).holding("schemes.approve").grants
    assert [g.on_behalf_of for g in grants] == [f"KT. {leader.full_name}"]


def test_managing_accounts_is_never_delegated():
    place = dak_lak()
    admin, other = place.person("administrator"), place.person("appraiser")
    _delegate(place, admin, other)
    scope = scope_of(other, DAY)
    assert "audit.view" in scope.permissions
    assert "accounts.manage" not in scope.permissions


def test_a_delegation_in_one_organisation_opens_no_other():
    place, other = dak_lak(), lang_son()
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    AssignmentFactory(user=leader, organisation=other.department, role="department_leader")
    _delegate(place, leader, deputy)
    assert other.unit.pk not in scope_of(deputy, DAY).province_ids


def test_a_part_of_the_scope_is_where_the_permission_is_held():
    place, other = dak_lak(), lang_son()
    user = place.person("officer")
    AssignmentFactory(user=user, organisation=other.organisations["council"], role="juror")
    AssignmentFactory(user=user, organisation=other.organisations["commune"], role="collaborator")
    scope = scope_of(user)
    assert other.commune_unit.pk in scope.commune_ids
    assert other.commune_unit.pk not in scope.holding("schemes.view").commune_ids
    assert place.unit.pk in scope.holding("schemes.view").province_ids


def test_a_loop_in_the_tree_ends():
    a = OrganisationFactory()
    b = OrganisationFactory(parent=a)
    a.budget_parent = b
    a.save()
    user = AssignmentFactory(organisation=a).user
    assert scope_of(user).organisation_ids == {a.pk, b.pk}


def test_a_scope_costs_two_queries_and_is_kept(django_assert_num_queries):
    place = lang_son()
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    _delegate(place, leader, deputy)
    AssignmentFactory(user=deputy, organisation=place.organisations["finance"], role="officer")
    fresh = User.objects.get(pk=deputy.pk)
    with django_assert_num_queries(2):
        assert len(scope_of(fresh, DAY).grants) == 3
        assert scope_of(fresh, DAY) is scope_of(fresh, DAY)


def test_asking_for_a_permission_costs_no_look_up_in_djangos_tables():
    user = User.objects.get(pk=dak_lak().person("officer").pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert user.has_perm("schemes.write")
        assert not user.has_perm("schemes.approve")
    assert len(queries) == 2


def _delegate(place, giver, taker):
    DelegationFactory(
        giver=giver,
        taker=taker,
        organisation=place.department,
        valid=DateRange(dt.date(2026, 6, 1), dt.date(2026, 6, 11)),
    )
