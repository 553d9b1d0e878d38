"""Booking: what goes in, what is refused and with which figures."""

import datetime as dt

import pytest

from khuyencong.audit.models import Event
from khuyencong.budget import services
from khuyencong.budget.enums import Source, Stage
from khuyencong.budget.models import Account, Appropriation, Journal
from khuyencong.budget.queries import balances_of, pool
from khuyencong.core.findings import Refusal
from khuyencong.core.money import MAX_VND
from tests.accounts.factories import OrganisationFactory, dak_lak, lang_son
from tests.budget.factories import DAY, MILLION, appropriate, move

pytestmark = pytest.mark.django_db
PLAN = (Stage.AVAILABLE, Stage.PLANNED)
COMMIT = (Stage.PLANNED, Stage.COMMITTED)
ADVANCE = (Stage.COMMITTED, Stage.ADVANCED)


@pytest.fixture
def centre():
    return OrganisationFactory(name="Trung tâm Khuyến công Đắk Lắk")


def refusal(function, *args, **facts) -> str:
    with pytest.raises(Refusal) as caught:
        function(*args, **facts)
    return str(caught.value)


def test_a_decision_fills_the_pool_of_its_year(centre):
    appropriate(centre, 500)
    appropriate(centre, 300)
    appropriate(centre, 70, year=2027)
    assert pool(centre, 2026, Source.LOCAL) == 800 * MILLION
    assert pool(centre, 2027, Source.LOCAL) == 70 * MILLION
    assert pool(centre, 2026, Source.NATIONAL) == 0


def test_a_decision_may_lower_what_is_not_given_away(centre):
    appropriate(centre, 500)
    move(centre, 380)
    message = refusal(appropriate, centre, -150)
    assert message == (
        "Nguồn khuyến công địa phương năm 2026 còn 120 triệu đồng, không thể giảm 150 triệu đồng."
    )
    journal = appropriate(centre, -120)
    assert (journal.memo, pool(centre, 2026, Source.LOCAL)) == ("Giảm dự toán", 0)


def test_a_scheme_that_needs_more_than_is_left_is_told_both_figures(centre):
    appropriate(centre, 120)
    with pytest.raises(Refusal) as caught:
        move(centre, 150)
    [finding] = caught.value.findings
    assert finding.message == (
        "Nguồn khuyến công địa phương năm 2026 còn 120 triệu đồng, đề án cần 150 triệu đồng."
    )
    assert finding.figures == {"available_vnd": 120 * MILLION, "needed_vnd": 150 * MILLION}
    assert balances_of("deanso1") == {}


def test_a_stage_of_a_scheme_cannot_give_more_than_it_holds(centre):
    appropriate(centre, 500)
    move(centre, 100)
    assert refusal(move, centre, 130, COMMIT) == (
        "Khoản “Trong kế hoạch” của đề án (nguồn khuyến công địa phương năm 2026) còn 100 triệu"
        " đồng, đề án cần 130 triệu đồng."
    )


def test_money_walks_the_whole_way_and_comes_back(centre):
    appropriate(centre, 500)
    move(centre, 150, PLAN)
    move(centre, 150, COMMIT)
    move(centre, 100, ADVANCE)
    move(centre, 40, (Stage.COMMITTED, Stage.PAID))
    move(centre, 90, (Stage.ADVANCED, Stage.SETTLED))
    move(centre, 10, (Stage.ADVANCED, Stage.AVAILABLE))
    assert balances_of("deanso1") == {
        (Source.LOCAL, Stage.COMMITTED): 10 * MILLION,
        (Source.LOCAL, Stage.PAID): 40 * MILLION,
        (Source.LOCAL, Stage.SETTLED): 90 * MILLION,
    }
    assert pool(centre, 2026, Source.LOCAL) == 360 * MILLION


@pytest.mark.parametrize(
    "stages",
    [
        (Stage.AVAILABLE, Stage.PAID),
        (Stage.APPROPRIATION, Stage.AVAILABLE),
        (Stage.PAID, Stage.PLANNED),
    ],
)
def test_money_takes_no_short_cut(centre, stages):
    appropriate(centre, 500)
    assert refusal(move, centre, 10, stages) == (
        f"Không thể chuyển tiền từ “{stages[0].label}” sang “{stages[1].label}”."
    )


def test_without_an_appropriation_the_year_source_and_body_are_named(centre):
    assert refusal(move, centre, 10, source=Source.NATIONAL, year=2025) == (
        "Chưa có dự toán nguồn khuyến công quốc gia năm 2025 của Trung tâm Khuyến công Đắk Lắk."
    )


@pytest.mark.parametrize("amount", [0, -5, MAX_VND + 1, 10**30])
def test_absurd_amounts_are_refused_before_the_database_sees_them(centre, amount):
    appropriate(centre, 10)
    facts = {"organisation": centre, "year": 2026, "source": Source.LOCAL, "by": None, "on": DAY}
    with pytest.raises(Refusal, match="Số tiền phải lớn hơn 0"):
        services.move(
            **facts,
            subject="x",
            from_stage=Stage.AVAILABLE,
            to_stage=Stage.PLANNED,
            amount_vnd=amount,
            voucher_no="1",
            voucher_on=DAY,
        )


