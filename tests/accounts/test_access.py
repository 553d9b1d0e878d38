"""Keys, identities and sessions of a person, as the services know them."""

import datetime as dt

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import (
    lacks_second_factor,
    needs_second_factor,
    person_vouched_for,
    sessions_of,
)
from khuyencong.accounts.services import (
    create_person,
    edit_person,
    end_sessions,
    link_identity,
    lock_person,
    record_codes_renewed,
    record_key_added,
    record_key_removed,
    reset_second_factor,
)
from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from tests.accounts.factories import PASSWORD, DelegationFactory, UserFactory, dak_lak, lang_son

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)
NUMBER = "066090001234"


def _with_password(user):
    user.set_password(PASSWORD)
    user.save()
    return user


def _sign_in(user):
    client = Client()
    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("role", "is_asked"),
    [("officer", False), ("department_leader", True), ("accountant", True), ("auditor", True)],
)
def test_some_roles_ask_for_a_second_factor(role, is_asked):
    person = dak_lak().person(role)
    assert needs_second_factor(person) is is_asked
    Authenticator.objects.all().delete()
    assert lacks_second_factor(person) is is_asked


def test_who_stands_in_for_a_leader_needs_one_too():
    place = dak_lak()
    deputy = place.person("appraiser")
    assert not needs_second_factor(deputy)
    days = (dt.date(2020, 1, 1), dt.date(2100, 1, 1))
    leader = place.person("department_leader")
    DelegationFactory(giver=leader, taker=deputy, organisation=place.department, valid=days)
    assert needs_second_factor(User.objects.get(pk=deputy.pk))


def test_demo_people_need_none():
    person = dak_lak().person("department_leader")
    person.is_demo = True
    assert not needs_second_factor(person)


def test_keys_are_told_to_the_log():
    person = dak_lak().person("department_leader")
    key = Authenticator.objects.get(user=person)
    record_key_added(key=key, by=person, on=DAY)
    record_key_removed(key=key, by=person, on=DAY)
    record_codes_renewed(by=person, on=DAY)
    told = [event.sentence for event in Event.objects.order_by("pk")]
    assert told == [
        f"{person} thêm ứng dụng tạo mã để đăng nhập",
        f"{person} bỏ ứng dụng tạo mã đã dùng để đăng nhập",
        f"{person} lấy bộ mã dự phòng mới",
    ]


def test_an_administrator_takes_off_what_somebody_lost():
    place = dak_lak()
    person, admin = place.person("accountant"), place.person("administrator")
    RecoveryCodes.activate(person)
    client = Client()
    client.force_login(person)
    client.get("/tai-khoan/phien/")
    reset_second_factor(user=person, by=admin, on=DAY, reason="Mất điện thoại")
    assert not Authenticator.objects.filter(user=person).exists()
    assert Event.objects.get().reason == "Mất điện thoại"
    with pytest.raises(Refusal, match="chưa đặt"):
        reset_second_factor(user=person, by=admin, on=DAY, reason="")


def test_it_is_done_on_the_page_of_the_person_with_a_reason(client_of):
    place = dak_lak()
    person, admin = place.person("accountant"), client_of(place.person("administrator"))
    address = f"{person.get_absolute_url()}khoa-dang-nhap/"
    assert address in admin.get(person.get_absolute_url()).content.decode()
    assert admin.post(address, {"reason": ""}).status_code == 422
    assert admin.post(address, {"reason": "Mất điện thoại"})["Location"] == (
        person.get_absolute_url()
    )
    assert address not in admin.get(person.get_absolute_url()).content.decode()


def test_nobody_takes_off_their_own_or_a_strangers():
    person = dak_lak().person("administrator")
    with pytest.raises(Refusal, match="Hãy tự bỏ"):
        reset_second_factor(user=person, by=person, on=DAY, reason="")
    with pytest.raises(Refusal, match="phạm vi"):
        reset_second_factor(user=person, by=lang_son().person("administrator"), on=DAY, reason="")


