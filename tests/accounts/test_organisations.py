import datetime as dt

import pytest

from khuyencong.accounts.models import Organisation
from khuyencong.accounts.queries import (
    areas_managed_by,
    colleagues,
    name_on,
    organisations_managed_by,
)
from khuyencong.accounts.services import (
    close_organisation,
    create_organisation,
    edit_organisation,
    end_power,
    grant_power,
    rename_organisation,
)
from khuyencong.audit.models import Event
from khuyencong.core import clock
from khuyencong.core.findings import Refusal
from tests.accounts.factories import OrganisationFactory, agency, dak_lak, lang_son

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 6, 1)
ONE_DAY = dt.timedelta(days=1)


def holders_of(power, area, on):
    return Organisation.objects.filter(area=area, powers__power=power, powers__valid__contains=on)


def _create(place, **fields):
    given = {
        "kind": "centre",
        "name": "Trung tâm Xúc tiến",
        "short_name": "TT Xúc tiến",
        "area": place.unit,
        "by": place.person("administrator"),
        "on": DAY,
        "code": "TTXT",
        "citation": "QĐ 01/QĐ-UBND",
    }
    return create_organisation(**given | fields)


def _edit(place, organisation, **fields):
    given = {
        "short_name": organisation.short_name,
        "parent": organisation.parent,
        "budget_parent": organisation.budget_parent,
        "in_use_from": organisation.in_use_from,
        "version": organisation.version,
        "by": place.person("administrator"),
        "on": DAY,
    }
    return edit_organisation(organisation=organisation, **given | fields)


def test_an_organisation_bears_its_first_name_from_its_first_day():
    made = _create(dak_lak())
    assert name_on(made, DAY).code == "TTXT"
    assert name_on(made, DAY - ONE_DAY).pk is None
    assert Event.objects.get().after == {"name": "Trung tâm Xúc tiến"}


@pytest.mark.parametrize("kind", ["centre", "agency"])
def test_no_province_founds_an_organisation_of_the_country(kind):
    with pytest.raises(Refusal, match="Chọn địa bàn"):
        _create(dak_lak(), kind=kind, area=None)


def test_no_province_founds_a_ministry_of_its_own():
    with pytest.raises(Refusal, match="phục vụ cả nước"):
        _create(dak_lak(), kind="agency")


def test_no_province_founds_one_in_another_or_below_anothers():
    place, other = dak_lak(), lang_son()
    with pytest.raises(Refusal, match="không có quyền"):
        _create(place, area=other.unit)
    with pytest.raises(Refusal, match="không có quyền"):
        _create(place, parent=other.committee)


def test_the_state_founds_an_organisation_of_the_country():
    centre = agency()
    assert _create(centre, kind="centre", area=None).area is None


def test_a_new_name_counts_from_its_day_and_the_old_one_before():
    place = dak_lak()
    made = _create(place)
    day = dt.date(2026, 9, 1)
    given = {"organisation": made, "citation": "QĐ 02", "by": place.person("administrator")}
    rename_organisation(name="Trung tâm Mới", short_name="TT Mới", code="TTM", on=day, **given)
    assert name_on(made, day - ONE_DAY).name == "Trung tâm Xúc tiến"
    assert name_on(made, day).name == "Trung tâm Mới"
    assert Organisation.objects.get(pk=made.pk).name == "Trung tâm Mới"


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (DAY, "đúng ngày này"),
        (DAY - ONE_DAY, "trong thời kỳ này"),
    ],
)
def test_a_name_cannot_replace_one_that_began_later(day, message):
    place = dak_lak()
    made = _create(place)
    with pytest.raises(Refusal, match=message):
        rename_organisation(
            organisation=made,
            name="Tên khác",
            short_name="TK",
            citation="QĐ 02",
            by=place.person("administrator"),
            on=day,
        )


def test_a_name_of_the_future_waits():
    place = dak_lak()
    with pytest.raises(Refusal, match="có hiệu lực"):
        rename_organisation(
            organisation=place.centre,
            name="Tên khác",
            short_name="TK",
            citation="QĐ 02",
            by=place.person("administrator"),
            on=clock.today() + ONE_DAY,
        )


def test_the_estimate_may_go_to_another_superior_than_the_administration():
    place = lang_son()
    _edit(place, place.centre, budget_parent=place.department, in_use_from=dt.date(2026, 2, 1))
    centre = Organisation.objects.get(pk=place.centre.pk)
    assert (centre.parent, centre.budget_parent) == (place.committee, place.department)
    assert centre.version == 1
    assert Event.objects.get().before["in_use_from"] == "2026-01-01"


