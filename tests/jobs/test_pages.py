"""The pages of jobs: who sees which, progress, result, stopping."""

import pytest

from khuyencong.jobs import services
from khuyencong.jobs.models import Job
from tests.accounts.factories import UserFactory, dak_lak
from tests.jobs.factories import run_jobs

pytestmark = pytest.mark.django_db
POLLS = 'hx-trigger="every 1s"'


@pytest.fixture
def me():
    return UserFactory()


@pytest.fixture
def browser(me, client_of):
    return client_of(me)


def asked(by, kind="tests.count", **params):
    return services.enqueue(kind, params=params, by=by, title="Xuất danh sách")


def text_of(response):
    return response.content.decode()


def test_a_waiting_job_is_asked_for_again_and_again_until_it_ends(me, browser):
    job = asked(me, to=4)
    assert POLLS in text_of(browser.get(job.get_absolute_url()))
    Job.objects.update(total=4, advanced=1, note="đang đếm", state="running")
    part = text_of(browser.get(job.get_absolute_url(), headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert 'value="25"' in part
    assert "đang đếm" in part
    Job.objects.update(state="queued")
    run_jobs()
    ended = text_of(browser.get(job.get_absolute_url()))
    assert POLLS not in ended
    assert "Đã đếm đến 4." in ended


def test_how_much_is_left_may_be_unknown():
    assert Job(state="running").percent is None


def test_the_result_is_given_to_whoever_asked_alone(me, browser, client_of, results):
    job = asked(me, to=3)
    run_jobs()
    address = f"{job.get_absolute_url()}tep/"
    response = browser.get(address)
    assert b"".join(response.streaming_content) == b"xxx"
    assert "so.txt" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    administrator = client_of(dak_lak().person("administrator"))
    assert administrator.get(job.get_absolute_url()).status_code == 200
    assert administrator.get(address).status_code == 404
    (results / job.public_id).unlink()
    assert browser.get(address).status_code == 404


def test_the_jobs_of_others_are_not_there(me, browser):
    job = asked(UserFactory(), to=3)
    for path in ("", "tep/"):
        assert browser.get(f"{job.get_absolute_url()}{path}").status_code == 404
    for path in ("dung/", "chay-lai/"):
        assert browser.post(f"{job.get_absolute_url()}{path}").status_code == 404
    assert job.public_id not in text_of(browser.get("/cong-viec-nen/"))


def test_a_job_is_stopped_and_tried_again_on_its_page(me, browser):
    job = asked(me, to=3)
    browser.post(f"{job.get_absolute_url()}dung/")
    assert "Chạy lại" in text_of(browser.get(job.get_absolute_url()))
    browser.post(f"{job.get_absolute_url()}chay-lai/")
    run_jobs()
    page = text_of(browser.get("/cong-viec-nen/?q=xuất"))
    assert "Đã đếm đến 3." in page


def test_the_trace_is_for_the_administrator(me, browser, client_of):
    job = asked(me, "tests.break")
    run_jobs()
    mine = text_of(browser.get(job.get_absolute_url()))
    assert job.public_id in mine
    assert "ZeroDivisionError" not in mine
    theirs = client_of(dak_lak().person("administrator")).get(job.get_absolute_url())
    assert "ZeroDivisionError" in text_of(theirs)


def test_a_list_of_many_jobs_asks_no_more_than_one_of_few(
    me, browser, django_assert_max_num_queries
):
    for _ in range(20):
        asked(me, to=1)
    with django_assert_max_num_queries(20):
        browser.get("/cong-viec-nen/")
