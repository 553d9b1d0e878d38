"""One thing done to many establishments, and taken back."""

import pytest

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.establishments.enums import Trade
from khuyencong.establishments.forms import CommuneOfManyForm, TradeOfManyForm
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.queries import held_from_commune, held_from_trade
from khuyencong.establishments.services import restore_many, set_commune, set_trade
from tests.accounts.factories import dak_lak, lang_son
from tests.establishments.factories import DAY, establishment

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return dak_lak()


@pytest.fixture
def who(place):
    return {"by": place.person("officer"), "on": DAY}


@pytest.fixture
def two(place):
    return [establishment(f"HTX số {n}", province=place.unit) for n in range(2)]


def keys(records):
    return [record.pk for record in records]


def every():
    return Establishment.objects.order_by("pk")


def test_many_are_given_a_trade_and_found_by_it(two, who):
    changes = set_trade(keys(two), trade=Trade.HANDICRAFTS, **who)
    assert [c.before for c in changes] == [{"trade": Trade.AGRO_PROCESSING}] * 2
    assert every().search(Trade.HANDICRAFTS.label).count() == 2
    assert set(every().values_list("version", flat=True)) == {2}
    event = Event.objects.get(kind="establishments.trade_set")
    assert (event.after["count"], "cho 2 cơ sở" in event.sentence) == (2, True)


def test_who_already_has_the_trade_or_lies_elsewhere_is_told(two, who, place):
    far = establishment("Cơ sở xứ Lạng", province=lang_son().unit)
    nowhere = establishment("Chưa rõ nơi")
    set_trade(keys(two[:1]), trade=Trade.HANDICRAFTS, **who)
    held = held_from_trade(every(), trade=Trade.HANDICRAFTS, **who)
    assert set(held) == {two[0].pk, far.pk, nowhere.pk}
    assert "đã ghi ngành nghề" in held[two[0].pk]
    assert "không sửa" in held[far.pk]
    with pytest.raises(Refusal):
        set_trade(keys([*two, far]), trade=Trade.MECHANICS, **who)
    assert not every().filter(trade=Trade.MECHANICS).exists()


def test_those_without_a_commune_are_placed_in_one(two, who, place):
    known = establishment("Đã biết xã", province=place.unit, unit=place.commune_unit)
    far = establishment("Cơ sở xứ Lạng", province=lang_son().unit)
    unit = place.commune_unit
    held = held_from_commune(every(), unit=unit, **who)
    assert held == {
        known.pk: "đã biết xã, phường, đặc khu",
        far.pk: "ở nơi mà bạn không sửa danh sách cơ sở",
    }
    set_commune(keys(two), unit=unit, **who)
    assert every().filter(unit=unit).count() == 3
    assert str(unit) in Event.objects.get(kind="establishments.commune_set").sentence


def test_all_is_as_before_but_what_was_changed_meanwhile(two, who, place):
    changes = set_commune(keys(two), unit=place.commune_unit, **who)
    Establishment.objects.filter(pk=two[0].pk).update(unit=None)
    assert restore_many(changes, **who) == {two[0].pk: "đã được sửa sau đó"}
    assert list(every().values_list("unit", flat=True)) == [None, None]
    assert two[1] not in every().search(str(place.commune_unit))


def test_forms_offer_ones_own_places(place, who):
    assert place.commune_unit in CommuneOfManyForm(by=who["by"]).fields["unit"].queryset
    assert (
        not CommuneOfManyForm(by=lang_son().person("officer"))
        .fields["unit"]
        .queryset.filter(parent=place.unit)
    )
    assert TradeOfManyForm({"trade": "food"}, by=who["by"]).is_valid() is False
