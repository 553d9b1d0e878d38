import datetime as dt

import pytest

from khuyencong.audit.queries import history_of
from khuyencong.core.findings import Refusal
from khuyencong.establishments.models import Establishment, SupportReceived
from khuyencong.establishments.services import (
    end_membership,
    grant_membership,
    record_craft_village,
    record_support,
    withdraw_craft_village,
    withdraw_support,
)
from tests.accounts.factories import dak_lak, lang_son
from tests.establishments.factories import DAY, establishment

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=30)


def support(maker, by=None, **known):
    known = {"source": "local", "item": "Máy sấy", "amount_vnd": 150_000_000} | known
    known.setdefault("received_on", DAY)
    return record_support(establishment=maker, by=by, on=DAY, **known)


def test_support_is_noted_by_the_officer_and_by_who_settles():
    here = dak_lak()
    maker = establishment(province=here.unit)
    for role in ("officer", "accountant"):
        support(maker, by=here.person(role), voucher="UNC 12")
    assert maker.supports.count() == 2
    assert "ghi hỗ trợ đã nhận" in history_of(maker).first().sentence


@pytest.mark.parametrize("role", ["officer", "accountant"])
def test_support_is_not_noted_from_another_province(role):
    maker = establishment(province=dak_lak().unit)
    with pytest.raises(Refusal, match="không được sửa"):
        support(maker, by=lang_son().person(role))


@pytest.mark.parametrize("amount", [0, -1, 10**16])
def test_support_is_a_positive_amount_that_can_be(amount):
    with pytest.raises(Refusal, match="lớn hơn 0 đồng"):
        support(establishment(), amount_vnd=amount)


def test_support_of_tomorrow_is_refused_today():
    maker = establishment()
    with pytest.raises(Refusal) as refusal:
        support(maker, received_on=DAY + dt.timedelta(days=1))
    assert refusal.value.findings[0].field == "received_on"


def test_support_of_a_scheme_is_taken_back_out_of_every_list_but_stays_on_file():
    here = dak_lak()
    maker = establishment(province=here.unit)
    support(maker, scheme_code="DA-66-2026-0001")
    support(maker, item="Máy rang", scheme_code="DA-66-2026-0002")
    taken = {"scheme_code": "DA-66-2026-0001", "reason": "Quyết toán nhầm", "on": DAY}
    with pytest.raises(Refusal, match="không được sửa"):
        withdraw_support(by=lang_son().person("accountant"), **taken)
    assert withdraw_support(by=here.person("accountant"), **taken) == 1
    assert [s.item for s in maker.supports.all()] == ["Máy rang"]
    assert SupportReceived._base_manager.count() == 2
    event = history_of(maker).first()
    assert event.reason == "Quyết toán nhầm"
    assert withdraw_support(by=None, **taken) == 0


def test_a_craft_village_is_noted_by_its_province():
    here = dak_lak()
    known = {"unit": here.commune_unit, "decision_no": "12/QĐ-UBND", "recognised_on": DAY}
    village = record_craft_village(name="Buôn Tơng Jú", by=here.person("officer"), on=DAY, **known)
    assert village.recognised.lower == DAY
    assert history_of(village).count() == 1
    with pytest.raises(Refusal, match="không được sửa"):
        record_craft_village(name="Khác", by=lang_son().person("officer"), on=DAY, **known)


def test_a_recognition_ends_once_after_it_began_and_by_its_own_province():
    here = dak_lak()
    known = {"unit": here.commune_unit, "decision_no": "12/QĐ-UBND", "recognised_on": DAY}
    village = record_craft_village(name="Buôn Tơng Jú", by=None, on=DAY, **known)
    end = {"village": village, "decision_no": "13/QĐ-UBND", "on": LATER}
    with pytest.raises(Refusal, match="phải sau ngày công nhận 02/03/2026"):
        withdraw_craft_village(withdrawn_on=DAY, by=None, **end)
    with pytest.raises(Refusal, match="không được sửa"):
        withdraw_craft_village(withdrawn_on=LATER, by=lang_son().person("officer"), **end)
    ended = withdraw_craft_village(withdrawn_on=LATER, by=here.person("officer"), **end)
    days = [LATER - dt.timedelta(days=1), LATER]
    assert [day in ended.recognised for day in days] == [True, False]
    with pytest.raises(Refusal, match="đã bị thu hồi"):
        withdraw_craft_village(withdrawn_on=LATER, by=None, **end)


def test_a_member_sees_the_establishment_from_the_first_day_to_the_last():
    here = dak_lak()
    maker, owner = establishment(province=here.unit), here.person("establishment")
    officer = here.person("officer")
    grant_membership(establishment=maker, user=owner, by=officer, on=DAY)
    end_membership(establishment=maker, user=owner, by=officer, on=LATER)
    days = [DAY - dt.timedelta(days=1), DAY, LATER - dt.timedelta(days=1), LATER]
    seen = [Establishment.objects.visible_to(owner, on).exists() for on in days]
    assert seen == [False, True, True, False]
    assert [e.kind.rpartition("_")[2] for e in history_of(maker)][:2] == ["ended", "granted"]


def test_membership_is_granted_once_and_ended_only_where_it_is():
    here = dak_lak()
    maker, owner = establishment(province=here.unit), here.person("establishment")
    with pytest.raises(Refusal, match="không theo dõi"):
        end_membership(establishment=maker, user=owner, by=None, on=DAY)
    grant_membership(establishment=maker, user=owner, by=None, on=DAY)
    with pytest.raises(Refusal, match="đã là người của cơ sở"):
        grant_membership(establishment=maker, user=owner, by=None, on=LATER)


def test_membership_is_granted_by_the_own_province():
    here, officer = dak_lak(), lang_son().person("officer")
    maker, owner = establishment(province=here.unit), here.person("establishment")
    for verb in (grant_membership, end_membership):
        with pytest.raises(Refusal, match="không được sửa"):
            verb(establishment=maker, user=owner, by=officer, on=DAY)
