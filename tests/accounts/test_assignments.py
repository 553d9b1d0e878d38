import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.accounts.models import Assignment, User
from khuyencong.accounts.permissions import may
from khuyencong.accounts.queries import organisation_of, people_managed_by, scope_of
from khuyencong.accounts.registry import HANDOVERS, Handover, held_work
from khuyencong.accounts.services import (
    assign_role,
    create_organisation,
    end_assignment,
    hand_over,
    lock_person,
    move_person,
)
from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
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


def _assign(place, **fields):
    given = {
        "user": place.person("officer"),
        "organisation": place.centre,
        "role": "accountant",
        "by": place.person("administrator"),
        "on": DAY,
    }
    return assign_role(**given | fields)


def test_a_role_given_for_a_time_ends_after_its_last_day():
    place = dak_lak()
    _assign(place, until=dt.date(2026, 6, 30))
    user = place.person("officer")
    assert may(user, "schemes.pay", on=dt.date(2026, 6, 30))
    assert not may(user, "schemes.pay", on=dt.date(2026, 7, 1))
    event = Event.objects.get(kind="accounts.role_assigned")
    assert "vai trò Kế toán tại Trung tâm" in event.sentence
    assert event.area_id == place.unit.pk


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"role": "appraiser"}, "không có ở loại tổ chức này"),
        ({"role": "khong-co"}, "trong danh sách"),
        ({"until": dt.date(2026, 5, 31)}, "Ngày kết thúc"),
    ],
)
def test_a_role_that_does_not_fit_is_refused(change, message):
    with pytest.raises(Refusal, match=message):
        _assign(dak_lak(), **change)


def test_the_same_role_twice_is_refused_by_the_database():
    place = dak_lak()
    _assign(place)
    with pytest.raises(Refusal, match="đã giữ vai trò đó"):
        _assign(place, on=dt.date(2026, 7, 1))


def test_an_organisation_has_one_head_a_day():
    place = dak_lak()
    place.person("department_leader")
    with pytest.raises(Refusal, match="đã có người đứng đầu"):
        _assign(
            place,
            user=place.person("appraiser"),
            organisation=place.department,
            role="department_leader",
            is_head=True,
        )


def test_nobody_gives_themselves_a_role():
    place = dak_lak()
    with pytest.raises(Refusal, match="tự giao vai trò"):
        _assign(place, user=place.person("administrator"))


def test_no_role_beyond_ones_reach_is_given():
    place = dak_lak()
    everywhere = OrganisationFactory(kind="audit", area=None, parent=place.department)
    with pytest.raises(Refusal, match="không có quyền"):
        _assign(place, organisation=agency().organisations["agency"], role="agency_officer")
    with pytest.raises(Refusal, match="phạm vi rộng hơn"):
        _assign(place, organisation=everywhere, role="auditor")


def test_the_administrator_of_the_state_gives_roles_everywhere():
    centre = agency()
    user = centre.person("agency_officer")
    assign_role(
        user=user,
        organisation=dak_lak().centre,
        role="officer",
        by=centre.person("administrator"),
        on=DAY,
    )
    assert user.assignments.count() == 2


def test_a_locked_person_gets_no_role():
    place = dak_lak()
    admin = place.person("administrator")
    lock_person(user=place.person("officer"), by=admin, on=DAY, reason="Nghỉ")
    with pytest.raises(Refusal, match="đang bị khóa"):
        _assign(place)


def test_a_role_ends_on_the_day_given():
    place = dak_lak()
    user = place.person("officer")
    assignment = user.assignments.get()
    end_assignment(assignment=assignment, by=place.person("administrator"), on=DAY)
    assert may(user, "schemes.write", on=DAY - dt.timedelta(days=1))
    assert not may(user, "schemes.write", on=DAY)
    with pytest.raises(Refusal, match="đã kết thúc"):
        end_assignment(assignment=assignment, by=place.person("administrator"), on=DAY)


def test_a_future_role_that_is_cancelled_never_counts():
    place = dak_lak()
    assignment = _assign(place, on=dt.date(2027, 1, 1))
    end_assignment(assignment=assignment, by=place.person("administrator"), on=DAY)
    assert assignment.valid.isempty
    assert not may(place.person("officer"), "schemes.pay", on=dt.date(2027, 1, 1))


def test_an_administrator_does_not_drop_their_own_role():
    place = dak_lak()
    admin = place.person("administrator")
    with pytest.raises(Refusal, match="tự bỏ vai trò quản trị"):
        end_assignment(assignment=admin.assignments.get(), by=admin, on=DAY)


