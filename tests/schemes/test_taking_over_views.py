"""The page on which a running scheme comes in."""

import pytest
from django.urls import reverse

from khuyencong.schemes.models import Scheme
from tests.schemes.factories import MILLION

PAGE = reverse("schemes:take_over")
TYPED = {
    "name": "Hỗ trợ máy sấy",
    "kind": "machinery",
    "fund": "local",
    "year": "2026",
    "state": "under_way",
    "support_vnd": "150",
    "counterpart_vnd": "336",
    "decision_no": "12/QĐ-SCT",
    "approved_on": "10/01/2026",
    "contract_no": "05/HĐ",
    "contracted_on": "20/01/2026",
    "started_on": "25/01/2026",
    "advance_1_no": "UNC 7",
    "advance_1_on": "01/02/2026",
    "advance_1_vnd": "60",
}


@pytest.fixture
def page(here, client_of):
    officer = client_of(here.person("officer"))
    address = f"{PAGE}?co-so={here.maker().public_id}"
    centre = here.place.centre.public_id

    def send(**typed):
        return officer.post(address, {**TYPED, "organisation": centre, **typed})

    send.get = lambda: officer.get(address)
    send.choose = lambda: officer.get(PAGE)
    return send


def test_the_establishment_is_chosen_first(page):
    assert "Tiếp nhận đề án đang thực hiện: chọn cơ sở" in page.choose().text
    assert "HTX Mắc ca" in page.get().text


def test_it_comes_in_with_its_advance_and_is_marked(page):
    answer = page()
    scheme = Scheme.objects.get()
    assert answer.url == scheme.get_absolute_url()
    assert (scheme.state, scheme.total_vnd) == ("under_way", 486 * MILLION)
    assert scheme.events.get().amount_vnd == 60 * MILLION
    shown = page.get().client.get(scheme.get_absolute_url()).text
    assert "tiếp nhận" in shown


def test_every_error_stands_at_its_field_and_the_typing_stays(page):
    answer = page(approved_on="31/02/2026", support_vnd="")
    assert answer.status_code == 422
    assert {"approved_on", "support_vnd"} <= set(answer.context["form"].errors)
    answer = page(contract_no="", advance_1_no="")
    assert {"contract_no"} <= set(answer.context["form"].errors)
    assert "số chứng từ" in answer.text
    assert 'value="UNC 7"' not in answer.text
    assert 'value="12/QĐ-SCT"' in answer.text
    assert not Scheme.objects.exists()
