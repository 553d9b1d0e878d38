"""Under way and after: progress, advance, acceptance, payment, settlement, recovery."""

from decimal import Decimal

from khuyencong.core.findings import Finding, Severity
from khuyencong.core.money import MAX_VND, format_number
from khuyencong.schemes.rules.ceiling import given_level, limit
from khuyencong.schemes.rules.facts import Act, AdvanceTerms, SchemeFacts, block, passed
from khuyencong.schemes.rules.money import million
from khuyencong.schemes.rules.rule import (
    CIRCULAR_36,
    CIRCULAR_46,
    rule,
)

EVIDENCE = "Thông tư 36/2013/TT-BCT, Điều 14"
SETTLING = "Thông tư 36/2013/TT-BCT, Điều 18"
RECOVERY = "Thông tư 36/2013/TT-BCT, Điều 12 khoản 6"
UNKNOWN_ADVANCE = "advance.unknown"


@rule(
    "Tiến độ ghi bằng phần trăm và số vốn đã đầu tư.",
    citation="Thông tư 36/2013/TT-BCT, Điều 23",
    first_on=CIRCULAR_36,
)
def progress(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check a progress entry."""
    found = []
    if act.percent_done is None or not 0 <= act.percent_done <= 100:
        found.append(
            block(
                "progress.percent",
                "Khối lượng hoàn thành ghi từ 0 đến 100 %.",
                field="percent_done",
            )
        )
    if act.invested_vnd is not None and not 0 <= act.invested_vnd <= MAX_VND:
        found.append(
            block(
                "progress.invested",
                "Vốn đã đầu tư không được âm hoặc quá lớn.",
                field="invested_vnd",
            )
        )
    return found


@rule(
    "Tạm ứng trong tỷ lệ và điều kiện của tỉnh.",
    citation="Thông tư 46/2012/TT-BCT, Điều 8 khoản 3",
    first_on=CIRCULAR_46,
)
def advance(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check an advance against the province's share and the investment it asks for."""
    found = _positive(act)
    if found:
        return found
    terms = _terms(facts, act)
    if terms.percent is None:
        return []
    return [*_advance_share(facts, act, terms), *_advance_condition(facts, terms)]


@rule(
    "Tỷ lệ và điều kiện tạm ứng theo quy định của tỉnh.",
    citation="Thông tư 46/2012/TT-BCT, Điều 8 khoản 3",
    first_on=CIRCULAR_46,
)
def advance_terms(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that the province's own terms are on file, or were given with their basis."""
    terms = _terms(facts, act)
    if terms.percent is None:
        return [
            Finding(
                code=UNKNOWN_ADVANCE,
                severity=Severity.ASK,
                message="Chưa có tỷ lệ tạm ứng của tỉnh cho ngày này.",
                citation=terms.citation,
                field="amount_vnd",
                cure="Ghi tỷ lệ cùng căn cứ, hoặc nhập trình tự của tỉnh tại Định mức.",
            )
        ]
    if terms.is_verified:
        return []
    return [
        Finding(
            code="advance.unverified",
            severity=Severity.WARN,
            message="Điều kiện tạm ứng của tỉnh chưa được kiểm chứng với văn bản gốc.",
            citation=terms.citation,
            field="amount_vnd",
        )
    ]


def _terms(facts: SchemeFacts, act: Act) -> AdvanceTerms:
    if facts.advance_terms.percent is not None:
        return facts.advance_terms
    for answer in act.answers:
        if answer.code == UNKNOWN_ADVANCE and answer.rate_percent is not None:
            return AdvanceTerms(
                percent=answer.rate_percent, min_invested_percent=None, citation=answer.citation
            )
    return facts.advance_terms


def _advance_share(facts: SchemeFacts, act: Act, terms: AdvanceTerms) -> list[Finding]:
    percent = terms.percent or Decimal(0)
    most = int(percent * (facts.support_vnd or 0) / 100)
    total = facts.ledger.advanced_vnd + act.amount_vnd
    text = f"{format_number(percent)} % × kinh phí hỗ trợ {million(facts.support_vnd or 0)} = {million(most)}"
    if total > most:
        return [
            block(
                "advance.share",
                f"Tạm ứng cộng dồn {million(total)} vượt {text}.",
                citation=terms.citation,
                field="amount_vnd",
                cure=f"Tạm ứng không quá {million(max(most - facts.ledger.advanced_vnd, 0))}.",
                limit_vnd=most,
                asked_vnd=total,
            )
        ]
    return [
        passed(
            "advance.within",
            f"Tạm ứng cộng dồn {million(total)} trong mức {text}.",
            citation=terms.citation,
            limit_vnd=most,
        )
    ]


def _advance_condition(facts: SchemeFacts, terms: AdvanceTerms) -> list[Finding]:
    if terms.min_invested_percent is None:
        return []
    needed = int(terms.min_invested_percent * (facts.total_vnd or 0) / 100)
    invested = facts.invested_vnd or 0
    if invested >= needed:
        return []
    return [
        block(
            "advance.invested",
            f"Cơ sở mới đầu tư {million(invested)}; phải đạt {format_number(terms.min_invested_percent)} % tổng kinh phí = {million(needed)}.",
            citation=terms.citation,
            field="amount_vnd",
            cure="Ghi tiến độ mới nhất kèm xác nhận, hoặc chờ đến khi đủ điều kiện.",
            needed_vnd=needed,
            invested_vnd=invested,
        )
    ]


@rule(
    "Nghiệm thu ghi chi phí hợp lệ và số máy.",
    citation=EVIDENCE,
    first_on=CIRCULAR_36,
)
def acceptance(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that the accepted cost is known and every machine carries its serial number."""
    if act.eligible_vnd is None or not 0 < act.eligible_vnd <= MAX_VND:
        return [
            block(
                "acceptance.eligible",
                "Ghi chi phí hợp lệ được nghiệm thu, lớn hơn 0.",
                citation=EVIDENCE,
                field="eligible_vnd",
            )
        ]
    given = [number for number in act.serial_numbers if number]
    if len(given) < len(facts.machines):
        return [
            block(
                "acceptance.serials",
                f"Mới có số máy của {len(given)} trong {len(facts.machines)} máy móc, thiết bị.",
                citation=EVIDENCE,
                field="serial_numbers",
                cure="Ghi số máy trên nhãn của từng máy.",
            )
        ]
    support = payable(facts, act.eligible_vnd)
    return [
        passed(
            "acceptance.support",
            f"Kinh phí được thanh toán theo nghiệm thu: {million(support)}.",
            citation=EVIDENCE,
            support_vnd=support,
            eligible_vnd=act.eligible_vnd,
        )
    ]


def payable(facts: SchemeFacts, eligible_vnd: int) -> int:
    """Return the support due for the accepted eligible cost, never above the approved one.

    Where the level does not bind, a lower cost lowers the support in its approved proportion.
    """
    support = facts.support_vnd or 0
    level = facts.ceiling or given_level(facts.answers)
    if level is not None and level.is_binding:
        most = limit(level, eligible_vnd)
        return support if most is None else min(support, most)
    planned = facts.eligible_cost_vnd or eligible_vnd
    return min(support, support * eligible_vnd // planned)


@rule(
    "Tạm ứng và thanh toán không vượt kinh phí theo nghiệm thu.",
    citation=EVIDENCE,
    first_on=CIRCULAR_36,
)
def payment(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that what was advanced and paid stays within the accepted support."""
    found = _positive(act)
    if found:
        return found
    due = facts.accepted_support_vnd or 0
    done = facts.ledger.advanced_vnd + facts.ledger.paid_vnd
    if done + act.amount_vnd > due:
        return [
            block(
                "payment.over",
                f"Kinh phí theo nghiệm thu {million(due)}, đã tạm ứng và thanh toán {million(done)}; chỉ còn {million(max(due - done, 0))}.",
                citation=EVIDENCE,
                field="amount_vnd",
                cure=f"Thanh toán không quá {million(max(due - done, 0))}.",
                limit_vnd=due,
                done_vnd=done,
            )
        ]
    return []


@rule(
    "Quyết toán bằng kinh phí theo nghiệm thu; phần chi vượt phải thu hồi.",
    citation=SETTLING,
    first_on=CIRCULAR_36,
)
def settlement(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that what is settled is the accepted support and the excess comes back."""
    found = recovery(facts, act)
    if found:
        return found
    due = facts.accepted_support_vnd or 0
    done = facts.ledger.advanced_vnd - act.recovered_vnd + facts.ledger.paid_vnd
    if done > due:
        return [
            block(
                "settlement.over",
                f"Đã chi {million(done)}, nghiệm thu chỉ {million(due)}; phải thu hồi {million(done - due)}.",
                citation=RECOVERY,
                field="recovered_vnd",
                cure=f"Ghi số thu hồi {million(done - due + act.recovered_vnd)} kèm chứng từ.",
            )
        ]
    if done < due:
        return [
            Finding(
                code="settlement.unpaid",
                severity=Severity.INFO,
                message=f"Còn {million(due - done)} chưa thanh toán; khoản này trở về nguồn khi quyết toán.",
                citation=SETTLING,
                figures={"unpaid_vnd": due - done},
            )
        ]
    return [passed("settlement.full", f"Quyết toán {million(done)}.", citation=SETTLING)]


@rule(
    "Số thu hồi không quá số đã tạm ứng.",
    citation=RECOVERY,
    first_on=CIRCULAR_36,
)
def recovery(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that no more comes back than was advanced."""
    if 0 <= act.recovered_vnd <= facts.ledger.advanced_vnd:
        return []
    return [
        block(
            "recovery.range",
            f"Số thu hồi phải từ 0 đến số đã tạm ứng {million(facts.ledger.advanced_vnd)}.",
            citation=RECOVERY,
            field="recovered_vnd",
        )
    ]


def _positive(act: Act) -> list[Finding]:
    if 0 < act.amount_vnd <= MAX_VND:
        return []
    return [block("amount.range", "Số tiền phải lớn hơn 0 và trong giới hạn.", field="amount_vnd")]
