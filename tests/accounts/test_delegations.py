import datetime as dt

import pytest

from khuyencong.accounts.permissions import may
from khuyencong.accounts.queries import signer_of, takers_for
from khuyencong.accounts.services import delegate, end_delegation
from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from tests.accounts.factories import (
    AssignmentFactory,
    OrganisationNameFactory,
    UserFactory,
    dak_lak,
    lang_son,
)

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 6, 1), dt.date(2026, 6, 10)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture
def place():
    return dak_lak()


def _deputy(place):
    deputy = UserFactory(full_name="Trần Thị Phó")
    AssignmentFactory(
        user=deputy, organisation=place.department, role="department_leader", title="Phó Giám đốc"
    )
    return deputy


def _delegate(place, taker, **fields):
    leader = place.person("department_leader")
    given = {
        "giver": leader,
        "taker": taker,
        "organisation": place.department,
        "capacity": "KT.",
        "until": LAST,
        "by": leader,
        "on": FIRST,
    }
    return delegate(**given | fields)


def test_the_head_signs_in_their_own_right(place):
    leader = place.person("department_leader")
    signer = signer_of(place.department, FIRST)
    assert (signer.user, signer.capacity) == (leader, "head")
    assert signer_of(place.organisations["finance"], FIRST) is None


def test_the_head_of_a_collective_signs_on_its_behalf(place):
    place.person("provincial_leader")
    assert signer_of(place.committee, FIRST).capacity == "TM."


@pytest.mark.parametrize(
    ("day", "is_deputy"),
    [(FIRST - ONE_DAY, False), (FIRST, True), (LAST, True), (LAST + ONE_DAY, False)],
)
def test_the_deputy_signs_on_the_days_of_the_delegation(place, day, is_deputy):
    deputy = _deputy(place)
    _delegate(place, deputy)
    signer = signer_of(place.department, day)
    assert (signer.user == deputy) is is_deputy
    if is_deputy:
        assert (signer.capacity, signer.title) == ("KT.", "Phó Giám đốc")
        assert signer.head_title == "Lãnh đạo Sở Công Thương"


def test_the_paper_bears_the_name_of_its_day(place):
    place.person("department_leader")
    OrganisationNameFactory(organisation=place.department, name="Sở Công nghiệp")
    assert signer_of(place.department, FIRST).organisation_name == "Sở Công nghiệp"


def test_a_delegation_ends_early(place):
    deputy = UserFactory()
    AssignmentFactory(user=deputy, organisation=place.department, role="appraiser")
    delegation = _delegate(place, deputy)
    middle = dt.date(2026, 6, 5)
    end_delegation(delegation=delegation, by=place.person("administrator"), on=middle)
    assert may(deputy, "schemes.approve", on=middle - ONE_DAY)
    assert not may(deputy, "schemes.approve", on=middle)
    with pytest.raises(Refusal, match="đã kết thúc"):
        end_delegation(delegation=delegation, by=None, on=middle)
    assert [e.kind for e in Event.objects.order_by("id")] == [
        "accounts.delegated",
        "accounts.delegation_ended",
    ]


def test_a_delegation_withdrawn_before_it_began_never_counts(place):
    deputy = _deputy(place)
    delegation = _delegate(place, deputy)
    end_delegation(delegation=delegation, by=delegation.giver, on=FIRST - ONE_DAY)
    assert signer_of(place.department, FIRST).user == delegation.giver


def test_two_people_do_not_stand_in_at_once(place):
    _delegate(place, _deputy(place))
    with pytest.raises(Refusal, match="đã ủy quyền cho người khác"):
        _delegate(place, _deputy(place), on=LAST, until=LAST + ONE_DAY)


@pytest.mark.parametrize(
    ("capacity", "citation", "message"),
    [
        ("TUQ.", "", "bằng văn bản"),
        ("TM.", "", "ba hình thức"),
    ],
)
def test_the_capacity_has_its_conditions(place, capacity, citation, message):
    with pytest.raises(Refusal, match=message):
        _delegate(place, _deputy(place), capacity=capacity, citation=citation)


def test_standing_in_goes_to_a_deputy_and_by_order_also_to_a_unit_below(place):
    head_of_centre = place.person("centre_head")
    with pytest.raises(Refusal, match="đang làm việc ở tổ chức này"):
        _delegate(place, head_of_centre)
    made = _delegate(place, head_of_centre, capacity="TL.")
    assert made.capacity == "TL."


def test_who_holds_nothing_there_delegates_nothing(place):
    with pytest.raises(Refusal, match="Người giao không làm việc"):
        _delegate(place, _deputy(place), giver=UserFactory(), by=None)


def test_nobody_takes_anothers_powers_by_themselves(place):
    admin = place.person("administrator")
    with pytest.raises(Refusal, match="tự nhận ủy quyền"):
        _delegate(place, admin, by=admin)


def test_a_stranger_records_no_delegation(place):
    for stranger in (lang_son().person("administrator"), place.person("officer")):
        with pytest.raises(Refusal, match="không có quyền"):
            _delegate(place, _deputy(place), by=stranger)


def test_the_last_day_is_not_before_the_first(place):
    with pytest.raises(Refusal, match="Ngày kết thúc"):
        _delegate(place, _deputy(place), until=FIRST - ONE_DAY)


def test_nobody_delegates_to_themselves(place):
    with pytest.raises(Refusal, match="chính mình"):
        _delegate(place, place.person("department_leader"))


def test_an_establishments_person_neither_takes_nor_gives(place):
    guest = place.person("establishment")
    head = place.person("centre_head")
    where = {"organisation": place.centre, "by": None}
    with pytest.raises(Refusal, match="đang làm việc ở tổ chức này"):
        _delegate(place, guest, giver=head, **where)
    with pytest.raises(Refusal, match="Người giao không làm việc"):
        _delegate(place, head, giver=guest, **where)
    assert guest not in takers_for(head, FIRST)
    assert not takers_for(guest, FIRST).exists()
