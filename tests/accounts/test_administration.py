import datetime as dt
from io import BytesIO

import openpyxl
import pytest

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import name_on
from khuyencong.accounts.services import lock_person
from khuyencong.core import clock
from tests.accounts.factories import (
    AssignmentFactory,
    DelegationFactory,
    UserFactory,
    agency,
    dak_lak,
    lang_son,
)

pytestmark = pytest.mark.django_db
TODAY = "05/03/2026"


@pytest.fixture(autouse=True)
def on_a_day():
    with clock.frozen_on(dt.date(2026, 3, 5)):
        yield


@pytest.fixture
def place():
    return dak_lak()


@pytest.fixture
def admin(place, client_of):
    return client_of(place.person("administrator"))


def url_of(person, action=""):
    return f"/quan-tri/nguoi-dung/{person.public_id}/{action}"


def body_url(organisation, action=""):
    return f"/quan-tri/to-chuc/{organisation.public_id}/{action}"


def test_the_list_shows_the_people_of_the_province_alone(place, admin):
    ours, theirs = place.person("officer"), lang_son().person("officer")
    page = admin.get("/quan-tri/nguoi-dung/").content.decode()
    assert ours.get_absolute_url() in page
    assert theirs.get_absolute_url() not in page
    assert admin.get("/quan-tri/")["Location"] == "/quan-tri/nguoi-dung/"


@pytest.mark.parametrize("text", ["tran thi anh", "Trần Thị Ánh", "ANH.TRAN", "ngoc anh"])
def test_people_are_found_by_name_and_sign_in_name(place, admin, text):
    found = UserFactory(username="anh.tran", full_name="Trần Thị Ngọc Ánh")
    other = UserFactory(full_name="Lê Văn Bình")
    for user in (found, other):
        AssignmentFactory(user=user, organisation=place.centre)
    page = admin.get("/quan-tri/nguoi-dung/", {"q": text}).content.decode()
    assert "Trần Thị Ngọc Ánh" in page
    assert "Lê Văn Bình" not in page


def test_people_stand_in_the_order_of_their_given_names(place, admin):
    for name in ("Nguyễn Văn Đạt", "Bùi Thị Dung", "Y Ên Êban", "Trần Ánh"):
        AssignmentFactory(user__full_name=name, organisation=place.centre)
    page = admin.get("/quan-tri/nguoi-dung/?vai-tro=officer").content.decode()
    names = ["Trần Ánh", "Bùi Thị Dung", "Nguyễn Văn Đạt", "Y Ên Êban"]
    places = [page.index(f">{name}<") for name in names]
    assert places == sorted(places)


def test_the_list_narrows_by_role_kind_and_state(place, admin):
    officer, head = place.person("officer"), place.person("centre_head")
    lock_person(user=head, by=None, on=dt.date(2026, 3, 5), reason="Nghỉ")
    for query, shown, hidden in (
        ({"vai-tro": "officer"}, officer, head),
        ({"loai": "centre"}, officer, place.person("administrator")),
        ({"tinh-trang": "locked"}, head, officer),
    ):
        page = admin.get("/quan-tri/nguoi-dung/", query).content.decode()
        assert shown.get_absolute_url() in page
        assert hidden.get_absolute_url() not in page


def test_the_workbook_holds_what_the_list_holds(place, admin):
    place.person("officer")
    lang_son().person("officer")
    answer = admin.get("/quan-tri/nguoi-dung/?xuat=xlsx")
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    rows = list(book["Danh sách"].iter_rows(values_only=True))
    assert len(rows) == 3
    assert "Cán bộ khuyến công" in {cell for row in rows for cell in row}


def test_a_list_of_many_costs_as_much_as_a_list_of_one(place, admin, django_assert_max_num_queries):
    admin.get("/quan-tri/nguoi-dung/")
    with django_assert_max_num_queries(12) as few:
        admin.get("/quan-tri/nguoi-dung/")
    for _ in range(20):
        AssignmentFactory(organisation=place.centre)
    with django_assert_max_num_queries(len(few.captured_queries)):
        admin.get("/quan-tri/nguoi-dung/")


