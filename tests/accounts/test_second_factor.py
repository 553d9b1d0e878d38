"""Codes and keys beside the password: set up, asked for, given up; by the pages."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, reverse

from khuyencong.accounts.urls import confirming, protection, sign_in_urls
from khuyencong.audit.models import Event
from tests.accounts.factories import PASSWORD, SECRET, UserFactory, dak_lak, with_code

pytestmark = pytest.mark.django_db
SIGN_IN, STEP, OVERVIEW = "/dang-nhap/", "/dang-nhap/buoc-hai/", "/tai-khoan/bao-ve/"
ADD_CODE, CODES = f"{OVERVIEW}ung-dung/", f"{OVERVIEW}ma-du-phong/"


def code_of(secret, later=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


@pytest.fixture
def person():
    return UserFactory.with_password()


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """Return the manager under which allauth's messages and signals follow."""
    return django_capture_on_commit_callbacks


@pytest.fixture
def leader():
    user = dak_lak().person("department_leader")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(user, **more):
    client = Client()
    given = {"username": user.username, "password": PASSWORD} | more
    return client, client.post(SIGN_IN, given)


def text(answer):
    return answer.content.decode()


def test_a_leader_without_one_is_led_to_set_it_up_before_anything_else(leader):
    Authenticator.objects.all().delete()
    client, answer = sign_in(leader)
    assert answer["Location"] == "/"
    for path in ("/", "/de-an/", "/tai-khoan/", "/mat-khau/"):
        assert client.get(path)["Location"].startswith(OVERVIEW)
    part = client.get("/de-an/", headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Redirect"]) == (204, OVERVIEW)
    assert client.post("/mat-khau/")["Location"] == OVERVIEW
    assert "cần một bước xác nhận" in text(client.get(OVERVIEW))
    assert client.get("/phien/").status_code == 200


def test_setting_up_an_app_gives_recovery_codes_and_opens_the_site(leader, committing):
    Authenticator.objects.all().delete()
    client, _ = sign_in(leader)
    page = client.get(ADD_CODE)
    assert "data:image/svg+xml" in text(page)
    secret = re.search(r'class="secret">(\w+)<', text(page))[1]
    with committing(execute=True):
        assert client.post(ADD_CODE, {"code": code_of(secret)})["Location"] == CODES
    shown = text(client.get(CODES))
    assert len(re.findall(r"<code>\d{4} \d{4}</code>", shown)) == 10
    assert client.get("/").status_code == 200
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["accounts.key_added", "accounts.key_added"]


def test_the_second_step_takes_the_code_of_the_moment_once(person):
    with_code(person)
    client, answer = sign_in(person, next="/tai-khoan/")
    assert answer["Location"] == STEP
    assert SESSION_KEY not in client.session
    code = code_of(SECRET)
    assert client.post(STEP, {"code": code})["Location"] == "/tai-khoan/"
    assert client.session[SESSION_KEY] == str(person.pk)
    other, _ = sign_in(person)
    again = other.post(STEP, {"code": code})
    assert again.status_code == 422
    assert "mã đã dùng" in text(again)


def test_each_recovery_code_opens_once(person):
    with_code(person)
    code = RecoveryCodes.activate(person).get_unused_codes()[0]
    client, _ = sign_in(person)
    assert client.post(STEP, {"code": f"{code[:4]} {code[4:]}"}).status_code == 302
    again, _ = sign_in(person)
    assert again.post(STEP, {"code": code}).status_code == 422


def test_five_wrong_codes_stop_the_guessing(person):
    with_code(person)
    client, _ = sign_in(person)
    for _ in range(5):
        assert "Mã hoặc khóa chưa đúng" in text(client.post(STEP, {"code": "000000"}))
    stopped = client.post(STEP, {"code": code_of(SECRET)})
    assert stopped.status_code == 422
    assert "đợi 5 phút" in text(stopped)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"code": ""},
        {"code": "a\0b"},
        {"code": "9" * 5000},
        {"credential": ""},
        {"credential": "{"},
        {"credential": "[]"},
        {"credential": '{"id": 1}'},
        {"credential": '{"response": {"userHandle": "x"}}'},
    ],
)
def test_absurd_answers_get_a_vietnamese_one(person, data):
    with_code(person)
    client, _ = sign_in(person)
    answer = client.post(STEP, data)
    assert answer.status_code == 422
    assert "This field" not in text(answer)


@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "7", '{"response": 1}', '{"response": {"userHandle": "x"}, "id": "a"}'],
)
def test_a_false_key_does_not_sign_in(client, credential):
    answer = client.post("/dang-nhap/khoa/", {"credential": credential}, follow=True)
    assert answer.redirect_chain[-1][0] == SIGN_IN
    assert SESSION_KEY not in client.session
    assert "This field" not in text(answer)


def test_the_page_of_the_second_step_needs_the_first(client):
    assert client.get(STEP)["Location"] == SIGN_IN
    assert client.get("/dang-nhap/khoa/")["Location"] == SIGN_IN
    asked = client.get("/dang-nhap/khoa/", headers={"Accept": "application/json"}).json()
    assert asked["request_options"]["publicKey"]["userVerification"] == "required"


