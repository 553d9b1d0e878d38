"""What triggers keep of each row, and how the page of a record tells it."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from khuyencong.accounts.models import Assignment, User
from khuyencong.audit.enums import Operation
from khuyencong.audit.models import RowChange
from khuyencong.audit.queries import acts_on
from khuyencong.audit.queries.rows import ACTS_A_PAGE
from khuyencong.audit.queries.values import shown
from khuyencong.audit.registry import ROW_HISTORIES
from khuyencong.audit.services import record
from khuyencong.budget.models import Appropriation
from khuyencong.core.service import service
from tests.accounts.factories import dak_lak, lang_son
from tests.audit.factories import DONE, person

pytestmark = pytest.mark.django_db
PEOPLE = ROW_HISTORIES["nguoi-dung"]
COLUMNS = "public_id, organisation_id, year, source"


def run(statement, parameters=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def behind_our_back(statement, parameters=()):
    """Run SQL in a session that says nothing of who acts, as psql does."""
    run("SET LOCAL kc.actor TO ''")
    run(statement, parameters)
    run("SET LOCAL kc.actor TO DEFAULT")


def kept(subject, operation):
    found = RowChange.objects.filter(row_table=subject._meta.db_table, row_id=subject.pk)
    return list(found.filter(operation=operation).order_by("id"))


def write(name, by=None, reason="", *, silently=False):
    @service("tests.rename")
    def rename(*, who, by, reason):
        who.full_name = name
        who.save()
        if not silently:
            record(DONE, by=by, subject=who, days=1, reason=reason)

    return lambda who: rename(who=who, by=by, reason=reason)


def test_an_update_keeps_the_changed_columns_alone_and_who_and_why():
    who, by = person(), person("binh", "Trần Thị Bình")
    write("Nguyễn Văn Em", by, "viết sai tên")(who)
    (change,) = kept(who, "UPDATE")
    assert change.before == {"full_name": "Nguyễn Văn An"}
    assert change.after == {"full_name": "Nguyễn Văn Em"}
    assert (change.actor, change.action) == (str(by.pk), "tests.rename")
    assert (change.reason, change.act is None) == ("viết sai tên", False)
    assert str(change) == f"sửa accounts_user {who.pk}"


@service("tests.load")
def write_many_events(*, who, by):
    User.objects.filter(pk=who.pk).update(phone="0900")
    for n in range(2):
        record(DONE, by=by, days=n)


def test_what_is_written_after_a_service_is_not_told_as_its_act():
    who = person()
    write("Nguyễn Văn Em")(who)
    User.objects.filter(pk=who.pk).update(phone="0900 111 222")
    by_service, by_test = kept(who, "UPDATE")
    assert (by_service.actor, by_service.action) == ("system", "tests.rename")
    assert (by_test.actor, by_test.action, by_test.act) == ("test", "", None)


def test_secrets_and_what_follows_from_other_columns_are_never_kept():
    who = person()
    who.set_password("mật khẩu rất dài")
    who.save()
    (made,) = kept(who, "INSERT")
    assert kept(who, "UPDATE") == []
    assert made.after.keys().isdisjoint({"password", "last_login", "name_folded", "sort_key"})


def by_bulk_create(organisation, years):
    Appropriation.objects.bulk_create(
        Appropriation(organisation=organisation, year=year, source="local") for year in years
    )


def by_raw_sql(organisation, years):
    values = "year::text, %s, year, 'local' FROM unnest(%s::int[]) year"
    run(f"INSERT INTO budget_appropriation ({COLUMNS}) SELECT {values}", [organisation.pk, years])


def by_copy(organisation, years):
    statement = f"COPY budget_appropriation ({COLUMNS}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for year in years:
            copy.write_row([str(year), organisation.pk, year, "local"])


@pytest.mark.parametrize("write_many", [by_bulk_create, by_raw_sql, by_copy])
def test_rows_written_in_bulk_are_kept_one_by_one(write_many):
    years = list(range(2001, 2051))
    write_many(dak_lak().centre, years)
    changes = RowChange.objects.filter(row_table="budget_appropriation")
    made = changes.filter(operation="INSERT")
    assert sorted(row.after["year"] for row in made) == years
    assert {row.actor for row in made} == {"test"}
    Appropriation.objects.update(source="national")
    updated = changes.filter(before={"source": "local"}, after={"source": "national"})
    assert updated.count() == len(years)


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET actor = ''", "TRUNCATE {}"])
def test_the_history_can_only_grow(statement):
    person()
    with pytest.raises(IntegrityError), transaction.atomic():
        run(statement.format("audit_rowchange"))


def test_a_part_is_told_with_its_record_also_when_it_is_gone():
    who = dak_lak().person("officer")
    assignment = who.assignments.get()
    behind_our_back("DELETE FROM accounts_assignment WHERE id = %s", [assignment.pk])
    latest = acts_on(PEOPLE, who)[0][0]
    assert (latest.is_outside, latest.who, latest.sentence) == (True, "ngoài phần mềm", "")
    (row,) = latest.rows
    assert (row.what, row.operation) == ("phân công", Operation.DELETE)
    told = {change.label: change.before for change in row.changes}
    assert told["tại tổ chức"] == str(assignment.organisation)
    assert told["thời gian giữ vai trò"] == "từ 01/01/2020"
    assert told["vai trò"] == assignment.role_label
    assert not {"ID", "user", "người giữ vai trò", "mã trong địa chỉ"} & told.keys()


def test_an_act_is_told_by_its_event_with_old_and_new_values():
    who, by = person(), person("binh", "Trần Thị Bình")
    write("Nguyễn Văn Em", by, "viết sai tên")(who)
    write("Nguyễn Văn Út", by, silently=True)(who)
    write_many_events(who=who, by=by)
    many, silent, told = acts_on(PEOPLE, who)[0][:3]
    assert many.sentence == ""  # which of its events would tell about this record?
    assert told.sentence == "Trần Thị Bình làm xong Nguyễn Văn Em trong 1 ngày"
    assert (told.who, told.reason) == ("Trần Thị Bình", "viết sai tên")
    assert (silent.sentence, silent.who) == ("", "Trần Thị Bình")
    (change,) = told.rows[0].changes
    assert (change.label, change.before, change.after) == (
        "họ và tên",
        "Nguyễn Văn An",
        "Nguyễn Văn Em",
    )


def test_who_acted_is_told_even_if_nobody_knows_them_any_more():
    who = person()
    for actor, action in (("99999", ""), ("system", "migrate"), ("test", "")):
        run(
            "SELECT set_config('kc.actor', %s, true), set_config('kc.action', %s, true)",
            [actor, action],
        )
        run("UPDATE accounts_user SET phone = phone || '1' WHERE id = %s", [who.pk])
    told = [act.who for act in acts_on(PEOPLE, who)[0][:3]]
    assert told == ["Hệ thống", "Hệ thống (migrate)", "người dùng số 99999"]


def test_rows_of_tables_and_columns_that_are_gone_stay_told():
    who = person()
    RowChange.objects.create(
        at=dt.datetime.now(dt.UTC),
        record_table="accounts_user",
        record_id=who.pk,
        row_table="accounts_badge",
        row_id=1,
        operation="UPDATE",
        before={"colour_id": 3, "fax": None},
        after={"colour_id": None, "fax": ""},
    )
    row = acts_on(PEOPLE, who)[0][0].rows[0]
    assert row.what == "accounts_badge"
    assert [(c.label, c.before, c.after) for c in row.changes] == [("colour_id", "3", "—")]


PERIOD = Assignment._meta.get_field("valid")
MOMENT = RowChange._meta.get_field("at")


@pytest.mark.parametrize(
    ("field", "name", "value", "text"),
    [
        (PERIOD, "valid", "[2026-01-01,2026-02-01)", "từ 01/01/2026 đến 31/01/2026"),
        (PERIOD, "valid", "[2026-01-01,)", "từ 01/01/2026"),
        (PERIOD, "valid", "(,2026-02-01)", "đến 31/01/2026"),
        (PERIOD, "valid", "(,)", "mọi ngày"),
        (PERIOD, "valid", "empty", "không ngày nào"),
        (MOMENT, "at", "2026-03-05T02:41:00+00:00", "09:41 ngày 05/03/2026"),
        (models.DateField(), "until", "2026-03-05", "05/03/2026"),
        (None, "support_vnd", 1056000000, "1.056.000.000 đồng"),
        (None, "is_new", True, "có"),
        (None, "days", [1, 2], "[1, 2]"),
        (None, "phone", "", "—"),
    ],
)
def test_values_are_written_as_people_read_them(field, name, value, text):
    assert shown(field, name, value) == text


def test_a_record_that_is_gone_is_named_by_its_number():
    field = Assignment._meta.get_field("organisation")
    assert shown(field, "organisation_id", 7, {}) == "bản ghi số 7"


def test_the_page_tells_what_happened_to_those_who_see_the_record_alone(client_of):
    ours, theirs = dak_lak(), lang_son()
    who = ours.person("officer")
    User.objects.filter(pk=who.pk).update(phone="0905 123 456", full_name="Nguyễn & Út")
    url = reverse("audit:row_history", args=["nguoi-dung", who.public_id])
    page = client_of(ours.person("administrator")).get(url).content.decode()
    assert "<h1>Đã đổi gì: Nguyễn &amp; Út</h1>" in page
    assert "Điện thoại" in page
    assert "<ins>0905 123 456</ins>" in page
    assert "phân công" in page.lower()
    assert client_of(theirs.person("administrator")).get(url).status_code == 404
    assert client_of(who).get(url).status_code == 404
    gone = url.replace("nguoi-dung", "khong-co")
    assert client_of(ours.person("administrator")).get(gone).status_code == 404


def test_a_long_history_comes_page_by_page(client_of, django_assert_max_num_queries):
    ours = dak_lak()
    who = ours.person("officer")
    for n in range(ACTS_A_PAGE):
        write(f"Nguyễn Văn {n}", ours.person("administrator"))(who)
    client = client_of(ours.person("administrator"))
    url = reverse("audit:row_history", args=["nguoi-dung", who.public_id])
    with django_assert_max_num_queries(20):
        first = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert first.count("<article") == ACTS_A_PAGE
    assert f"{url}?trang=2" in first
    assert "<html" not in first
    rest = client.get(f"{url}?trang=2").content.decode()
    assert "phân công" in rest.lower()
    assert "trang=3" not in rest


@pytest.mark.parametrize("history", ROW_HISTORIES, ids=lambda history: history.slug)
def test_every_kind_of_record_has_a_page_to_come_from(history):
    assert history.model.get_absolute_url
    assert history.model._meta.get_field("public_id")