@pytest.mark.parametrize("action", ["", "sua/", "vai-tro/", "mat-khau/", "khoa/", "uy-quyen/"])
def test_a_person_of_another_province_does_not_exist(admin, action):
    assert admin.get(url_of(lang_son().person("officer"), action)).status_code == 404


@pytest.mark.parametrize("action", ["", "sua/", "doi-ten/", "tham-quyen/", "ket-thuc/"])
def test_an_organisation_of_another_province_does_not_exist(admin, action):
    assert admin.get(body_url(lang_son().centre, action)).status_code == 404


def test_rows_of_another_province_are_not_ended_by_their_address(admin, client_of):
    other = lang_son()
    held = other.person("officer").assignments.get()
    leader, deputy = other.person("department_leader"), other.person("appraiser")
    days = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    given = DelegationFactory(giver=leader, taker=deputy, organisation=other.department, valid=days)
    for url in (
        f"/quan-tri/phan-cong/{held.public_id}/",
        f"/quan-tri/uy-quyen/{given.public_id}/",
        f"/tai-khoan/uy-quyen/{given.public_id}/",
    ):
        assert admin.post(url, {"on": TODAY, "reason": "Thử"}).status_code == 404
    taker = client_of(deputy)
    assert taker.get(f"/tai-khoan/uy-quyen/{given.public_id}/").status_code == 404


def test_only_administrators_enter(place, client_of):
    officer = client_of(place.person("officer"))
    for url in ("/quan-tri/nguoi-dung/", "/quan-tri/to-chuc/", "/quan-tri/vai-tro/"):
        assert officer.get(url).status_code == 403


def test_the_password_of_a_new_person_is_shown_once_and_never_cached(place, admin, client):
    answer = admin.post(
        "/quan-tri/nguoi-dung/them/",
        {
            "full_name": "Nguyễn Văn Đạt",
            "organisation": place.centre.public_id,
            "role": "officer",
            "on": TODAY,
        },
    )
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    made = User.objects.get(username="datnv")
    password = page.split("<code>")[2].split("</code>")[0]
    assert made.check_password(password)
    assert password not in admin.get(url_of(made)).content.decode()
    given = {"username": "datnv", "password": password}
    assert client.post("/dang-nhap/", given).status_code == 302
    assert client.get("/")["Location"].startswith("/mat-khau/")


def test_a_refusal_stands_at_its_field_and_keeps_the_typing(place, admin):
    answer = admin.post(
        "/quan-tri/nguoi-dung/them/",
        {
            "full_name": "Nguyễn Văn Đạt",
            "organisation": place.centre.public_id,
            "role": "appraiser",
            "on": TODAY,
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "không có ở loại tổ chức này" in page
    assert "Nguyễn Văn Đạt" in page


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("on", "31/02/2026", "31/02/2026"),
        ("username", "Có Dấu", "chữ thường không dấu"),
        ("organisation", "khongco\0", "Hãy chọn"),
        ("full_name", "a\0b", "ký tự"),
        ("full_name", "x" * 10_000, "120"),
    ],
)
def test_bad_input_gets_a_message_at_its_field(place, admin, field, value, message):
    data = {"full_name": "An", "organisation": place.centre.public_id, "role": "officer"}
    answer = admin.post("/quan-tri/nguoi-dung/them/", data | {"on": TODAY, field: value})
    assert answer.status_code == 422
    assert "errorlist" in answer.content.decode()
    assert not User.objects.filter(username="an").exists()
    assert message in answer.content.decode()


def test_a_new_person_may_start_from_the_organisation(place, admin):
    page = admin.get(f"/quan-tri/nguoi-dung/them/?to-chuc={place.centre.public_id}")
    assert f'value="{place.centre.public_id}" selected' in page.content.decode()


def test_the_person_page_tells_roles_delegations_work_and_history(place, admin):
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    days = (dt.date(2026, 3, 1), dt.date(2026, 3, 11))
    DelegationFactory(giver=leader, taker=deputy, organisation=place.department, valid=days)
    admin.post(url_of(leader, "sua/"), {"full_name": "Tên Mới", "version": 0})
    page = admin.get(url_of(leader)).content.decode()
    assert "Lãnh đạo Sở Công Thương" in page
    assert "từ 01/03/2026 đến hết 10/03/2026" in page
    assert "sửa thông tin của Tên Mới" in page


