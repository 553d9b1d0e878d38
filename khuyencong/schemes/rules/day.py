"""The paper of a step: numbered where one is required, in order, not in the future."""

import datetime as dt

from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding
from khuyencong.schemes.enums import BatchState
from khuyencong.schemes.rules.facts import Act, SchemeFacts, block
from khuyencong.schemes.rules.rule import (
    ALWAYS,
    CIRCULAR_36,
    rule,
)

ORDER = "Nghị định 30/2020/NĐ-CP, Điều 14 và Điều 15"
PLAN = "Thông tư 36/2013/TT-BCT, Điều 6"


@rule(
    "Văn bản có số, không trước bước liền trước, không ở tương lai.",
    citation=ORDER,
    first_on=ALWAYS,
)
def paper(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check number and day of the paper of the step."""
    before = facts.predecessor
    named = act.paper_label[:1].lower() + act.paper_label[1:] or "bước này"
    return dated(
        act.paper_no,
        named=named,
        on=act.on,
        today=act.today,
        is_required=act.is_paper_required,
        after=before.on if before else None,
        after_what=before.text if before else "",
    )


def memo(number: str, *, on: dt.date, today: dt.date, latest: dt.date | None) -> list[Finding]:
    """Check the memo that submits a batch against the latest step of its schemes."""
    return dated(
        number,
        named="tờ trình",
        on=on,
        today=today,
        is_required=True,
        after=latest,
        after_what="bước gần nhất của đề án trong đợt",
    )


def dated(
    number: str,
    *,
    named: str,
    on: dt.date,
    today: dt.date,
    is_required: bool,
    after: dt.date | None,
    after_what: str,
) -> list[Finding]:
    """Check one paper: numbered where it must be, not in the future, not before what it follows."""
    found = []
    if is_required and not number:
        cure = "Số do hệ thống văn bản của cơ quan cấp."
        found.append(_broken("no_number", f"Ghi số của {named}.", "paper_no", cure))
    if on > today:
        message = f"Ngày {format_date(on)} chưa tới; hôm nay là {format_date(today)}."
        found.append(_broken("future", message, "on"))
    if after and on < after:
        message = f"Ngày {format_date(on)} trước {after_what} ngày {format_date(after)}."
        found.append(_broken("order", message, "on", "Kiểm tra lại ngày trên văn bản."))
    return found


def _broken(code: str, message: str, field: str, cure: str = "") -> Finding:
    return block(f"paper.{code}", message, citation=ORDER, field=field, cure=cure)


@rule(
    "Chỉ quyết định trên đợt kế hoạch đã trình.",
    citation=PLAN,
    first_on=CIRCULAR_36,
)
def batch(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that the batch was submitted."""
    if facts.batch_state == BatchState.SUBMITTED:
        return []
    return [
        block(
            "batch.not_submitted",
            "Đợt kế hoạch chưa được trình nên chưa thể quyết định.",
            citation=PLAN,
            cure="Ghi tờ trình của đợt trước.",
        )
    ]
