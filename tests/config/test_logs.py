"""The log names requests and places in the code, never people."""

import io
import json
import logging

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from khuyencong.config.logs import HEADER, JsonLines, RequestMiddleware
from tests.accounts.factories import UserFactory

PERSONAL = ("Trần Thị Bình", "Bình", "0905123456", "binh@example.vn", "ca phe", "mat-khau")


@pytest.fixture
def lines(monkeypatch):
    """What all loggers write, as JSON."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines(json_ensure_ascii=False))
    root = logging.getLogger()
    root.addHandler(handler)
    monkeypatch.setattr(logging.getLogger("khuyencong"), "level", logging.INFO)
    logging.getLogger("khuyencong").manager._clear_cache()
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)


def said(lines):
    return json.dumps(lines(), ensure_ascii=False)


@pytest.mark.django_db
def test_a_request_is_told_by_its_pattern_and_the_answer_carries_its_id(client_of, lines):
    who = UserFactory(full_name="Trần Thị Bình", phone="0905123456", username="binh@example.vn")
    url = reverse("desk:search") + "?q=ca+phe+Trần+Thị+Bình+0905123456"
    answer = client_of(who).get(url, headers={HEADER: "proxy-12345678"})
    told = next(line for line in lines() if line["message"] == "request")
    assert answer[HEADER] == told["request"] == "proxy-12345678"
    assert (told["method"], told["status"], told["level"]) == ("GET", answer.status_code, "INFO")
    assert told["route"] == reverse("desk:search").lstrip("/")
    assert isinstance(told["ms"], int)
    assert not [word for word in PERSONAL if word in said(lines)]


@pytest.mark.django_db
def test_a_failed_sign_in_and_unknown_addresses_name_nobody(lines):
    client = Client()
    client.post(
        reverse("account_login"),
        {"username": "binh@example.vn", "login": "binh@example.vn", "password": "mat-khau-sai"},
    )
    assert client.get("/Trần Thị Bình/0905123456").status_code == 404
    assert [line["route"] for line in lines() if line.get("status") == 404] == [""]
    assert not [word for word in PERSONAL if word in said(lines)]


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "có dấu 12345", "a\nb-12345678"])
def test_an_id_that_is_none_is_not_taken(rf, given):
    answer = RequestMiddleware(lambda _: HttpResponse())(rf.get("/", HTTP_X_REQUEST_ID=given))
    assert answer[HEADER] != given
    assert len(answer[HEADER]) == 32


def test_an_error_is_told_by_its_kind_and_place_without_its_words(lines):
    try:
        {}["Key (phone)=(0905123456) of Trần Thị Bình"]
    except LookupError:
        logging.getLogger("django.request").exception(
            "%s: %s", "Server Error", "/Trần Thị Bình", extra={"request": "q=ca phe"}
        )
    (line,) = lines()
    assert line["message"] == "%s: %s"
    assert line["error"]["type"] == "builtins.KeyError"
    assert "test_logs.py" in line["error"]["at"][-1]
    assert "request" not in line
    assert not [word for word in PERSONAL if word in said(lines)]


def test_our_own_messages_are_told_whole_with_their_facts(lines):
    logging.getLogger("khuyencong.jobs").warning("job %s", 7, extra={"act": "x", "name_of": "y"})
    (line,) = lines()
    assert (line["message"], line["act"]) == ("job 7", "x")
    assert "name_of" not in line
