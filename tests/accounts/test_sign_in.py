import datetime as dt

import pytest
from django.conf import settings as site
from django.contrib.auth import SESSION_KEY
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.accounts.services import lock_person
from khuyencong.audit.models import Event
from tests.accounts.factories import PASSWORD, UserFactory, dak_lak

pytestmark = pytest.mark.django_db
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
DAY = dt.date(2026, 6, 1)


@pytest.fixture
def user():
    return UserFactory.with_password(username="canbo.daklak")


@pytest.fixture
def client():
    return Client()


def _sign_in(client, username="canbo.daklak", password=PASSWORD, address="10.0.0.1", **data):
    given = {"username": username, "password": password} | data
    return client.post("/dang-nhap/", given, REMOTE_ADDR=address)


def test_a_person_signs_in_and_goes_to_their_work(client, user):
    answer = _sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session[SESSION_KEY] == str(user.pk)


def test_passwords_are_hashed_with_argon2(client, settings, real_hashers):
    settings.PASSWORD_HASHERS = real_hashers
    assert UserFactory.with_password(username="canbo.daklak").password.startswith("argon2$")
    assert _sign_in(client).status_code == 302


def test_capitals_and_stray_spaces_in_the_name_do_not_matter(client, user):
    assert _sign_in(client, username=" CanBo.DakLak ").status_code == 302


def test_who_is_signed_in_goes_on(client, user):
    _sign_in(client)
    assert client.get("/dang-nhap/?next=/de-an/")["Location"] == "/de-an/"


@pytest.mark.parametrize(
    ("target", "location"),
    [("/de-an/?q=1", "/de-an/?q=1"), ("https://xau.example/", "/"), ("//xau.example", "/")],
)
def test_signing_in_leads_back_to_our_own_pages_alone(client, user, target, location):
    assert _sign_in(client, next=target)["Location"] == location


def test_unknown_wrong_and_locked_get_the_same_answer(client, user, settings):
    UserFactory.with_password(username="bikhoa", is_locked=True)
    UserFactory.with_password(username="thu", is_demo=True)
    settings.KC_DEMO = False
    pages = [
        _sign_in(client, username="khongco"),
        _sign_in(client, password="sai-mat-khau"),
        _sign_in(client, username="bikhoa"),
        _sign_in(client, username="thu"),
    ]
    for page in pages:
        assert page.status_code == 422
        assert WRONG in page.content.decode()
    assert len({p.content.decode().count("<p") for p in pages}) == 1


def test_a_demo_person_signs_in_to_a_demo_alone(client, settings):
    settings.KC_DEMO = True
    UserFactory.with_password(username="thu", is_demo=True)
    assert _sign_in(client, username="thu").status_code == 302
    settings.KC_DEMO = False
    assert client.get("/mat-khau/").status_code == 302
    assert client.get("/mat-khau/")["Location"].startswith("/dang-nhap/")


def test_five_failures_lock_the_name_at_that_address_alone(client, user):
    other = UserFactory.with_password(username="khac")
    answers = [_sign_in(client, password=f"sai-{n}").status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    locked = _sign_in(client)
    assert locked.status_code == 429
    assert "tạm khóa 15 phút" in locked.content.decode()
    assert _sign_in(Client(), username=other.username).status_code == 302
    assert _sign_in(Client(), address="10.0.0.2").status_code == 302


@pytest.mark.parametrize(("is_behind_proxy", "status"), [(True, 302), (False, 429)])
def test_behind_a_proxy_the_address_is_what_the_proxy_saw(
    client, user, settings, is_behind_proxy, status
):
    settings.KC_PROXY = is_behind_proxy
    given = {"username": "canbo.daklak", "password": PASSWORD}
    for n in range(5):
        wrong = given | {"password": f"sai-{n}"}
        forged = {"X-Forwarded-For": f"9.9.9.{n}, 203.0.113.7"}
        client.post("/dang-nhap/", wrong, headers=forged)
    elsewhere = {"X-Forwarded-For": "203.0.113.7, 203.0.113.8"}
    assert client.post("/dang-nhap/", given, headers=elsewhere).status_code == status


def test_a_proxy_that_tells_nothing_is_the_address_itself(client, user, settings):
    settings.KC_PROXY = True
    assert [_sign_in(client, password=f"sai-{n}").status_code for n in range(5)][-1] == 429


def test_a_name_that_does_not_exist_is_locked_like_one_that_does(client):
    answers = [_sign_in(client, username="khongco").status_code for _ in range(5)]
    assert answers[-1] == 429


def test_success_forgets_the_failures_before(client, user):
    for _ in range(4):
        _sign_in(client, password="sai-mat-khau")
    assert _sign_in(client).status_code == 302
    assert _sign_in(Client(), password="sai-mat-khau").status_code == 422


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"username": "a\0b", "password": "x"},
        {"username": "a" * 10_000, "password": "b" * 10_000},
    ],
)
def test_absurd_input_gets_a_vietnamese_answer(client, data):
    page = client.post("/dang-nhap/", data)
    assert page.status_code == 422
    words = page.content.decode()
    assert "errorlist" in words
    for english in ("This field", "Ensure", "Null characters"):
        assert english not in words