def test_a_stale_edit_is_refused():
    place = dak_lak()
    _edit(place, place.centre)
    with pytest.raises(Refusal, match="người khác đã lưu"):
        _edit(place, place.centre, version=0)


def test_the_tree_has_no_loop():
    place = dak_lak()
    with pytest.raises(Refusal, match="Cấp trên không thể"):
        _edit(place, place.department, parent=place.centre)


def test_a_staffed_organisation_is_not_closed():
    place = dak_lak()
    place.person("officer")
    with pytest.raises(Refusal, match="Còn 1 phân công"):
        _close(place, place.centre)


def test_a_closed_organisation_loses_name_and_powers():
    place = dak_lak()
    made = _create(place)
    grant_power(
        organisation=made,
        power="implement",
        citation="NĐ 45",
        by=place.person("administrator"),
        on=DAY,
    )
    _close(place, made, on=DAY + ONE_DAY)
    assert not Organisation.objects.get(pk=made.pk).is_active
    assert list(holders_of("implement", place.unit, DAY)) == [made]
    assert not holders_of("implement", place.unit, DAY + ONE_DAY)


def test_a_power_has_its_days():
    place = dak_lak()
    admin = place.person("administrator")
    given = {"organisation": place.department, "power": "approve_plan", "citation": "QĐ 75"}
    power = grant_power(**given, by=admin, on=DAY)
    with pytest.raises(Refusal, match="đã có thẩm quyền này"):
        grant_power(**given, by=admin, on=DAY + ONE_DAY, until=DAY + ONE_DAY)
    end_power(power=power, by=admin, on=DAY + ONE_DAY, reason="Rút phân cấp")
    assert holders_of("approve_plan", place.unit, DAY).get() == place.department
    assert not holders_of("approve_plan", place.unit, DAY + ONE_DAY)
    with pytest.raises(Refusal, match="đã kết thúc"):
        end_power(power=power, by=admin, on=DAY + ONE_DAY, reason="")


def test_an_administrator_looks_after_the_province_and_its_communes():
    place, other = dak_lak(), lang_son()
    ours = set(organisations_managed_by(place.person("administrator")))
    assert ours == set(place.organisations.values())
    assert not ours & set(other.organisations.values())
    everything = organisations_managed_by(agency().person("administrator"))
    assert ours < set(everything)


def test_colleagues_are_those_who_may():
    place = dak_lak()
    officer, head = place.person("officer"), place.person("centre_head")
    place.person("accountant")
    assert set(colleagues(place.centre, "schemes.write", DAY)) == {officer, head}
    assert set(colleagues(place.centre, "schemes.assign", DAY)) == {head}


def _close(place, organisation, on=DAY):
    return close_organisation(
        organisation=organisation, by=place.person("administrator"), on=on, reason="Sáp nhập"
    )


def test_strangers_change_no_organisation():
    stranger = lang_son().person("administrator")
    place = dak_lak()
    with pytest.raises(Refusal, match="không có quyền"):
        close_organisation(organisation=place.centre, by=stranger, on=DAY, reason="")
    with pytest.raises(Refusal, match="không có quyền"):
        _edit(place, place.centre, by=stranger)
    assert OrganisationFactory().is_active


def test_an_organisation_is_founded_where_one_looks_after_it():
    place, other = dak_lak(), lang_son()
    ours = areas_managed_by(place.person("administrator"), DAY)
    assert {place.unit, place.commune_unit} <= set(ours)
    assert other.unit not in ours
    provinces = set(areas_managed_by(agency().person("administrator"), DAY))
    assert {place.unit, other.unit} <= provinces
    assert place.commune_unit not in provinces


def test_an_organisation_without_a_dated_name_gets_its_first_one():
    place = dak_lak()
    given = {"organisation": place.centre, "citation": "QĐ 02", "by": None, "on": DAY}
    rename_organisation(name="Trung tâm Mới", short_name="TT", **given)
    assert name_on(place.centre, DAY).name == "Trung tâm Mới"


def test_a_name_that_has_ended_is_not_cut_again():
    place = dak_lak()
    made = _create(place)
    _close(place, made, on=dt.date(2026, 7, 1))
    given = {"organisation": made, "citation": "QĐ 02", "by": None}
    with pytest.raises(Refusal, match="Đã có tên khác sau ngày này"):
        rename_organisation(name="X", short_name="X", on=DAY + ONE_DAY, **given)
