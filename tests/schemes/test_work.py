"""My work: who finds which scheme or batch on the desk, by when, why; search; few queries."""

import datetime as dt

import pytest

from khuyencong.desk.queries import found_by, work_of
from khuyencong.norms.models import DeadlineRule
from khuyencong.norms.queries import HolidayFact
from khuyencong.schemes.queries import Terms, due_of
from khuyencong.schemes.workflow import BY_CODE
from tests.accounts.factories import lang_son
from tests.norms.factories import RowFactory
from tests.schemes.factories import TODAY, fresh

MINE = {
    "draft": ("officer", "Nộp đề án"),
    "submitted": ("appraiser", "Thẩm định đề án"),
    "appraised": ("appraiser", "Đưa vào đợt kế hoạch"),
    "approved": ("officer", "Ký hợp đồng"),
    "contracted": ("officer", "Bắt đầu thực hiện"),
    "under_way": ("officer", "Ghi tiến độ"),
    "accepted": ("accountant", "Quyết toán"),
    "settled": ("accountant", "Đóng hồ sơ"),
}
ROLES = ("officer", "appraiser", "accountant", "auditor")


class DeadlineRuleFactory(RowFactory):
    """The department appraises within ten days."""

    class Meta:
        model = DeadlineRule

    step = "appraise"
    fund = "local"
    days = 10


def tasks(here, role, on=TODAY):
    work = work_of(here.person(role), on)
    found = (*work.late, *work.this_week, *work.later)
    return [task for task in found if task.group in {"Đề án", "Đợt kế hoạch"}]


def titles(here, role, on=TODAY):
    return [task.title for task in tasks(here, role, on)]


@pytest.mark.parametrize("state", MINE)
def test_a_scheme_lies_on_the_desk_of_who_has_to_act(here, state):
    here.at(state)
    mine, title = MINE[state]
    day = dt.date(2026, 3, 30)
    assert {role: titles(here, role, day) for role in ROLES} == {
        role: [title] if role == mine else [] for role in ROLES
    }


def test_a_scheme_at_the_end_of_its_period_is_accepted(here):
    here.at("under_way")
    assert titles(here, "appraiser", dt.date(2026, 9, 29)) == []
    assert titles(here, "appraiser", dt.date(2026, 9, 30)) == ["Nghiệm thu đề án"]


def test_a_scheme_wholly_done_is_accepted_at_once(here):
    scheme = here.at("under_way")
    here.progress(scheme, percent=100)
    assert titles(here, "appraiser", dt.date(2026, 4, 30)) == ["Nghiệm thu đề án"]


def test_another_officers_scheme_is_not_ones_work(here):
    scheme = here.draft()
    scheme.officer = here.person("centre_head")
    scheme.save()
    assert titles(here, "officer") == []


def test_another_province_finds_nothing(here):
    here.at("submitted")
    assert not work_of(lang_son().person("appraiser"), TODAY).later


def test_an_open_batch_waits_for_the_department_a_sent_one_for_the_approver(here):
    here.at("planned")
    assert titles(here, "appraiser") == ["Trình đợt kế hoạch"]
    assert titles(here, "department_leader") == ["Trình đợt kế hoạch"]
    here.send()
    assert titles(here, "appraiser") == []
    (task,) = tasks(here, "department_leader")
    assert (task.title, task.subject) == ("Phê duyệt đợt kế hoạch", "Đợt 1/2026 · 1 đề án")
    assert titles(here, "provincial_leader") == []


def test_a_task_tells_since_when_and_leads_to_the_page(here):
    scheme = here.at("submitted")
    (task,) = tasks(here, "appraiser", scheme.held_since + dt.timedelta(days=4))
    assert task.url == scheme.get_absolute_url()
    assert (task.due_on, task.why) == (None, "giữ hồ sơ 4 ngày")


def test_the_term_of_the_province_gives_the_day_and_the_article(here):
    rule = DeadlineRuleFactory(province=here.place.unit)
    scheme = here.at("submitted")
    (task,) = tasks(here, "appraiser")
    assert task.due_on == scheme.submitted_on + dt.timedelta(days=10)
    assert (task.citation, task.why.split(",")[0]) == (rule.citation, "10 ngày")


def test_the_term_of_another_province_does_not_count(here):
    DeadlineRuleFactory(province=lang_son().unit)
    assert due_of(here.at("submitted"), BY_CODE["appraise"]) is None


@pytest.mark.parametrize(("days", "found"), [(0, True), (1, False)])
def test_a_term_governs_what_began_since_its_first_day(here, days, found):
    scheme = here.at("submitted")
    first = scheme.submitted_on + dt.timedelta(days=days)
    DeadlineRuleFactory(province=here.place.unit, since=first)
    assert bool(due_of(scheme, BY_CODE["appraise"])) == found


@pytest.mark.parametrize("is_known", [True, False])
def test_working_days_without_a_calendar_say_so(here, monkeypatch, is_known):
    DeadlineRuleFactory(province=here.place.unit, is_working=True)
    scheme = here.at("submitted")
    years = frozenset({2026} if is_known else ())
    calendar = HolidayFact(days=frozenset(), known_years=years)
    monkeypatch.setattr("khuyencong.schemes.queries.deadlines.holidays_of", lambda _: calendar)
    due = due_of(scheme, BY_CODE["appraise"])
    assert due.on == scheme.submitted_on + dt.timedelta(days=14)
    assert ("chưa trừ ngày nghỉ lễ" in due.why) == (not is_known)


def test_a_draft_without_days_has_no_term(here):
    scheme = here.draft()
    scheme.held_since = None
    assert due_of(scheme, BY_CODE["submit"]) is None


def test_many_terms_are_read_at_once(here, django_assert_max_num_queries):
    DeadlineRuleFactory(province=here.place.unit)
    schemes = [here.at("submitted", establishment=here.maker(f"HTX {n}")) for n in range(3)]
    with django_assert_max_num_queries(2):
        terms = Terms(schemes)
        assert all(terms.due(scheme, BY_CODE["appraise"]) for scheme in schemes)


def test_the_desk_costs_the_same_for_one_and_for_many(here, django_assert_max_num_queries):
    person = here.person("appraiser")
    for n in range(3):
        here.at("submitted", establishment=here.maker(f"HTX {n}"))
    with django_assert_max_num_queries(20):
        assert len(work_of(person, TODAY)) == 3


@pytest.mark.parametrize("text", ["may say", "mắc ca", "MAC CA", "DA-66-2026-0001", "ea knuec"])
def test_schemes_are_found_by_name_code_beneficiary_and_place(here, text):
    scheme = here.at("submitted")
    (group,) = [g for g in found_by(here.person("officer"), text, 5) if g.label == "Đề án"]
    hit = group.hits[0].hit
    assert len(group.hits) == 1
    assert hit.url == scheme.get_absolute_url()
    assert hit.detail == f"{scheme.code} · HTX Mắc ca Ea Knuếc · {here.place.unit}"
    assert hit.state == "Chờ thẩm định"


def test_search_finds_no_drafts_of_others(here):
    here.draft()
    groups = found_by(lang_son().person("officer"), "mac ca", 5)
    assert "Đề án" not in [group.label for group in groups]


def test_a_corrected_name_is_found(here):
    scheme = here.at("approved")
    scheme = fresh(scheme)
    assert type(scheme).objects.search("hop tac xa may say").exists()