def test_a_stale_edit_keeps_the_typing_and_shows_what_was_saved(place, admin):
    who = place.person("officer")
    admin.post(url_of(who, "sua/"), {"full_name": "Bản Một", "phone": "1", "version": 0})
    stale = admin.post(url_of(who, "sua/"), {"full_name": "Bản Hai", "phone": "1", "version": 0})
    page = stale.content.decode()
    assert stale.status_code == 422
    assert "Người khác vừa lưu" in page
    assert "Bản Một" in page
    assert 'value="Bản Hai"' in page
    again = admin.post(url_of(who, "sua/"), {"full_name": "Bản Hai", "phone": "1", "version": 1})
    assert again.status_code == 302
    assert User.objects.get(pk=who.pk).full_name == "Bản Hai"


def test_what_an_administrator_does_for_a_person(place, admin):
    who, colleague = place.person("officer"), place.person("centre_head")
    centre = place.centre.public_id
    held = who.assignments.get()
    steps = [
        ("vai-tro/", {"organisation": centre, "role": "accountant", "until": "31/12/2026"}),
        ("ban-giao/", {"to_user": colleague.public_id}),
        ("dieu-chuyen/", {"organisation": place.department.public_id, "role": "appraiser"}),
        ("khoa/", {"reason": "Nghỉ việc"}),
        ("mo-khoa/", {}),
    ]
    for action, data in steps:
        answer = admin.post(url_of(who, action), {"on": TODAY, **data})
        assert answer.status_code == 302, (action, answer.content.decode())
    assert who.assignments.count() == 3
    again = admin.post(f"/quan-tri/phan-cong/{held.public_id}/", {"on": TODAY, "reason": "X"})
    assert "đã kết thúc" in again.content.decode()


def test_an_administrator_resets_a_password(place, admin):
    who = place.person("officer")
    assert "hết hiệu lực ngay" in admin.get(url_of(who, "mat-khau/")).content.decode()
    page = admin.post(url_of(who, "mat-khau/")).content.decode()
    who.refresh_from_db()
    assert who.check_password(page.split("<code>")[2].split("</code>")[0])


def test_an_administrator_is_told_what_they_cannot_do_to_themselves(place, admin):
    me = place.person("administrator")
    answer = admin.post(url_of(me, "mat-khau/"))
    assert answer.status_code == 422
    assert "tự đổi mật khẩu" in answer.content.decode()
    locked = admin.post(url_of(me, "khoa/"), {"reason": "Thử"})
    assert "Không thể tự khóa" in locked.content.decode()


def test_an_administrator_records_and_ends_a_delegation(place, admin):
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    data = {
        "organisation": place.department.public_id,
        "taker": deputy.public_id,
        "capacity": "KT.",
        "on": TODAY,
        "until": "10/03/2026",
    }
    assert admin.post(url_of(leader, "uy-quyen/"), data).status_code == 302
    given = leader.delegations_given.get()
    assert given.last_on == dt.date(2026, 3, 10)
    end = {"on": "08/03/2026", "reason": "Về sớm"}
    admin.post(f"/quan-tri/uy-quyen/{given.public_id}/", end)
    given.refresh_from_db()
    assert given.last_on == dt.date(2026, 3, 7)


