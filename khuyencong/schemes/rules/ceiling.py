"""The ceiling: support ≤ min(rate × eligible cost, cap), shown with formula and headroom."""

from decimal import ROUND_FLOOR, Decimal

from khuyencong.core.findings import Finding, Severity
from khuyencong.core.money import format_number
from khuyencong.schemes.rules.facts import Act, Answer, Ceiling, SchemeFacts, passed
from khuyencong.schemes.rules.money import million
from khuyencong.schemes.rules.rule import (
    DECREE_45,
    rule,
)

UNKNOWN = "ceiling.unknown"


@rule(
    "Mức hỗ trợ không quá tỷ lệ × chi phí hợp lệ và mức tối đa của ngày.",
    citation="Thông tư 28/2018/TT-BTC, Điều 8 và mức chi của tỉnh",
    first_on=DECREE_45,
)
def ceiling(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Compare the support with the ceiling of the day; an unknown one is asked for."""
    support, eligible = facts.support_vnd or 0, facts.eligible_cost_vnd or 0
    answers = (*facts.answers, *act.answers)
    level = facts.ceiling or given_level(answers)
    if level is None:
        return [_ask(facts)]
    found = exceeded(level, support, eligible)
    if not found:
        found = [_within(level, support, eligible)]
    if not level.is_binding and all(f.severity is Severity.PASS for f in found):
        found.append(_doubt(level))
    return found


def given_level(answers: tuple[Answer, ...]) -> Ceiling | None:
    """Return the level the appraiser gave where none is on file."""
    for answer in answers:
        has_figure = answer.rate_percent is not None or answer.cap_vnd is not None
        if answer.code == UNKNOWN and has_figure:
            return Ceiling(
                rate_percent=answer.rate_percent, cap_vnd=answer.cap_vnd, citation=answer.citation
            )
    return None


def limit(level: Ceiling, eligible_vnd: int) -> int | None:
    """Return the most that may be granted for an eligible cost, None where nothing limits it."""
    bounds = [b for b in (by_rate(level, eligible_vnd), level.cap_vnd) if b is not None]
    return min(bounds, default=None)


def by_rate(level: Ceiling, eligible_vnd: int) -> int | None:
    """Return rate × eligible cost in whole đồng, never rounded up."""
    if level.rate_percent is None:
        return None
    return int((level.rate_percent * eligible_vnd / Decimal(100)).to_integral_value(ROUND_FLOOR))


def formula(level: Ceiling, eligible_vnd: int) -> str:
    """Return the ceiling as one reads it: "50 % × 486 = 243; tối đa 300 triệu đồng"."""
    parts = []
    rated = by_rate(level, eligible_vnd)
    if level.rate_percent is not None and rated is not None:
        rate = format_number(level.rate_percent)
        parts.append(f"{rate} % × chi phí hợp lệ {million(eligible_vnd)} = {million(rated)}")
    if level.cap_vnd is not None:
        parts.append(f"tối đa {million(level.cap_vnd)}" + (f"/{level.unit}" if level.unit else ""))
    return "; ".join(parts) or "không giới hạn bằng số"


def exceeded(level: Ceiling, support_vnd: int, eligible_vnd: int) -> list[Finding]:
    """Return a finding for each bound that the support exceeds; it stops only if it binds."""
    found = []
    rated = by_rate(level, eligible_vnd)
    if rated is not None and level.rate_percent is not None and support_vnd > rated:
        rate = format_number(level.rate_percent)
        message = (
            f"Mức hỗ trợ {million(support_vnd)} vượt {rate} % × chi phí hợp lệ"
            f" {million(eligible_vnd)} = {million(rated)}."
        )
        found.append(_over(level, "ceiling.rate", message, support_vnd, rated))
    if level.cap_vnd is not None and support_vnd > level.cap_vnd:
        unit = f"/{level.unit}" if level.unit else ""
        message = (
            f"Mức hỗ trợ {million(support_vnd)} vượt mức tối đa {million(level.cap_vnd)}{unit}."
        )
        found.append(_over(level, "ceiling.cap", message, support_vnd, level.cap_vnd))
    return found


def _over(level: Ceiling, code: str, message: str, support: int, bound: int) -> Finding:
    return Finding(
        code=code,
        severity=Severity.BLOCK if level.is_binding else Severity.WARN,
        message=message if level.is_binding else f"{message} {_why_not_binding(level)}",
        citation=level.citation,
        field="lines",
        cure=f"Giảm mức hỗ trợ xuống không quá {million(bound)}.",
        figures={"support_vnd": support, "limit_vnd": bound},
    )


def _within(level: Ceiling, support: int, eligible: int) -> Finding:
    most = limit(level, eligible)
    headroom = "" if most is None else f"; còn dư {million(most - support)}"
    return passed(
        "ceiling.within",
        f"Mức hỗ trợ {million(support)} trong mức được phép: {formula(level, eligible)}{headroom}.",
        citation=level.citation,
        support_vnd=support,
        limit_vnd="" if most is None else most,
        headroom_vnd="" if most is None else most - support,
    )


def _doubt(level: Ceiling) -> Finding:
    return Finding(
        code="ceiling.borrowed" if level.is_borrowed else "ceiling.unverified",
        severity=Severity.WARN,
        message=_why_not_binding(level),
        citation=level.citation,
        field="lines",
        cure="Người thẩm định nêu lý do và căn cứ để đi tiếp, hoặc nhập mức của tỉnh tại Định mức.",
    )


def _why_not_binding(level: Ceiling) -> str:
    if level.is_borrowed:
        return (
            "Tỉnh chưa có mức chi được nhập cho ngày này; đây là mức của trung ương dùng để tham"
            " khảo nên chỉ cảnh báo."
        )
    return "Mức này chưa được kiểm chứng với văn bản gốc nên chỉ cảnh báo."


def _ask(facts: SchemeFacts) -> Finding:
    return Finding(
        code=UNKNOWN,
        severity=Severity.ASK,
        message=f"Chưa có mức hỗ trợ nào được nhập cho nội dung “{facts.kind_label}” vào ngày này.",
        citation=facts.legal_basis,
        field="lines",
        cure="Ghi tỷ lệ hoặc mức tối đa cùng căn cứ, hoặc nhập định mức của tỉnh tại Định mức.",
    )
