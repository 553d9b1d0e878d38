import pytest

from khuyencong.establishments.permissions import may_edit, may_record_support
from tests.accounts.factories import agency, dak_lak, lang_son

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "edits", "records"),
    [
        ("officer", True, True),
        ("centre_head", True, True),
        ("accountant", False, True),
        ("appraiser", False, False),
        ("administrator", False, False),
        ("commune_officer", False, False),
        ("establishment", False, False),
    ],
)
def test_who_writes_the_register_of_the_own_province(role, edits, records):
    place, elsewhere = dak_lak(), lang_son()
    person = place.person(role)
    assert may_edit(person, place.unit) is edits
    assert may_record_support(person, place.unit) is records
    assert not may_edit(person, elsewhere.unit)
    assert not may_record_support(person, elsewhere.unit)


def test_what_lies_in_no_known_province_is_written_by_the_system_alone():
    for person in (dak_lak().person("officer"), agency().person("agency_officer")):
        assert not may_edit(person, None)
        assert not may_record_support(person, None)
    assert may_edit(None, None)
    assert may_record_support(None, None)
