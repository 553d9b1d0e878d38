"""Where one is signed in, and signing out from afar."""

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.test import Client

from khuyencong.accounts.backends import UNKNOWN_ADDRESS
from khuyencong.accounts.sessions import device_of
from khuyencong.audit.models import Event
from tests.accounts.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"
PAGE = "/tai-khoan/phien/"


@pytest.fixture
def user():
    return UserFactory.with_password()


def sign_in(user, device, address):
    client = Client(headers={"User-Agent": device}, REMOTE_ADDR=address)
    client.post("/dang-nhap/", {"username": user.username, "password": PASSWORD})
    return client


def test_each_session_tells_device_and_address(user):
    here = sign_in(user, CHROME, "10.0.0.1")
    sign_in(user, PHONE, "10.0.0.2")
    page = here.get(PAGE).content.decode()
    for words in ("Chrome trên Windows", "10.0.0.1", "Safari trên iPhone", "10.0.0.2"):
        assert words in page
    assert page.count("phiên này") == 1


def test_one_session_is_ended_and_the_others_go_on(user):
    here, phone = sign_in(user, CHROME, "10.0.0.1"), sign_in(user, PHONE, "10.0.0.2")
    third = sign_in(user, CHROME, "10.0.0.3")
    address = _addresses(here)[-1]
    assert here.post(address)["Location"] == PAGE
    assert [c.get(PAGE).status_code for c in (here, phone, third)] == [200, 302, 200]
    assert here.post(address).status_code == 404
    assert Event.objects.get().sentence == f"{user} kết thúc 1 phiên đăng nhập khác"


def test_all_others_end_at_once(user):
    here, *others = [sign_in(user, CHROME, f"10.0.0.{n}") for n in range(1, 4)]
    assert here.post(f"{PAGE}khac/")["Location"] == PAGE
    assert [c.get(PAGE).status_code for c in others] == [302, 302]
    assert here.post(f"{PAGE}khac/").status_code == 422


def test_a_session_of_another_is_not_there(user):
    sign_in(user, PHONE, "10.0.0.2")
    owner = sign_in(user, CHROME, "10.0.0.1")
    stranger = sign_in(UserFactory.with_password(), CHROME, "10.0.0.9")
    assert stranger.post(_addresses(owner)[0]).status_code == 404


def test_the_moment_of_use_is_noted_every_few_minutes(user):
    client = sign_in(user, CHROME, "10.0.0.1")
    began = UserSession.objects.get().last_seen_at
    client.get(PAGE)
    assert UserSession.objects.get().last_seen_at == began
    caches["process"].clear()
    client.get(PAGE)
    assert UserSession.objects.get().last_seen_at > began


def test_changing_the_password_ends_the_others_and_keeps_this_one(user):
    here, other = (sign_in(user, CHROME, f"10.0.0.{n}") for n in (1, 2))
    new = "doi-moi-cong-nghe"
    here.post("/mat-khau/", {"old_password": PASSWORD, "new_password": new, "again": new})
    assert here.get(PAGE).content.decode().count("need-what") == 1
    assert other.get(PAGE).status_code == 302


@pytest.mark.parametrize("address", ["", "khong-phai", "10.0.0.1:5000"])
def test_an_address_that_is_none_stops_nobody(user, address):
    client = sign_in(user, CHROME, address)
    assert UNKNOWN_ADDRESS in client.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME + " Edg/130.0", "Edge trên Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Firefox/130.0", "Firefox trên Linux"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile Safari", "Chrome trên Android"),
        ("curl/8", "Trình duyệt khác"),
        ("", "Trình duyệt khác"),
    ],
)
def test_a_device_is_named_in_words(agent, words):
    assert device_of(agent) == words


def _addresses(client):
    """The addresses that end the other sessions, in the order of the page."""
    page = client.get(PAGE).content.decode()
    found = [part.split('"')[0] for part in page.split('action="')[1:]]
    return [a for a in found if a.startswith(PAGE) and a != f"{PAGE}khac/"]
