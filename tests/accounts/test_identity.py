"""Signing in through an identity provider: a real one, in a process of its own."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import SESSION_KEY
from django.test import Client

from khuyencong.accounts.models import User
from khuyencong.audit.models import Event
from khuyencong.config.environment import identity_providers
from tests.accounts.factories import UserFactory, dak_lak
from tests.accounts.provider import NUMBER, provider, settings_for

pytestmark = pytest.mark.django_db
BEGIN, DONE = "/dang-nhap/dinh-danh/", "/dang-nhap/dinh-danh/xong/"


@pytest.fixture(scope="module")
def issuer():
    with provider() as address:
        yield address


@pytest.fixture(autouse=True)
def site(settings, issuer):
    settings.SOCIALACCOUNT_PROVIDERS = settings_for(issuer)
    return settings


def _asked(client, begin=BEGIN):
    """Begin; return the address at the provider to which the browser is sent."""
    return client.get(begin)["Location"]


def _vouched(address, **said):
    """Answer the provider's page as the person would; return where it sends the browser."""
    answer = requests.post(address, data=said, allow_redirects=False, timeout=10)
    return answer.headers["Location"]


def _sign_in(client, sub, begin=BEGIN):
    back = urlsplit(_vouched(_asked(client, begin), sub=sub))
    return client.get(f"{back.path}?{back.query}")


def test_a_person_whose_mail_an_administrator_wrote_down_comes_in(client):
    person = UserFactory(email="mai@sct.example")
    answer = _sign_in(client, "mai", f"{BEGIN}?next=/de-an/")
    assert answer["Location"] == "/de-an/"
    assert client.session[SESSION_KEY] == str(person.pk)
    assert Event.objects.get().kind == "accounts.identity_linked"


def test_later_sign_ins_go_by_the_provider_s_own_number(client):
    person = UserFactory(email="mai@sct.example")
    _sign_in(client, "mai")
    User.objects.filter(pk=person.pk).update(email="khac@sct.example")
    again = Client()
    _sign_in(again, "mai")
    assert again.session[SESSION_KEY] == str(person.pk)
    assert Event.objects.count() == 1


def test_nothing_that_the_provider_tells_is_kept(client):
    UserFactory(email="mai@sct.example")
    for _ in range(2):
        _sign_in(client, "mai")
    linked = SocialAccount.objects.get()
    assert (linked.uid, linked.extra_data) == ("mai", {})
    assert not SocialToken.objects.exists()


def test_the_personal_number_may_be_the_stated_claim(client, site, issuer):
    site.SOCIALACCOUNT_PROVIDERS = settings_for(issuer, claim="personal_number")
    person = UserFactory(personal_id=NUMBER)
    _sign_in(client, "mai")
    assert client.session[SESSION_KEY] == str(person.pk)


@pytest.mark.parametrize("sub", ["la", "chua-xac-nhan"])
def test_a_stranger_gets_a_page_and_no_account(client, sub):
    UserFactory(email="mai@sct.example")
    before = User.objects.count()
    page = client.get(_sign_in(client, sub)["Location"])
    assert page.status_code == 403
    assert "Chưa có tài khoản cho danh tính này" in page.content.decode()
    assert User.objects.count() == before
    assert SESSION_KEY not in client.session
    assert not SocialAccount.objects.exists()


def test_a_locked_person_is_told_so(client):
    UserFactory(email="mai@sct.example", is_locked=True)
    page = client.get(_sign_in(client, "mai")["Location"])
    assert "Tài khoản đang khóa" in page.content.decode()
    assert SESSION_KEY not in client.session


def test_no_one_time_password_is_asked_of_who_came_by_an_identity(client):
    UserFactory(email="mai@sct.example", must_change_password=True)
    _sign_in(client, "mai")
    assert client.get("/tai-khoan/").status_code == 200


def test_a_second_factor_is_asked_after_the_identity_too(client):
    leader = dak_lak().person("department_leader")
    User.objects.filter(pk=leader.pk).update(email="mai@sct.example")
    assert _sign_in(client, "mai")["Location"] == "/dang-nhap/buoc-hai/"
    assert SESSION_KEY not in client.session


def test_the_code_is_bound_to_this_browser_by_pkce_and_state(client):
    asked = parse_qs(urlsplit(_asked(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"http://testserver{DONE}"]
    assert "email" in asked["scope"][0]
    UserFactory(email="mai@sct.example")
    back = urlsplit(_vouched(_asked(client), sub="mai"))
    elsewhere = Client().get(f"{back.path}?{back.query}")
    assert elsewhere["Location"] == "/dang-nhap/chua-duoc/"


def test_who_turns_back_is_told_what_else_to_do(client):
    back = urlsplit(_vouched(_asked(client), action="deny"))
    page = client.get(f"{back.path}?{back.query}", follow=True)
    assert "bạn đã dừng" in page.content.decode().lower()


@pytest.mark.parametrize("query", ["", "?code=x", "?code=x&state=y", "?error=server_error"])
def test_a_forged_answer_leads_nowhere(client, query):
    assert client.get(DONE + query)["Location"] == "/dang-nhap/chua-duoc/"


def test_a_provider_that_is_away_is_no_error_of_ours(client, site):
    site.SOCIALACCOUNT_PROVIDERS = settings_for("http://127.0.0.1:9")
    page = client.get(BEGIN, follow=True)
    assert page.status_code == 403
    assert "chưa trả lời được" in page.content.decode()


def test_the_button_stands_only_where_there_is_a_provider(client, site):
    assert "Định danh thử" in client.get("/dang-nhap/?next=/de-an/").content.decode()
    assert f"{BEGIN}?next=/de-an/" in client.get("/dang-nhap/?next=/de-an/").content.decode()
    site.SOCIALACCOUNT_PROVIDERS = {}
    assert "Định danh" not in client.get("/dang-nhap/").content.decode()
    assert client.get(BEGIN).status_code == 404


def test_the_environment_names_the_provider(monkeypatch):
    assert identity_providers() == {}
    monkeypatch.setenv("OIDC_ISSUER", "https://dinh-danh.example")
    monkeypatch.setenv("OIDC_CLAIM", "personal_number")
    app = identity_providers()["openid_connect"]["APPS"][0]
    assert app["settings"]["server_url"] == "https://dinh-danh.example"
    assert app["settings"]["claim"] == "personal_number"
    assert app["settings"]["oauth_pkce_enabled"] is True
