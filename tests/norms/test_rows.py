"""Two persons stand for a row; on each day at most one row counts."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.norms.models import DeadlineRule, FormRule, HolidayList, Norm, Procedure
from khuyencong.norms.queries import ceiling_on, deadline_on, holidays_of, procedure_on
from khuyencong.norms.services import enter_row, withdraw_row
from tests.norms.factories import InstrumentFactory, NormFactory, ScanFactory

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)
TOMORROW = dt.date(2026, 11, 22)
ONE_DAY = dt.timedelta(days=1)


def level(place, on, kind="machinery"):
    return ceiling_on(kind=kind, fund="local", province=place.unit, on=on)


def withdraw(row, by, reason="Nhập nhầm khoản"):
    return withdraw_row(row=row, reason=reason, by=by, on=TODAY)


def test_a_row_entered_today_from_tomorrow_governs_tomorrow_and_not_today(place, enter, confirm):
    confirm(enter(TOMORROW))
    assert level(place, TODAY).is_borrowed
    fact = level(place, TOMORROW)
    assert (fact.rate_percent, fact.cap_vnd, fact.is_borrowed) == (50, 300_000_000, False)
    assert fact.is_verified
    assert fact.citation.startswith("Điều 3 Nghị quyết")


def test_a_row_counts_only_when_a_second_person_confirmed_it(place, enter, confirm):
    row = enter(TODAY)
    assert (row.state, level(place, TODAY).is_borrowed) == ("waiting", True)
    assert confirm(row).state == "counting"
    assert not level(place, TODAY).is_borrowed


def test_the_one_who_entered_cannot_confirm(place, enter, confirm):
    leader = place.person("department_leader")
    row = enter(TODAY, by=leader)
    with pytest.raises(Refusal, match="phải khác người nhập"):
        confirm(row, by=leader)


def test_the_database_holds_the_second_person_too(enter, enterer):
    row = enter(TODAY)
    row.confirmed_by_id, row.confirmed_at = enterer.pk, row.entered_at
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        row.save()


def test_entered_figures_stay_as_they_were(enter):
    row = enter(TODAY)
    row.cap_vnd = 1
    with pytest.raises(IntegrityError, match="keeps its figures"), transaction.atomic():
        row.save()


@pytest.mark.parametrize("role", ["officer", "finance_officer", "auditor"])
def test_who_may_not_enter_is_refused(place, enter, role):
    with pytest.raises(Refusal, match="không có quyền"):
        enter(TODAY, by=place.person(role))


def test_people_of_another_province_neither_enter_nor_confirm(enter, confirm, elsewhere):
    stranger = elsewhere.person("department_leader")
    with pytest.raises(Refusal, match="không có quyền"):
        enter(TODAY, by=stranger)
    with pytest.raises(Refusal, match="không có quyền"):
        confirm(enter(TODAY), by=stranger)
    with pytest.raises(Refusal, match="không có quyền"):
        confirm(enter(TODAY, values={"kind": "showroom", "fund": "local", "cap_vnd": 1}), by=None)


def test_an_open_row_ends_when_its_successor_is_confirmed(place, enter, confirm):
    old = confirm(enter(TODAY))
    new = confirm(enter(TOMORROW, values={"kind": "machinery", "fund": "local", "cap_vnd": 9}))
    old.refresh_from_db()
    assert (old.last_on, old.superseded_by) == (TODAY, new)
    assert (level(place, TODAY).cap_vnd, level(place, TOMORROW).cap_vnd) == (300_000_000, 9)


@pytest.mark.parametrize(
    ("first", "last"), [(TODAY, None), (TODAY - ONE_DAY, TODAY), (TODAY - ONE_DAY, None)]
)
def test_days_that_a_confirmed_row_holds_are_refused_with_the_cure(enter, confirm, first, last):
    confirm(enter(TODAY))
    with pytest.raises(Refusal, match="Mỗi ngày chỉ một dòng") as refused:
        enter(first, last)
    finding = refused.value.findings[0]
    assert finding.field == "first_on"
    assert "đã xác nhận" in finding.message
    assert "rút dòng kia" in finding.cure


def test_a_closed_row_holds_its_days(enter, confirm):
    confirm(enter(TODAY, TOMORROW))
    with pytest.raises(Refusal, match="từ 21/11/2026 đến 22/11/2026"):
        enter(TOMORROW)
    assert enter(TOMORROW + ONE_DAY).state == "waiting"


def test_two_rows_for_the_same_days_do_not_wait_side_by_side(enter):
    enter(TODAY)
    with pytest.raises(Refusal, match="đang chờ xác nhận"):
        enter(TOMORROW)


def test_another_row_that_was_confirmed_meanwhile_is_met_at_confirmation(place, enter, confirm):
    row = enter(TODAY)
    NormFactory(province=place.unit, since=TODAY)
    with pytest.raises(Refusal, match="Mỗi ngày chỉ một dòng"):
        confirm(row)


def test_the_database_lets_no_two_confirmed_rows_share_a_day(place):
    NormFactory(province=place.unit, since=TODAY)
    with pytest.raises(IntegrityError, match="norm_once_a_day"), transaction.atomic():
        NormFactory(province=place.unit, since=TOMORROW)


def test_a_row_is_confirmed_once(enter, confirm):
    row = confirm(enter(TODAY))
    with pytest.raises(Refusal, match="không còn chờ"):
        confirm(row)


def test_withdrawing_gives_the_days_back_to_what_was_superseded(place, enter, confirm, confirmer):
    rows = [confirm(enter(TODAY + n * ONE_DAY)) for n in range(3)]
    withdraw(rows[1], confirmer)
    rows[0].refresh_from_db()
    assert (rows[0].last_on, rows[0].superseded_by) == (TOMORROW, rows[2])
    withdraw(rows[2], confirmer)
    rows[0].refresh_from_db()
    assert (rows[0].last_on, rows[0].superseded_by) == (None, None)
    assert level(place, TODAY + 9 * ONE_DAY).norm_id == rows[0].pk


def test_who_entered_may_withdraw_a_waiting_row_but_not_a_confirmed_one(enter, enterer, confirm):
    assert withdraw(enter(TODAY), enterer).state == "withdrawn"
    row = confirm(enter(TODAY))
    with pytest.raises(Refusal, match="không có quyền"):
        withdraw(row, enterer)


def test_who_confirms_may_turn_a_waiting_row_down(place, enter):
    row = withdraw(enter(TODAY), place.person("finance_officer"), "Không khớp bản chụp")
    assert (row.withdrawn_reason, row.withdrawn_by_name) == (
        "Không khớp bản chụp",
        str(place.person("finance_officer")),
    )


def test_withdrawing_needs_a_reason_and_happens_once(enter, enterer):
    row = enter(TODAY)
    with pytest.raises(Refusal, match="lý do"):
        withdraw(row, enterer, "  ")
    withdraw(row, enterer)
    with pytest.raises(Refusal, match="không rút được"):
        withdraw(row, enterer)
    with pytest.raises(Refusal, match="không rút được"):
        withdraw(Norm.objects.filter(origin="shipped").first(), enterer)


def test_a_document_without_scan_carries_no_row(enter, bare_instrument):
    with pytest.raises(Refusal, match="chưa có bản chụp"):
        enter(TODAY, instrument=bare_instrument)


def test_every_reason_is_told_at_once(enter, elsewhere):
    theirs = InstrumentFactory(province=elsewhere.unit, in_force_on=TOMORROW)
    with pytest.raises(Refusal) as refused:
        enter(TODAY, TODAY - ONE_DAY, instrument=theirs)
    assert [finding.code for finding in refused.value.findings] == [
        "norms.no_scan",
        "norms.other_province",
        "norms.before_document",
        "norms.backwards",
    ]


@pytest.mark.parametrize(
    ("day", "taken"), [(dt.date(2025, 7, 25), False), (dt.date(2025, 7, 26), True)]
)
def test_a_row_begins_with_its_document_at_the_earliest(enter, day, taken):
    if taken:
        assert enter(day).first_on == day
        return
    with pytest.raises(Refusal, match="chỉ có hiệu lực từ 26/07/2025"):
        enter(day)


def test_a_row_begins_within_the_life_of_its_province(enter):
    national = ScanFactory(instrument__in_force_on=dt.date(2018, 5, 11)).instrument
    with pytest.raises(Refusal, match="chưa có hoặc không còn"):
        enter(dt.date(2025, 6, 30), instrument=national)
    assert enter(dt.date(2025, 7, 1), instrument=national).instrument == national


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"rate_percent": 151}, "không quá 150 %"),
        ({"rate_percent": -1}, "lớn hơn 0 %"),
        ({"cap_vnd": 0}, "lớn hơn 0 đồng"),
        ({}, "tỷ lệ hoặc mức tiền"),
    ],
)
def test_impossible_figures_are_refused_in_words(enter, figures, sentence):
    with pytest.raises(Refusal, match=sentence):
        enter(TODAY, values={"kind": "machinery", "fund": "local"} | figures)


def test_a_kind_that_the_law_does_not_know_is_refused_at_its_field(enter):
    with pytest.raises(Refusal) as refused:
        enter(TODAY, values={"kind": "x", "fund": "local", "cap_vnd": 1})
    assert [finding.field for finding in refused.value.findings] == ["kind"]


def test_a_province_enters_its_own_procedure_and_terms(place, enter, confirm):
    values = {"approver": "committee", "advance_percent": 50, "min_invested_percent": 30}
    confirm(enter(TODAY, table=Procedure, values=values))
    term = {"step": "appraise", "fund": "local", "days": 10, "is_working": True}
    confirm(enter(TODAY, table=DeadlineRule, values=term))
    fact = procedure_on(province=place.unit, on=TODAY)
    assert (fact.approver, fact.advance_percent, fact.advance_min_invested_percent) == (
        "committee",
        50,
        30,
    )
    due = deadline_on(step="appraise", fund="local", province=place.unit, on=TODAY)
    assert (due.days, due.is_working) == (10, True)


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (FormRule, {"form": "enterprise"}),
        (Norm, {"kind": "machinery", "fund": "national", "cap_vnd": 1, "province": None}),
    ],
)
def test_the_law_of_the_whole_country_is_not_entered_at_a_site(enter, table, values):
    with pytest.raises(Refusal, match="đi kèm phần mềm"):
        enter(TODAY, table=table, exactly=values)


def test_a_list_of_days_off_supersedes_the_shipped_one(enterer, confirm):
    scan = ScanFactory(instrument__province=None, instrument__in_force_on=dt.date(2026, 1, 1))
    row = enter_row(
        table=HolidayList,
        instrument=scan.instrument,
        article="Thông báo",
        values={"year": 2026, "days": [dt.date(2026, 11, 24)]},
        first_on=dt.date(2026, 1, 1),
        last_on=dt.date(2026, 12, 31),
        by=enterer,
        on=TODAY,
    )
    confirm(row)
    assert holidays_of([2026]).days == {dt.date(2026, 11, 24)}


def test_each_act_is_written_down_with_its_figures(place, enter, confirm, confirmer):
    row = withdraw(confirm(enter(TODAY)), confirmer)
    events = Event.objects.filter(subject_id=row.public_id).order_by("id")
    assert [e.kind for e in events] == ["norms.entered", "norms.confirmed", "norms.withdrawn"]
    assert {e.area_id for e in events} == {place.unit.pk}
    assert events[0].after["cap_vnd"] == 300_000_000
    assert events[2].reason == "Nhập nhầm khoản"
    assert "mức hỗ trợ tối đa (từ 21/11/2026)" in events[1].sentence