def test_a_decision_is_booked_once_whatever_the_case_of_its_number(centre):
    appropriate(centre, 10, number="12/QĐ-UBND")
    assert refusal(appropriate, centre, 10, number="12/qđ-ubnd") == (
        "Quyết định số 12/QĐ-UBND đã được ghi sổ ngày 02/03/2026."
    )


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ({"decision_on": DAY + dt.timedelta(1)}, "Ngày chứng từ không được sau ngày ghi sổ."),
        ({"number": ""}, "Bút toán phải có số chứng từ và nội dung."),
        ({"source": Source.COUNTERPART}, "Vốn đối ứng do cơ sở bỏ ra, không giao dự toán."),
        ({"year": 1999}, "Năm ngân sách phải trong khoảng 2000–2100."),
    ],
)
def test_what_cannot_be_a_decision_is_refused_by_the_database_in_words(centre, facts, message):
    known = {"number": "1/QĐ", "year": 2026, "source": Source.LOCAL, "decision_on": DAY} | facts
    with pytest.raises(Refusal) as caught:
        services.appropriate(
            organisation=centre,
            amount_vnd=MILLION,
            decision_no=known.pop("number"),
            by=None,
            on=DAY,
            **known,
        )
    assert str(caught.value) == message
    assert not Appropriation.objects.exists()


def test_a_reversal_puts_the_money_back_once(centre):
    appropriate(centre, 500)
    journal = move(centre, 150)
    opposite = services.reverse(journal=journal, by=None, on=DAY, reason="nhập nhầm đề án")
    assert (opposite.reverses, opposite.memo) == (journal, "Đảo bút toán: nhập nhầm đề án")
    assert (pool(centre, 2026, Source.LOCAL), balances_of("deanso1")) == (500 * MILLION, {})
    again = {"journal": journal, "by": None, "on": DAY, "reason": "lần nữa"}
    assert refusal(services.reverse, **again) == "Bút toán này đã được đảo ngày 02/03/2026."
    assert Journal.objects.count() == 3


def test_a_reversal_needs_a_reason_and_a_day_not_before_the_journal(centre):
    journal = appropriate(centre, 500)
    early = DAY - dt.timedelta(1)
    assert refusal(services.reverse, journal=journal, by=None, on=early, reason=" ") == (
        "Cần nêu lý do đảo bút toán.; Bút toán gốc ghi ngày 02/03/2026, không thể đảo trước ngày đó."
    )


def test_a_reversal_is_not_reversed(centre):
    journal = appropriate(centre, 500)
    opposite = services.reverse(journal=journal, by=None, on=DAY, reason="sai số")
    assert refusal(services.reverse, journal=opposite, by=None, on=DAY, reason="đổi ý") == (
        "Đây là bút toán đảo; muốn ghi lại hãy lập bút toán mới."
    )


def test_money_already_passed_on_cannot_be_reversed(centre):
    journal = appropriate(centre, 500)
    move(centre, 450)
    assert refusal(services.reverse, journal=journal, by=None, on=DAY, reason="sai") == (
        "Nguồn khuyến công địa phương năm 2026 còn 50 triệu đồng, không thể đảo bút toán 500 triệu"
        " đồng."
    )


def test_after_a_reversal_the_same_decision_may_be_booked_rightly(centre):
    journal = appropriate(centre, 500, number="9/QĐ-UBND")
    services.withdraw_decision(journal=journal, by=None, on=DAY, reason="gõ thừa số 0")
    appropriate(centre, 50, number="9/QĐ-UBND")
    assert pool(centre, 2026, Source.LOCAL) == 50 * MILLION


def test_a_schemes_journal_is_not_withdrawn_as_a_decision(centre):
    appropriate(centre, 500)
    journal = move(centre, 100)
    facts = {"journal": journal, "by": None, "on": DAY, "reason": "sai"}
    assert "ở bước của đề án đã ghi nó" in refusal(services.withdraw_decision, **facts)


def test_only_an_accountant_of_the_organisation_books_its_decisions():
    here, there = dak_lak(), lang_son()
    accountant = here.person("accountant")
    journal = appropriate(here.centre, 10, by=accountant)
    assert journal.booked_by == accountant
    for place, role in ((here, "officer"), (there, "accountant"), (here, "auditor")):
        assert "không có quyền" in refusal(appropriate, here.centre, 10, by=place.person(role))
        facts = {"journal": journal, "by": place.person(role), "on": DAY, "reason": "x"}
        assert "không có quyền" in refusal(services.withdraw_decision, **facts)


def test_each_booking_is_told_to_the_log(centre):
    appropriate(centre, 500, number="7/QĐ-UBND")
    journal = move(centre, 120, memo="Kế hoạch đợt 1", voucher_no="75/QĐ-SCT")
    services.reverse(journal=journal, by=None, on=DAY, reason="nhầm")
    appropriate(centre, -5, number="8/QĐ-UBND")
    told = Event.objects.filter(kind__startswith="budget.").order_by("id")
    pool_name = "nguồn khuyến công địa phương năm 2026"
    assert [event.sentence for event in told] == [
        f"Hệ thống ghi tăng 500 triệu đồng {pool_name}: Giao dự toán (7/QĐ-UBND)",
        f"Hệ thống ghi sổ 120 triệu đồng {pool_name}: Kế hoạch đợt 1 (75/QĐ-SCT)",
        f"Hệ thống đảo bút toán 120 triệu đồng {pool_name}: Đảo bút toán: nhầm (75/QĐ-SCT)",
        f"Hệ thống ghi giảm 5 triệu đồng {pool_name}: Giảm dự toán (8/QĐ-UBND)",
    ]
    assert {event.organisation_id for event in told} == {centre.pk}


def test_an_account_is_opened_once(centre):
    appropriate(centre, 500)
    move(centre, 10)
    move(centre, 10)
    assert Account.objects.filter(subject="deanso1").count() == 1
