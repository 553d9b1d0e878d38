import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.accounts.factories import dak_lak, lang_son
from tests.audit.factories import recorded

pytestmark = pytest.mark.django_db
LOG = "/nhat-ky/"


@pytest.fixture
def here():
    return dak_lak()


@pytest.fixture
def browser(client_of, here):
    return client_of(here.person("auditor"))


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_an_auditor_reads_what_happened_in_the_province_and_nothing_else(browser, here):
    recorded(here.person("officer"), organisation=here.centre, reason="để kiểm tra")
    recorded(organisation=lang_son().centre, reason="việc của tỉnh khác")
    page = text_of(browser.get(LOG))
    assert "để kiểm tra" in page
    assert "việc của tỉnh khác" not in page
    assert "<b>1</b> việc" in text_of(browser.get(f"{LOG}?tong=1"))


def test_search_and_filters_narrow_the_log(browser, here):
    officer = here.person("officer")
    recorded(officer, organisation=here.centre, subject=officer, reason="đổi máy sấy mắc ca")
    recorded(officer, organisation=here.centre, reason="việc khác")
    for query in ("?q=may say MAC CA", "?ve=accounts.user"):
        page = text_of(browser.get(LOG + query))
        assert "đổi máy sấy" in page
        assert "việc khác" not in page
    assert "Không có việc nào khớp" in text_of(browser.get(f"{LOG}?ngay-den=01/01/2001"))


def test_the_log_leaves_as_a_workbook(browser, here):
    event = recorded(organisation=here.centre)
    response = browser.get(f"{LOG}?xuat=xlsx")
    content = io.BytesIO(b"".join(response.streaming_content))
    response.close()
    rows = list(openpyxl.load_workbook(content)["Danh sách"].values)
    assert rows[0] == ("Lúc", "Việc", "Tổ chức", "Số thứ tự")
    assert rows[1][1:] == (event.sentence, here.centre.name, event.seq)


def test_many_events_take_no_more_queries_than_one(browser, here):
    recorded(organisation=here.centre)
    text_of(browser.get(LOG))
    with CaptureQueriesContext(connection) as one:
        text_of(browser.get(LOG))
    for _ in range(30):
        recorded(organisation=here.centre)
    with CaptureQueriesContext(connection) as many:
        assert text_of(browser.get(LOG)).count("<tr") == 32
    assert len(many) == len(one) <= 20


def test_an_event_shows_what_changed_in_words(browser, here):
    event = recorded(
        here.person("officer"),
        organisation=here.centre,
        subject=here.centre,
        reason="<script>",
        before={"name": "Cũ", "kind": "centre", "paid_vnd": 5_000, "is_active": True},
        after={"name": "", "in_use_from_on": "2026-03-05", "tags": ["mot"], "is_active": False},
    )
    page = text_of(browser.get(reverse("audit:event", args=[event.seq])))
    for words in ("Cũ", "5.000 đồng", "05/03/2026", "có", "không", "mot", event.digest):
        assert words in page
    assert here.centre.get_kind_display() in page
    assert here.centre.get_absolute_url() in page
    assert "<script>" not in page.split("<main")[1]


def test_an_event_outlives_the_model_of_its_subject(browser, here):
    event = recorded(organisation=here.centre, after={"colour": "xanh"})
    assert "xanh" in text_of(browser.get(reverse("audit:event", args=[event.seq])))


def test_events_out_of_reach_cannot_be_guessed(browser, here):
    other = recorded(organisation=lang_son().centre)
    for number in (other.seq, 404, 10**30):
        assert browser.get(f"{LOG}{number}/").status_code == 404


def test_the_log_is_for_those_who_may_read_it(client_of, here):
    event = recorded(organisation=here.centre)
    officer = client_of(here.person("officer"))
    for address in (LOG, reverse("audit:event", args=[event.seq])):
        assert officer.get(address).status_code == 403
