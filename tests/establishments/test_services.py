import pytest

from khuyencong.audit.queries import history_of
from khuyencong.core.findings import Refusal
from khuyencong.establishments.enums import Origin
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.services import (
    edit_establishment,
    register_establishment,
    register_many,
)
from khuyencong.establishments.services.guards import STALE
from tests.accounts.factories import agency, dak_lak, lang_son
from tests.establishments.factories import DAY, establishment, product, row

pytestmark = pytest.mark.django_db


def edit(record, by=None, version=None, **changes):
    return edit_establishment(
        establishment=record,
        version=record.version if version is None else version,
        changes=changes,
        by=by,
        on=DAY,
    )


def refused(call, *args, **known):
    with pytest.raises(Refusal) as refusal:
        call(*args, **known)
    return {finding.field: finding.message for finding in refusal.value.findings}


def test_an_officer_registers_in_the_own_province_and_the_log_tells():
    place = dak_lak()
    officer = place.person("officer")
    made = register_establishment(row=row(province=place.unit), by=officer, on=DAY)
    assert made.origin == Origin.RUN
    (event,) = history_of(made)
    assert event.sentence == f"{officer} ghi cơ sở {made} vào danh sách"
    assert event.after["legal_form"] == "cooperative"
    assert event.area_id == place.unit.pk


def test_an_officer_cannot_register_elsewhere_nor_without_a_province():
    officer = dak_lak().person("officer")
    elsewhere = row(province=lang_son().unit)
    nowhere = row()
    for wrong in (elsewhere, nowhere):
        found = refused(register_establishment, row=wrong, by=officer, on=DAY)
        assert "không được sửa" in found["province"]
    assert not Establishment.objects.exists()


def test_who_only_looks_cannot_register():
    found = refused(
        register_establishment,
        row=row(province=dak_lak().unit),
        by=agency().person("agency_officer"),
        on=DAY,
    )
    assert "province" in found


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"legal_form": "tập đoàn"}, "legal_form"),
        ({"tax_code": "12345"}, "tax_code"),
        ({"employees": 10**30}, "employees"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_name(known, field):
    known = {"name": "HTX", "province": dak_lak().unit} | known
    assert field in refused(register_establishment, row=row(**known), by=None, on=DAY)


@pytest.mark.parametrize(
    "known",
    [{"employees": -1}, {"revenue_vnd": -1}, {"capital_vnd": 10**16}, {"origin": Origin.RUN}],
)
def test_the_database_holds_its_limits(known):
    assert refused(register_establishment, row=row(**known), by=None, on=DAY)[""]


def test_a_commune_of_another_province_is_refused():
    here, there = dak_lak(), lang_son()
    wrong = row(province=here.unit, unit=there.commune_unit)
    assert "không thuộc tỉnh" in refused(register_establishment, row=wrong, by=None, on=DAY)["unit"]


def test_a_tax_code_stands_once():
    establishment(tax_code="6000123456")
    found = refused(register_establishment, row=row("Khác", tax_code="6000123456"), by=None, on=DAY)
    assert "Mã số thuế này đã có" in found[""]


def test_a_list_enters_once_with_one_event_and_its_duplicate_hints(django_assert_max_num_queries):
    rows = [row(f"Cơ sở {n}", reference=f"E{n:04}") for n in range(60)]
    rows.append(row("Cơ sở 1 (trùng)", reference="E9000", duplicate_of="E0001"))
    rows.append(row("Cơ sở lạ", reference="E9001", duplicate_of="E7777"))
    with django_assert_max_num_queries(20):
        made = register_many(rows=rows, by=None, on=DAY)
    assert len(made) == 62
    hinted = Establishment.objects.get(reference="E9000")
    assert hinted.possible_duplicate_of.reference == "E0001"
    assert Establishment.objects.get(reference="E9001").possible_duplicate_of is None
    assert not history_of(hinted)
    assert register_many(rows=rows, by=None, on=DAY) == []
    assert Establishment.objects.count() == 62


def test_a_faulty_list_names_each_row_and_enters_nothing():
    rows = [row("Tốt"), row(""), row("Sai", tax_code="1")]
    with pytest.raises(Refusal) as refusal:
        register_many(rows=rows, by=None, on=DAY)
    first, second = refusal.value.findings
    assert first.message.startswith("Dòng 2: ")
    assert second.message.startswith("Dòng 3: Mã số thuế")
    assert not Establishment.objects.exists()


def test_an_edit_raises_the_version_and_logs_what_changed_alone():
    here = dak_lak()
    record = establishment(province=here.unit)
    product(record, "Mắc ca sấy")
    edited = edit(record, by=here.person("officer"), name="HTX Mắc ca", employees=12)
    assert edited.version == 2
    event = history_of(edited).first()
    assert event.before == {"name": "HTX Nông nghiệp Ea Knuếc", "employees": None}
    assert event.after == {"name": "HTX Mắc ca", "employees": 12}
    assert [p.establishment for p in edited.products.model.objects.search("htx mac ca")] == [edited]


def test_a_stale_edit_is_refused_and_changes_nothing():
    record = establishment()
    edit(record, name="Tên mới")
    with pytest.raises(Refusal) as refusal:
        edit(record, version=1, name="Tên khác")
    assert refusal.value.findings[0].code == STALE
    record.refresh_from_db()
    assert record.name == "Tên mới"


def test_an_officer_cannot_move_an_establishment_out_of_the_own_province():
    here, there = dak_lak(), lang_son()
    record = establishment(province=here.unit)
    product(record)
    assert "province" in refused(edit, record, by=here.person("officer"), province=there.unit)
    assert "province" in refused(edit, record, by=there.person("officer"), name="Của tôi")
    edit(record, province=there.unit)
    assert record.products.get().province == there.unit
