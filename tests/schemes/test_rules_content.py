"""Kind in force, parts written, machines new, papers there, days in order."""

import datetime as dt

import pytest

from khuyencong.core.findings import Finding, Severity
from khuyencong.schemes.rules.content import (
    content,
    dossier,
    eligibility,
    kind,
    machines,
    period,
)
from khuyencong.schemes.rules.day import batch, memo, paper
from khuyencong.schemes.rules.facts import MachineFact, Needed, Predecessor
from tests.schemes.rule_facts import DAY, act, codes, scheme

ONE_DAY = dt.timedelta(days=1)
OLD = MachineFact(name="Máy cũ", model="", maker="", is_new=False)
PHOTOS = Needed(code="photos", label="Ảnh lắp đặt", citation="TT 36", min_files=3)


def test_a_kind_in_force_is_not_spoken_of():
    assert kind(scheme(), act()) == []


def test_a_kind_out_of_force_is_refused():
    assert codes(kind(scheme(is_kind_valid=False), act())) == ["kind.not_in_force"]


def test_each_part_that_is_empty_is_named_by_its_field():
    (finding,) = content(scheme(missing_texts=(("objectives", "mục tiêu"),)), act())
    assert (finding.field, finding.message) == ("objectives", "Chưa ghi: mục tiêu.")
    assert content(scheme(), act()) == []


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ({"starts_on": None}, "period.missing"),
        ({"ends_on": None}, "period.missing"),
        ({"ends_on": dt.date(2026, 3, 31)}, "period.backward"),
    ],
)
def test_the_period_is_given_and_runs_forward(days, code):
    assert codes(period(scheme(**days), act())) == [code]


def test_a_period_of_one_day_is_enough():
    assert period(scheme(ends_on=dt.date(2026, 4, 1)), act()) == []


def test_new_machines_pass():
    (finding,) = machines(scheme(), act())
    assert finding.code == "machines.new"


def test_a_used_machine_is_refused_by_name():
    (finding,) = machines(scheme(machines=(OLD,)), act())
    assert finding.is_blocking
    assert "Máy cũ" in finding.message


def test_a_missing_machine_is_refused_only_where_the_kind_needs_one():
    assert codes(machines(scheme(machines=()), act())) == ["machines.none"]
    assert machines(scheme(machines=(), needs_machine=False), act()) == []


@pytest.mark.parametrize(("count", "missing"), [(2, ["dossier.photos"]), (3, [])])
def test_a_paper_is_there_with_enough_files(count, missing):
    facts = scheme(needed=(PHOTOS,), files={"photos": count})
    assert codes(dossier(facts, act())) == missing


def test_a_missing_paper_tells_its_condition_and_how_many_files():
    need = Needed(code="env", label="Giấy tờ", citation="TT 46", condition="Khi có chất thải")
    one, many = dossier(scheme(needed=(need, PHOTOS)), act())
    assert (one.message, one.cure) == (
        "Còn thiếu: Giấy tờ (khi có chất thải).",
        "Tải lên bản chụp.",
    )
    assert many.cure == "Tải lên 3 tệp."


def test_what_the_establishments_rules_found_is_passed_on():
    found = Finding(code="eligibility.place", severity=Severity.BLOCK, message="Phường")
    assert eligibility(scheme(eligibility=(found,)), act()) == [found]


def test_a_paper_of_today_after_its_predecessor_passes():
    before = Predecessor(label="Nộp", on=DAY)
    assert paper(scheme(predecessor=before), act(today=DAY)) == []


@pytest.mark.parametrize(("days", "code"), [(0, []), (1, ["paper.future"])])
def test_a_paper_of_tomorrow_is_refused(days, code):
    assert codes(paper(scheme(), act(today=DAY, on=DAY + days * ONE_DAY))) == code


def test_a_paper_before_its_predecessor_is_refused_naming_it():
    before = Predecessor(label="Thẩm định", on=DAY + ONE_DAY, paper_no="7/PTĐ")
    (finding,) = paper(scheme(predecessor=before), act())
    assert finding.code == "paper.order"
    assert "bước “Thẩm định” số 7/PTĐ ngày 03/03/2026" in finding.message


def test_a_required_number_is_asked_for_by_the_papers_name():
    facts = act(is_paper_required=True, paper_label="Quyết định phê duyệt")
    (finding,) = paper(scheme(), facts)
    assert (finding.code, finding.message) == (
        "paper.no_number",
        "Ghi số của quyết định phê duyệt.",
    )
    assert paper(scheme(), act(is_paper_required=True, paper_no="1/QĐ")) == []


def test_a_memo_may_not_precede_the_latest_step_of_its_schemes():
    late = memo("1/TTr", on=DAY, today=DAY, latest=DAY + ONE_DAY)
    assert codes(late) == ["paper.order"]
    assert memo("1/TTr", on=DAY, today=DAY, latest=DAY) == []


@pytest.mark.parametrize(
    ("state", "code"),
    [("submitted", []), ("open", ["batch.not_submitted"]), ("", ["batch.not_submitted"])],
)
def test_only_a_submitted_batch_is_decided_on(state, code):
    assert codes(batch(scheme(batch_state=state), act())) == code
