import datetime as dt

import pytest

from khuyencong.accounts.services import lock_person
from khuyencong.audit.queries import visible_to
from khuyencong.ui.menu import ME_MENU, MENU, visible_items
from tests.accounts.factories import agency, dak_lak, lang_son

pytestmark = pytest.mark.django_db


def test_the_log_is_read_by_those_whose_role_says_so():
    place, other = dak_lak(), lang_son()
    admin = place.person("administrator")
    day = dt.date(2026, 6, 1)
    lock_person(user=place.person("officer"), by=admin, on=day, reason="Nghỉ việc")
    for reader in (admin, place.person("auditor"), agency().person("auditor")):
        assert visible_to(reader).count() == 1
    for stranger in (place.person("appraiser"), other.person("auditor")):
        assert not visible_to(stranger).exists()


def test_administration_stands_in_the_menu_of_administrators(rf):
    place = dak_lak()
    request = rf.get("/quan-tri/to-chuc/")
    for role, is_there in (("administrator", True), ("officer", False)):
        request.user = place.person(role)
        labels = [entry["item"].label for entry in visible_items(MENU, request)]
        assert ("Quản trị" in labels) is is_there
        assert visible_items(ME_MENU, request)[-1]["item"].is_sign_out


def test_the_frame_names_the_organisation(client_of):
    place = dak_lak()
    page = client_of(place.person("officer")).get("/").content.decode()
    assert place.centre.short_name in page