def test_a_leader_keeps_the_last_one(leader):
    client, _ = sign_in(leader)
    client.post(STEP, {"code": code_of(SECRET)})
    refused = client.post(f"{ADD_CODE}bo/")
    assert "Vai trò của bạn cần" in text(refused)
    assert "Bỏ ứng dụng" not in text(client.get(OVERVIEW))
    assert Authenticator.objects.filter(user=leader).exists()


def test_others_may_give_theirs_up(person):
    with_code(person)
    RecoveryCodes.activate(person)
    client, _ = sign_in(person)
    client.post(STEP, {"code": code_of(SECRET)})
    assert "Bỏ ứng dụng" in text(client.get(OVERVIEW))
    assert client.post(f"{ADD_CODE}bo/")["Location"] == OVERVIEW
    assert not Authenticator.objects.filter(user=person).exists()


def test_changing_keys_long_after_signing_in_asks_who_is_there(person, settings):
    client, _ = sign_in(person)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = client.get(ADD_CODE)["Location"]
    assert asked == f"/dang-nhap/xac-nhan/?next={ADD_CODE.replace('/', '%2F')}"
    wrong = client.post(asked, {"password": "sai"})
    assert wrong.status_code == 422
    assert "Mật khẩu không đúng." in text(wrong)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    assert client.post(asked, {"password": PASSWORD})["Location"] == ADD_CODE
    assert client.get(ADD_CODE).status_code == 200


def test_a_code_confirms_as_well_as_the_password(person, settings):
    with_code(person)
    client = Client()
    client.force_login(person)
    asked = client.get(CODES[: -len("ma-du-phong/")] + "khoa/")["Location"]
    assert "Dùng mã trong ứng dụng" in text(client.get(asked))
    by_code = f"/dang-nhap/xac-nhan/ma/?next={OVERVIEW}"
    assert client.post(by_code, {"code": code_of(SECRET)})["Location"] == OVERVIEW


def test_a_false_key_confirms_nothing_and_says_so(person):
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "x", "credential": {}}
    )
    client = Client()
    client.force_login(person)
    asked = "/dang-nhap/xac-nhan/khoa/?next=" + OVERVIEW
    answer = client.post(asked, {"credential": "{}"})
    assert answer["Location"] == asked


def test_new_recovery_codes_replace_the_old(person, committing):
    with_code(person)
    old = RecoveryCodes.activate(person).get_unused_codes()
    client, _ = sign_in(person)
    client.post(STEP, {"code": code_of(SECRET)})
    assert f"({len(old)} mã chưa dùng)" in text(client.get(f"{CODES}moi/"))
    with committing(execute=True):
        assert client.post(f"{CODES}moi/")["Location"] == CODES
    shown = text(client.get(CODES))
    assert not any(f"{code[:4]} {code[4:]}" in shown for code in old)
    assert Event.objects.filter(kind="accounts.codes_renewed").count() == 1


def test_recovery_codes_need_something_to_recover(person):
    client, _ = sign_in(person)
    assert client.get(CODES).status_code == 404
    refused = client.post(f"{CODES}moi/")
    assert "trước khi lấy mã dự phòng" in text(refused)


def test_a_key_of_another_is_not_there(person):
    key = Authenticator.objects.create(
        user=UserFactory(), type=Authenticator.Type.WEBAUTHN, data={"name": "x"}
    )
    client, _ = sign_in(person)
    assert client.post(f"{OVERVIEW}khoa/{key.pk}/bo/").status_code == 404
    for credential in ("", "{}", "[1]", '{"id": "a", "rawId": "a", "response": {}}'):
        answer = client.post(f"{OVERVIEW}khoa/", {"credential": credential})
        assert answer.status_code == 422


def test_too_many_sign_ins_from_one_network_are_slowed(settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    client = Client()
    given = {"username": "a", "password": "b"}
    assert client.post(SIGN_IN, given).status_code == 422
    slowed = client.post(SIGN_IN, given)
    assert slowed.status_code == 429
    assert "Quá nhiều lần thử" in text(slowed)


def mounted():
    """The names under which allauth looks its own pages up, each with its route."""
    own = [p for p in sign_in_urls if isinstance(p, URLPattern)]
    return [(p.name, str(p.pattern)) for p in own + confirming + protection]


def test_no_page_of_allauth_shows_its_own_face(leader):
    client, _ = sign_in(leader)
    client.post(STEP, {"code": code_of(SECRET)})
    RecoveryCodes.activate(leader)
    key = Authenticator.objects.filter(user=leader).first()
    arguments = {"pk": key.pk, "provider_id": "khong-co"}
    shown = 0
    for name, route in mounted():
        for who in (client, Client()):
            given = {k: v for k, v in arguments.items() if k in route}
            page = who.get(reverse(name, kwargs=given))
            used = {t.name for t in page.templates if t.name}
            assert all(t.startswith(("accounts/", "ui/", "django/")) for t in used), (name, used)
            shown += bool(page.templates)
    assert shown > 12