def test_sessions_end_one_by_one_and_with_the_account():
    place = dak_lak()
    person = _with_password(place.person("officer"))
    here, there = _sign_in(person), _sign_in(person)
    assert sessions_of(person).count() == 2
    other = sessions_of(person).get(session_key=there.session.session_key)
    assert end_sessions(sessions=[other], by=person, on=DAY) == 1
    assert there.get("/tai-khoan/").status_code == 302
    assert here.get("/tai-khoan/").status_code == 200
    with pytest.raises(Refusal, match="đã kết thúc"):
        end_sessions(sessions=[other], by=person, on=DAY)
    lock_person(user=person, by=place.person("administrator"), on=DAY, reason="Nghỉ việc")
    assert not sessions_of(person).exists()


def test_nobody_ends_the_session_of_another():
    person = _with_password(dak_lak().person("officer"))
    _sign_in(person)
    with pytest.raises(Refusal, match="đã kết thúc"):
        end_sessions(sessions=list(sessions_of(person)), by=UserFactory(), on=DAY)
    assert sessions_of(person).exists()


@pytest.mark.parametrize(
    ("claim", "told", "is_known"),
    [
        ("email", {"email": "Chu@Coso.vn", "email_verified": True}, True),
        ("email", {"email": "chu@coso.vn", "email_verified": False}, False),
        ("email", {"email": "chu@coso.vn"}, False),
        ("email", {"email": "", "email_verified": True}, False),
        ("email", {"email": "ai@do.vn", "email_verified": True}, False),
        ("personal_number", {"personal_number": NUMBER}, True),
        ("personal_number", {"personal_number": "066090009999"}, False),
        ("personal_number", {"email": "chu@coso.vn", "email_verified": True}, False),
        ("personal_number", {"personal_number": ""}, False),
    ],
)
def test_a_provider_names_a_person_by_one_stated_claim(claim, told, is_known):
    UserFactory()
    person = UserFactory(email="chu@coso.vn", personal_id=NUMBER)
    assert person_vouched_for(claim, told) == (person if is_known else None)


def test_a_link_holds_while_the_marks_do():
    place = dak_lak()
    person, admin = place.person("officer"), place.person("administrator")
    link_identity(identity=SocialAccount(provider="dinh-danh", uid="a"), by=person, on=DAY)
    given = {"user": person, "full_name": "Tên Mới", "phone": "", "by": admin, "on": DAY}
    edit_person(**given, email="", personal_id="", version=0)
    assert SocialAccount.objects.filter(user=person).exists()
    edit_person(**given, email="", personal_id=NUMBER, version=1)
    assert not SocialAccount.objects.filter(user=person).exists()


def test_the_log_keeps_no_more_of_the_personal_number_than_its_end():
    place = dak_lak()
    person, admin = place.person("officer"), place.person("administrator")
    given = {"user": person, "full_name": "A", "phone": "", "by": admin, "on": DAY}
    edit_person(**given, email="", personal_id=NUMBER, version=0)
    event = Event.objects.get()
    assert event.after["personal_id"] == "…234"
    assert NUMBER not in str(event.before) + str(event.after)


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"email": "CHU@coso.vn"}, "Thư điện tử này đã ghi cho người khác."),
        ({"personal_id": NUMBER}, "Số định danh cá nhân này đã ghi cho người khác."),
        ({"personal_id": "12"}, "Số định danh cá nhân gồm 12 chữ số."),
    ],
)
def test_each_mark_belongs_to_one_person(marks, words):
    UserFactory(email="chu@coso.vn", personal_id=NUMBER)
    place = dak_lak()
    with pytest.raises(Refusal, match=words):
        create_person(
            full_name="Nguyễn Văn Bình",
            organisation=place.centre,
            role="officer",
            by=place.person("administrator"),
            on=DAY,
            **marks,
        )
