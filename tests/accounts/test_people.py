import datetime as dt
import re

import pytest
from axes.models import AccessAttempt

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import scope_of
from khuyencong.accounts.services import (
    change_password,
    create_person,
    edit_person,
    lock_person,
    reset_password,
    unlock_person,
)
from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from tests.accounts.factories import AssignmentFactory, UserFactory, agency, dak_lak, lang_son

pytestmark = pytest.mark.django_db
NO_MARKS = {"email": "", "personal_id": ""}
DAY = dt.date(2026, 6, 1)


def _create(place, **fields):
    given = {
        "full_name": "Nguyễn Văn Đạt",
        "organisation": place.centre,
        "role": "officer",
        "by": place.person("administrator"),
        "on": DAY,
    }
    return create_person(**given | fields)


def test_a_new_person_gets_a_role_and_a_password_shown_once():
    place = dak_lak()
    made = _create(place, phone="0905 000 000", title="Chuyên viên")
    assert re.fullmatch(r"(\w{4}-){2}\w{4}", made.password)
    assert made.user.check_password(made.password)
    assert made.user.must_change_password
    assert scope_of(made.user, DAY).organisation_ids == {place.centre.pk}
    event = Event.objects.get(kind="accounts.person_created")
    assert event.subject_text == "Nguyễn Văn Đạt"
    assert made.password not in str(event.after)


@pytest.mark.parametrize(
    ("full_name", "username"),
    [("Nguyễn Văn Đạt", "datnv"), ("Y Bhin Êban", "ebanyb"), ("Ðỗ Thị O'Hà", "ohadt")],
)
def test_the_sign_in_name_is_made_of_the_name(full_name, username):
    assert _create(dak_lak(), full_name=full_name).user.username == username


def test_the_same_name_again_gets_a_number():
    place = dak_lak()
    names = [_create(place).user.username for _ in range(3)]
    assert names == ["datnv", "datnv2", "datnv3"]


def test_a_taken_sign_in_name_is_refused_at_its_field():
    place = dak_lak()
    _create(place, username="dat")
    with pytest.raises(Refusal) as refusal:
        _create(place, username="dat")
    assert refusal.value.findings[0].field == "username"


def test_a_name_without_letters_is_refused():
    with pytest.raises(Refusal, match="họ và tên"):
        _create(dak_lak(), full_name="…")


def test_no_person_is_made_in_another_province():
    with pytest.raises(Refusal, match="không có quyền"):
        _create(dak_lak(), organisation=lang_son().centre)


def test_an_officer_makes_no_person():
    place = dak_lak()
    with pytest.raises(Refusal):
        _create(place, by=place.person("officer"))


def test_editing_a_person_counts_the_version():
    place = dak_lak()
    user = place.person("officer")
    given = {"user": user, "full_name": "Tên Mới", "phone": "", "on": DAY, **NO_MARKS}
    edit_person(**given, version=0, by=place.person("administrator"))
    user.refresh_from_db()
    assert (user.full_name, user.version) == ("Tên Mới", 1)
    with pytest.raises(Refusal, match="người khác đã lưu"):
        edit_person(**given, version=0, by=place.person("administrator"))


def test_a_locked_person_is_out_and_comes_back():
    place = dak_lak()
    user, admin = place.person("officer"), place.person("administrator")
    lock_person(user=user, by=admin, on=DAY, reason="Nghỉ việc")
    assert not User.objects.get(pk=user.pk).is_active
    with pytest.raises(Refusal, match="từ trước"):
        lock_person(user=user, by=admin, on=DAY, reason="")
    unlock_person(user=user, by=admin, on=DAY)
    assert User.objects.get(pk=user.pk).is_active


def test_an_administrator_does_not_lock_themselves_out():
    admin = dak_lak().person("administrator")
    with pytest.raises(Refusal, match="tự khóa"):
        lock_person(user=admin, by=admin, on=DAY, reason="")


def test_another_provinces_administrator_may_nothing():
    user, stranger = dak_lak().person("officer"), lang_son().person("administrator")
    for act in (
        lambda: lock_person(user=user, by=stranger, on=DAY, reason=""),
        lambda: reset_password(user=user, by=stranger, on=DAY),
        lambda: edit_person(
            user=user, full_name="X", phone="", version=0, by=stranger, on=DAY, **NO_MARKS
        ),
    ):
        with pytest.raises(Refusal, match="phạm vi quản trị"):
            act()


def test_who_also_works_elsewhere_is_reset_by_the_state_alone():
    place, other = dak_lak(), lang_son()
    user = place.person("officer")
    AssignmentFactory(user=user, organisation=other.organisations["council"], role="juror")
    for stranger in (place.person("administrator"), other.person("administrator")):
        with pytest.raises(Refusal, match="không có quyền"):
            reset_password(user=user, by=stranger, on=DAY)
    assert reset_password(user=user, by=agency().person("administrator"), on=DAY)


def test_a_reset_password_replaces_the_old_one_and_forgets_failures():
    place = dak_lak()
    user = place.person("officer")
    AccessAttempt.objects.create(username=user.username, failures_since_start=5)
    password = reset_password(user=user, by=place.person("administrator"), on=DAY)
    user.refresh_from_db()
    assert user.check_password(password)
    assert user.must_change_password
    assert not AccessAttempt.objects.exists()


def test_nobody_resets_their_own_password():
    admin = dak_lak().person("administrator")
    with pytest.raises(Refusal, match="tự đổi mật khẩu"):
        reset_password(user=admin, by=admin, on=DAY)


def test_changing_the_password_ends_the_duty_to_change_it():
    user = UserFactory(must_change_password=True)
    change_password(password="chuoi-ky-tu-rat-dai", by=user, on=DAY)
    user.refresh_from_db()
    assert user.check_password("chuoi-ky-tu-rat-dai")
    assert not user.must_change_password
    assert Event.objects.get().sentence == f"{user} đổi mật khẩu của mình"