def test_a_leader_delegates_from_the_own_account(place, client_of):
    leader, deputy = place.person("department_leader"), place.person("appraiser")
    stranger = lang_son().person("appraiser")
    client = client_of(leader)
    form = client.get("/tai-khoan/uy-quyen/").content.decode()
    assert deputy.public_id in form
    assert stranger.public_id not in form
    data = {
        "organisation": place.department.public_id,
        "taker": deputy.public_id,
        "capacity": "TUQ.",
        "on": TODAY,
        "until": "10/03/2026",
    }
    refused = client.post("/tai-khoan/uy-quyen/", data)
    assert "bằng văn bản" in refused.content.decode()
    client.post("/tai-khoan/uy-quyen/", data | {"citation": "Giấy ủy quyền 05/UQ-SCT"})
    page = client.get("/tai-khoan/").content.decode()
    assert "Giấy ủy quyền 05/UQ-SCT" in page
    given = leader.delegations_given.get()
    url = f"/tai-khoan/uy-quyen/{given.public_id}/"
    assert client.post(url, {"on": "06/03/2026", "reason": "Về"}).status_code == 302


def test_the_tree_shows_who_stands_below_whom(place, admin):
    lang_son()
    place.person("officer")
    page = admin.get("/quan-tri/to-chuc/").content.decode().split('class="tree"', 1)[1]
    names = [place.committee.name, place.department.name, place.centre.name]
    places = [page.index(f">{name}<") for name in names]
    assert places == sorted(places)
    assert "1 người" in page
    assert "Lạng Sơn" not in page


def test_the_tree_of_the_state_holds_every_province(client_of):
    names = [dak_lak().centre.name, lang_son().centre.name]
    page = client_of(agency().person("administrator")).get("/quan-tri/to-chuc/")
    assert all(name in page.content.decode() for name in names)


def test_an_organisation_is_founded_renamed_empowered_and_closed(place, admin):
    data = {
        "kind": "centre",
        "name": "Trung tâm Xúc tiến",
        "short_name": "TT Xúc tiến",
        "area": place.unit.public_id,
        "parent": place.committee.public_id,
        "budget_parent": place.department.public_id,
        "in_use_from": "01/01/2026",
        "on": "01/02/2026",
    }
    assert admin.post("/quan-tri/to-chuc/them/", data).status_code == 302
    made = Organisation.objects.get(name="Trung tâm Xúc tiến")
    name = {"name": "Trung tâm Mới", "short_name": "TT Mới", "on": TODAY, "citation": "QĐ 1"}
    assert admin.post(body_url(made, "doi-ten/"), name).status_code == 302
    power = {"power": "implement", "on": TODAY, "citation": "NĐ 45"}
    assert admin.post(body_url(made, "tham-quyen/"), power).status_code == 302
    page = admin.get(body_url(made)).content.decode()
    assert "Trung tâm Xúc tiến" in page
    assert "thực hiện đề án" in page
    granted = made.powers.get()
    end = {"on": "06/03/2026", "reason": "QĐ 2"}
    assert admin.post(f"/quan-tri/tham-quyen/{granted.public_id}/", end).status_code == 302
    assert admin.post(body_url(made, "ket-thuc/"), end).status_code == 302
    assert name_on(made, dt.date(2026, 3, 4)).name == "Trung tâm Xúc tiến"
    assert "đã kết thúc" in admin.get(body_url(made)).content.decode()


def test_editing_an_organisation_keeps_a_superior_out_of_sight(place, admin):
    ministry = agency().organisations["ministry"]
    place.committee.parent = ministry
    place.committee.save()
    page = admin.get(body_url(place.committee, "sua/")).content.decode()
    assert f'value="{ministry.public_id}" selected' in page
    data = {"short_name": "UBND", "parent": ministry.public_id, "version": 0}
    assert admin.post(body_url(place.committee, "sua/"), data).status_code == 302
    assert Organisation.objects.get(pk=place.committee.pk).parent == ministry


def test_the_organisation_page_tells_who_signs_today(place, admin):
    leader = place.person("department_leader")
    page = admin.get(body_url(place.department)).content.decode()
    assert f"{leader.full_name}, Lãnh đạo Sở Công Thương" in page
    assert "chưa ghi người đứng đầu" in admin.get(body_url(place.committee)).content.decode()


def test_the_roles_page_reads_from_the_roles_themselves(place, admin):
    place.person("officer")
    page = admin.get("/quan-tri/vai-tro/").content.decode()
    assert "soạn và nộp đề án" in page
    assert "tổ chức và các đơn vị trực thuộc" in page
    assert "chỉ những việc được giao đích danh" in page
