"""A machinery scheme goes from draft to closed through the pages alone."""

import pytest

from tests.schemes.walking import Walk

pytestmark = pytest.mark.django_db
ANSWER = {"reason_0": "Tỉnh chưa quy định mức tạm ứng", "citation_0": "CV 1", "rate_0": "70"}
TABS = ("noi-dung", "ho-so", "tien-do", "lich-su")


@pytest.fixture
def walk(here, client_of):
    return Walk(here, client_of)


def test_from_draft_to_closed(walk):
    walk.begin()
    walk.attach("submit")
    walk.step("officer", "submit")
    walk.step("appraiser", "appraise")
    walk.approve()
    walk.step("officer", "contract")
    walk.step("officer", "start")
    walk.step("officer", "progress", percent_done="80", invested_vnd="400.000.000")
    walk.attach("advance")
    walk.step("accountant", "advance", amount_vnd="60.000.000", **ANSWER)
    walk.step("officer", "progress", percent_done="100", invested_vnd="486.000.000")
    walk.attach("accept")
    walk.step("appraiser", "accept", eligible_vnd="486.000.000", serial_1="SN-001")
    walk.step("accountant", "payment", amount_vnd="90.000.000")
    walk.attach("settle")
    walk.step("accountant", "settle", counterpart_vnd="336.000.000")
    walk.step("accountant", "close")
    scheme = walk.scheme()
    assert (scheme.state, scheme.settled_vnd) == ("closed", 150_000_000)
    assert [_tab(walk, scheme, tab) for tab in TABS] == [200] * len(TABS)


def _tab(walk, scheme, tab):
    return walk.as_("officer").get(scheme.get_absolute_url(), {"xem": tab}).status_code


def test_the_page_costs_at_most_twenty_queries(walk, django_assert_max_num_queries):
    walk.begin()
    walk.attach("submit")
    walk.step("officer", "submit")
    url = walk.scheme().get_absolute_url()
    for tab in TABS:
        client = walk.as_("officer")
        with django_assert_max_num_queries(20):
            client.get(url, {"xem": tab})