def test_locking_ends_a_running_session(client):
    place = dak_lak()
    person = place.person("officer")
    client.force_login(person)
    assert client.get("/mat-khau/").status_code == 200
    lock_person(user=person, by=place.person("administrator"), on=DAY, reason="Nghỉ việc")
    assert client.get("/mat-khau/").status_code == 302


def test_signing_out_takes_a_post(client, user):
    client.force_login(user)
    assert client.get("/dang-xuat/").status_code == 405
    answer = client.post("/dang-xuat/", follow=True)
    assert "Bạn đã đăng xuất." in answer.content.decode()
    assert SESSION_KEY not in client.session


def test_asking_for_the_session_does_not_prolong_it(client, user):
    _sign_in(client)
    _shorten(client, minutes=5)
    assert 0 < client.get("/phien/").json()["seconds_left"] <= 300
    assert 0 < client.get("/phien/").json()["seconds_left"] <= 300
    answer = client.post("/phien/").json()
    assert answer["seconds_left"] > site.SESSION_COOKIE_AGE - 60
    assert answer["csrf_token"]


def test_an_ended_session_has_no_second_left(client):
    assert client.get("/phien/").json()["seconds_left"] == 0
    assert client.post("/phien/").json()["seconds_left"] == 0


def test_prolonging_needs_the_token_of_the_page(user):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    assert strict.post("/phien/").status_code == 403


def _shorten(client, minutes):
    session = client.session
    session.set_expiry(dt.datetime.now(dt.UTC) + dt.timedelta(minutes=minutes))
    session.save()


def _change(client, old=PASSWORD, new="doi-moi-cong-nghe", again=None, **extra):
    data = {"old_password": old, "new_password": new, "again": again or new} | extra
    return client.post("/mat-khau/", data)


def test_changing_the_password_keeps_this_session_and_ends_the_others(client, user):
    elsewhere = Client()
    for each in (client, elsewhere):
        _sign_in(each)
    assert _change(client)["Location"] == "/"
    assert client.get("/mat-khau/").status_code == 200
    assert elsewhere.get("/mat-khau/").status_code == 302
    assert User.objects.get(pk=user.pk).check_password("doi-moi-cong-nghe")
    assert Event.objects.get().kind == "accounts.password_changed"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"old": "sai"}, "Mật khẩu đang dùng không đúng."),
        ({"again": "khac-hoan-toan"}, "chưa giống nhau"),
        ({"new": PASSWORD}, "phải khác"),
        ({"new": "ngan"}, "ngắn"),
        ({"new": "1234567890"}, "phổ biến"),
        ({"new": "canbo.daklak"}, "tên đăng nhập"),
    ],
)
def test_a_bad_new_password_is_explained_in_vietnamese(client, user, fields, message):
    client.force_login(user)
    page = _change(client, **fields)
    assert page.status_code == 422
    words = page.content.decode()
    assert message in words
    for english in ("password", "too", "must"):
        assert english not in _errors(words)


def _errors(page):
    return page.split('role="alert"')[1].split("</div>")[0].replace("_password", "")


def test_a_first_password_is_changed_before_anything_else(client):
    UserFactory.with_password(username="moi", must_change_password=True)
    _sign_in(client, username="moi")
    answer = client.get("/?q=1")
    assert answer["Location"] == "/mat-khau/?next=%2F%3Fq%3D1"
    assert "dùng một lần" in client.get(answer["Location"]).content.decode()
    assert client.get("/phien/").status_code == 200
    part = client.get("/tim/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, "/mat-khau/")
    assert _change(client, next="/?q=1")["Location"] == "/?q=1"
    assert client.get("/").status_code == 200


def test_who_must_change_the_password_may_sign_out(client):
    client.force_login(UserFactory(must_change_password=True))
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