def test_ending_a_role_ends_the_delegations_that_came_with_it():
    place = dak_lak()
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    days = DateRange(dt.date(2026, 5, 1), dt.date(2026, 12, 1))
    DelegationFactory(giver=leader, taker=deputy, organisation=place.department, valid=days)
    assignment = deputy.assignments.get()
    end_assignment(assignment=assignment, by=place.person("administrator"), on=DAY)
    assert not scope_of(deputy, DAY).grants


def test_a_moved_person_leaves_every_old_place_on_the_same_day():
    place = dak_lak()
    user, admin = place.person("officer"), place.person("administrator")
    AssignmentFactory(user=user, organisation=place.department, role="accountant")
    move_person(
        user=user, organisation=place.department, role="appraiser", title="", by=admin, on=DAY
    )
    assert organisation_of(user, DAY - dt.timedelta(days=1)) == place.centre
    assert {g.role.code for g in scope_of(user, DAY).grants} == {"appraiser"}
    event = Event.objects.get(kind="accounts.person_moved")
    assert len(event.before["roles"]) == 2


def test_nobody_moves_themselves_or_a_stranger():
    place, other = dak_lak(), lang_son()
    admin = place.person("administrator")
    where = {"organisation": place.centre, "role": "officer", "by": admin, "on": DAY}
    with pytest.raises(Refusal, match="tự điều chuyển"):
        move_person(user=admin, **where)
    with pytest.raises(Refusal, match="phạm vi quản trị"):
        move_person(user=other.person("officer"), **where)


def test_who_moved_to_another_province_is_managed_there_alone():
    place, other = dak_lak(), lang_son()
    user = place.person("officer")
    state = agency().person("administrator")
    move_person(user=user, organisation=other.centre, role="officer", by=state, on=DAY)
    ours = people_managed_by(place.person("administrator"), DAY)
    assert user not in ours
    assert user in people_managed_by(other.person("administrator"), DAY)


def test_who_left_altogether_stays_with_the_last_place():
    place = dak_lak()
    admin, user = place.person("administrator"), place.person("officer")
    end_assignment(assignment=user.assignments.get(), by=admin, on=DAY)
    assert user in people_managed_by(User.objects.get(pk=admin.pk), DAY)
    assert user not in people_managed_by(lang_son().person("administrator"), DAY)


def test_who_left_after_two_places_stays_with_the_last_one():
    place, other = dak_lak(), lang_son()
    user = UserFactory()
    for where, last_on in ((place, dt.date(2026, 3, 1)), (other, dt.date(2026, 4, 1))):
        valid = DateRange(dt.date(2026, 1, 1), last_on)
        AssignmentFactory(user=user, organisation=where.centre, valid=valid)
    assert user not in people_managed_by(place.person("administrator"), DAY)
    assert user in people_managed_by(other.person("administrator"), DAY)


@pytest.fixture
def cases(monkeypatch):
    """Register a kind of work that a person holds, for one test."""
    held = {}

    def move(*, from_user, to_user, by, on):
        held[to_user.pk] = held.get(to_user.pk, 0) + held.get(from_user.pk, 0)
        return held.pop(from_user.pk, 0)

    monkeypatch.setattr(HANDOVERS, "_entries", {})
    HANDOVERS.register(Handover("cases", "đề án", lambda user: held.get(user.pk, 0), move))
    return held


def test_handing_over_moves_all_work_to_a_colleague(cases):
    place = dak_lak()
    leaver, colleague = place.person("officer"), place.person("centre_head")
    cases[leaver.pk] = 3
    assert held_work(leaver) == [("đề án", 3)]
    admin = place.person("administrator")
    assert hand_over(from_user=leaver, to_user=colleague, by=admin, on=DAY) == {"đề án": 3}
    assert held_work(leaver) == []
    assert held_work(colleague) == [("đề án", 3)]
    assert Event.objects.get().sentence.endswith(f"cho {colleague}: 3 đề án")


def test_work_goes_to_a_colleague_alone(cases):
    place = dak_lak()
    leaver, admin = place.person("officer"), place.person("administrator")
    strangers = ("finance_officer", "establishment")
    for taker in (leaver, *(place.person(role) for role in strangers)):
        with pytest.raises(Refusal, match="cùng tổ chức"):
            hand_over(from_user=leaver, to_user=taker, by=admin, on=DAY)


def test_a_closed_organisation_takes_nobody():
    place = dak_lak()
    admin = place.person("administrator")
    council = create_organisation(
        kind="council", name="Hội đồng", short_name="HĐ", area=place.unit, by=admin, on=DAY
    )
    council.is_active = False
    council.save()
    user = UserFactory()
    AssignmentFactory(user=user, organisation=place.centre)
    with pytest.raises(Refusal, match="kết thúc hoạt động"):
        assign_role(user=user, organisation=council, role="juror", by=admin, on=DAY)
    assert Assignment.objects.filter(organisation=council).count() == 0
