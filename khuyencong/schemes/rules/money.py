"""Amounts: sane, adding up by line and by source, the counterpart in full."""

from decimal import ROUND_HALF_UP, Decimal

from khuyencong.core.findings import Finding
from khuyencong.core.money import MAX_VND, format_million
from khuyencong.schemes.rules.facts import Act, Line, SchemeFacts, block, passed
from khuyencong.schemes.rules.rule import (
    ALWAYS,
    CIRCULAR_28,
    rule,
)

FORM = "Thông tư 36/2013/TT-BCT, Điều 5 khoản 6 (mẫu 01)"
CONDITIONS = "Thông tư 28/2018/TT-BTC (điều kiện hỗ trợ: đủ vốn đối ứng)"
SOURCES = (
    ("support_vnd", "kinh phí khuyến công"),
    ("counterpart_vnd", "vốn đối ứng"),
    ("other_vnd", "nguồn khác"),
)


def million(vnd: int) -> str:
    """Return an amount as officers say it."""
    return f"{format_million(vnd)} triệu đồng"


def line_amount(quantity: Decimal, unit_price_vnd: int) -> int:
    """Return quantity × price in whole đồng, half a đồng rounded up."""
    return int((quantity * unit_price_vnd).to_integral_value(ROUND_HALF_UP))


@rule(
    "Số tiền không âm, không vô lý; có phần kinh phí khuyến công.",
    citation=FORM,
    first_on=ALWAYS,
)
def amounts(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check each amount by itself."""
    found = [
        finding
        for number, line in enumerate(facts.lines, start=1)
        for finding in line_amounts(line, number)
    ]
    if facts.lines and not facts.support_vnd:
        found.append(
            block(
                "amounts.no_support",
                "Dự toán chưa có khoản nào được kinh phí khuyến công hỗ trợ.",
                citation=FORM,
                field="lines",
                cure="Ghi phần kinh phí khuyến công vào ít nhất một dòng dự toán.",
            )
        )
    return found


def line_amounts(line: Line, number: int) -> list[Finding]:
    """Check one line of the estimate by itself; `number` is its place in the table."""
    where = f"Dòng {number} ({line.item or 'chưa có tên'})"
    parts = (line.unit_price_vnd, line.amount_vnd, *(getattr(line, name) for name, _ in SOURCES))
    if line.counterpart_vnd < 0 <= min(line.support_vnd, line.other_vnd):
        message = f"{where}: kinh phí khuyến công và nguồn khác vượt thành tiền {million(line.amount_vnd)}."
        return [_line("split", number, message)]
    if line.quantity <= 0 or any(part < 0 for part in parts):
        return [_line("negative", number, f"{where}: số lượng phải lớn hơn 0, số tiền không âm.")]
    if line.quantity > MAX_VND or any(part > MAX_VND for part in parts):
        return [_line("huge", number, f"{where}: số quá lớn, hãy kiểm tra lại đơn vị tính.")]
    found = []
    expected = line_amount(line.quantity, line.unit_price_vnd)
    if line.amount_vnd != expected:
        message = f"{where}: số lượng × đơn giá = {million(expected)}, đang ghi {million(line.amount_vnd)}."
        found.append(_line("product", number, message))
    split = sum(getattr(line, name) for name, _ in SOURCES)
    if split != line.amount_vnd:
        message = f"{where}: các nguồn cộng lại {million(split)}, khác thành tiền {million(line.amount_vnd)}."
        found.append(_line("split", number, message))
    if line.support_vnd and not line.is_eligible:
        message = f"{where}: chi phí không được tính hỗ trợ thì không nhận kinh phí khuyến công."
        found.append(_line("ineligible", number, message))
    return found


def _line(code: str, number: int, message: str) -> Finding:
    return block(f"line.{code}.{number}", message, citation=FORM, field="lines")


@rule(
    "Các nguồn cộng lại đúng bằng tổng kinh phí và bằng tổng các dòng dự toán.",
    citation=FORM,
    first_on=ALWAYS,
)
def sums(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that support + counterpart + other = total = sum of the lines, source by source."""
    if not facts.lines:
        return [
            block(
                "sums.no_lines",
                "Chưa có dòng dự toán nào.",
                citation=FORM,
                field="lines",
                cure="Lập dự toán theo từng nội dung chi.",
            )
        ]
    found = []
    for name, label in (*SOURCES, ("total_vnd", "tổng kinh phí")):
        field = "amount_vnd" if name == "total_vnd" else name
        of_lines = sum(getattr(line, field) for line in facts.lines)
        if of_lines != getattr(facts, name):
            message = f"Cộng các dòng dự toán, {label} là {million(of_lines)}, đề án đang ghi {million(getattr(facts, name) or 0)}."
            found.append(block(f"sums.{name}", message, citation=FORM, field="lines"))
    return found or [
        passed(
            "sums.add_up",
            f"Các nguồn cộng lại đúng bằng tổng kinh phí {million(facts.total_vnd or 0)}.",
            citation=FORM,
            total_vnd=facts.total_vnd or 0,
        )
    ]


@rule(
    "Vốn đối ứng và nguồn khác đủ phần ngoài mức hỗ trợ.",
    citation=CONDITIONS,
    first_on=CIRCULAR_28,
)
def counterpart(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that the beneficiary and other lawful sources carry all that the support does not."""
    total, support = facts.total_vnd or 0, facts.support_vnd or 0
    own, other = facts.counterpart_vnd or 0, facts.other_vnd or 0
    rest = total - support
    if own <= 0 or own + other < rest:
        return [
            block(
                "counterpart.short",
                f"Ngoài phần hỗ trợ còn {million(rest)}; vốn đối ứng {million(own)} và nguồn khác {million(other)} chưa đủ.",
                citation=CONDITIONS,
                field="lines",
                cure=f"Cơ sở phải cam kết phần còn lại, ít nhất {million(max(rest - other, 1))}.",
                needed_vnd=rest,
                given_vnd=own + other,
            )
        ]
    return [
        passed(
            "counterpart.full",
            f"Vốn đối ứng {million(own)} cùng nguồn khác {million(other)} đủ phần còn lại {million(rest)}.",
            citation=CONDITIONS,
            counterpart_vnd=own,
        )
    ]
