import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import name_on, scope_of, signer_of
from khuyencong.accounts.roles import ROLES
from khuyencong.accounts.services import load_demo_people
from khuyencong.audit.models import Event
from khuyencong.core import clock
from khuyencong.core.dates import parse_date
from khuyencong.core.findings import Refusal
from khuyencong.geography.models import AdminUnit

pytestmark = pytest.mark.django_db
NATIONAL = {
    *("agency_officer", "ministry_leader", "administrator", "auditor"),
    *("juror", "council_secretary", "council_chair"),
}


@pytest.fixture
def demo(settings):
    settings.KC_DEMO = True
    settings.KC_DEMO_PASSWORD = "mat-khau-ban-thu"
    return settings


def _accounts(*arguments):
    out = StringIO()
    call_command("demo_accounts", *arguments, stdout=out)
    return out.getvalue()


def test_outside_the_demo_nobody_is_loaded_or_printed(settings):
    settings.KC_DEMO = False
    with pytest.raises(Refusal, match="bản dùng thử"):
        load_demo_people()
    with pytest.raises(CommandError):
        _accounts()
    assert not User.objects.exists()


def test_there_is_a_person_of_every_role_in_both_provinces_and_the_state(demo):
    load_demo_people()
    rows = json.loads(_accounts("--json"))
    places = {"daklak": set(), "langson": set(), "trunguong": set()}
    for row in rows:
        assert row.keys() == {"role", "organisation", "username", "password"}
        places[row["username"].split(".")[1]].add(row["role"])
    local = {r.code for r in ROLES} - {"agency_officer", "ministry_leader"}
    assert places == {"daklak": local, "langson": local, "trunguong": NATIONAL}


def test_the_printed_password_signs_in(demo, client):
    load_demo_people()
    row = json.loads(_accounts("--json"))[0]
    given = {"username": row["username"], "password": row["password"]}
    assert client.post("/dang-nhap/", given).status_code == 302


def test_the_table_shows_names_by_organisation(demo):
    assert "nạp dữ liệu mẫu" in _accounts()
    load_demo_people()
    table = _accounts()
    assert "mat-khau-ban-thu" in table
    assert "Trung tâm Khuyến công tỉnh Đắk Lắk\n" in table
    assert "canbo.daklak" in table


def test_loading_twice_changes_nothing(demo):
    assert load_demo_people() > 40
    before = list(User.objects.values_list("pk", "password").order_by("pk"))
    organisations = Organisation.objects.count()
    centre = Organisation.objects.get(short_name="Trung tâm Khuyến công Đắk Lắk")
    centre.name = "Tên mới của Trung tâm"
    centre.save()
    assert load_demo_people() == 0
    assert list(User.objects.values_list("pk", "password").order_by("pk")) == before
    assert Organisation.objects.count() == organisations
    assert (
        Event.objects.get().sentence
        == f"Hệ thống nạp {len(before)} người dùng thử cùng tổ chức của họ"
    )


def test_another_password_of_the_checkout_reaches_everybody(demo):
    load_demo_people()
    demo.KC_DEMO_PASSWORD = "mat-khau-khac-hoan-toan"
    assert load_demo_people() == 0
    assert all(user.check_password("mat-khau-khac-hoan-toan") for user in User.objects.all()[:2])


def test_each_organisation_stands_where_it_belongs(demo):
    load_demo_people()
    daklak = AdminUnit.objects.get(level="province", name="Đắk Lắk", valid__contains=clock.today())
    officer = User.objects.get(username="canbo.daklak")
    assert daklak.pk in scope_of(officer).province_ids
    assert AdminUnit.objects.filter(pk__in=scope_of(officer).province_ids, name="Phú Yên")
    centre = Organisation.objects.get(name__startswith="Trung tâm Xúc tiến")
    assert centre.parent.short_name == "UBND tỉnh Lạng Sơn"
    assert centre.budget_parent.short_name == "Sở Công Thương Lạng Sơn"
    commune = User.objects.get(username="canboxa.langson")
    assert len(scope_of(commune).commune_ids) == 1


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("01/06/2013", "Cục Công nghiệp địa phương"),
        ("28/02/2025", "Cục Công Thương địa phương"),
        ("01/03/2025", "Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công"),
    ],
)
def test_the_agency_bears_the_name_of_the_day(demo, day, name):
    load_demo_people()
    agency = Organisation.objects.get(kind="agency")
    assert name_on(agency, parse_date(day)).name == name


def test_every_approver_has_a_signer(demo):
    load_demo_people()
    for kind in ("department", "committee", "centre"):
        for organisation in Organisation.objects.filter(kind=kind):
            assert signer_of(organisation, clock.today()).head_title
