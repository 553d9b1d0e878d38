"""Whose page tells what became of a document or a row of the law."""

import pytest

from khuyencong.audit.registry import ROW_HISTORIES
from khuyencong.norms.models import Instrument, Norm
from khuyencong.norms.queries import visible_row
from tests.accounts.factories import UserFactory, dak_lak, lang_son
from tests.norms.factories import NormFactory

pytestmark = pytest.mark.django_db


def found(slug, person, public_id):
    return ROW_HISTORIES[slug].find(person, public_id)


def test_a_document_is_found_by_those_who_look_at_the_law():
    shipped = Instrument.objects.filter(origin="shipped").first()
    assert found("van-ban", dak_lak().person("officer"), shipped.public_id) == shipped
    assert found("van-ban", UserFactory(), shipped.public_id) is None


def test_a_row_of_a_province_is_found_where_it_may_be_seen():
    here = dak_lak()
    row = NormFactory(province=here.unit)
    slug = next(h.slug for h in ROW_HISTORIES if h.model is Norm)
    assert found(slug, here.person("officer"), row.public_id) == row
    assert found(slug, here.person("officer"), "xxxxxxxxxx") is None
    stranger = lang_son().person("officer")
    assert (found(slug, stranger, row.public_id) == row) is visible_row(stranger, row)
    assert found(slug, UserFactory(), row.public_id) is None
