"""Is the scheme complete: kind in force, eight parts written, machines new, papers there."""

from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding
from khuyencong.schemes.rules.facts import Act, SchemeFacts, block, passed
from khuyencong.schemes.rules.rule import (
    ALWAYS,
    CIRCULAR_36,
    CIRCULAR_46,
    DECREE_45,
    rule,
)

PARTS = "Thông tư 36/2013/TT-BCT, Điều 5"
MACHINES = "Thông tư 46/2012/TT-BCT, Điều 4"


@rule(
    "Loại đề án phải còn hiệu lực vào ngày của bước.",
    citation="Nghị định 45/2012/NĐ-CP, Điều 4",
    first_on=ALWAYS,
)
def kind(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that the kind of scheme exists on the day."""
    if facts.is_kind_valid:
        return []
    return [
        block(
            "kind.not_in_force",
            f"Vào ngày {format_date(act.on)} không có loại đề án “{facts.kind_label}”.",
            citation=facts.legal_basis,
            field="kind",
            cure="Chọn loại đề án khác.",
        )
    ]


@rule(
    "Đề án có đủ tám phần.",
    citation=PARTS,
    first_on=CIRCULAR_36,
)
def content(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that all eight parts are written."""
    return [
        block(
            f"content.{field}",
            f"Chưa ghi: {label}.",
            citation=PARTS,
            field=field,
            cure="Ghi đủ tám phần của đề án trước khi nộp.",
        )
        for field, label in facts.missing_texts
    ]


@rule(
    "Thời gian thực hiện có ngày bắt đầu và ngày kết thúc.",
    citation=PARTS,
    first_on=CIRCULAR_36,
)
def period(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that the time of implementation is given and runs forward."""
    first, last = facts.starts_on, facts.ends_on
    if first is None or last is None:
        return [
            block(
                "period.missing",
                "Chưa ghi thời gian thực hiện từ ngày nào đến ngày nào.",
                citation=PARTS,
                field="starts_on" if first is None else "ends_on",
            )
        ]
    if last < first:
        return [
            block(
                "period.backward",
                f"Ngày kết thúc {format_date(last)} trước ngày bắt đầu {format_date(first)}.",
                citation=PARTS,
                field="ends_on",
            )
        ]
    return []


@rule(
    "Máy móc, thiết bị được hỗ trợ phải mới.",
    citation=MACHINES,
    first_on=CIRCULAR_46,
)
def machines(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that supported machines are on record and new."""
    if not facts.needs_machine:
        return []
    if not facts.machines:
        return [
            block(
                "machines.none",
                "Chưa ghi máy móc, thiết bị được hỗ trợ.",
                citation=MACHINES,
                field="machines",
                cure="Ghi tên, ký hiệu, hãng sản xuất, năm sản xuất, công suất.",
            )
        ]
    used = [machine.name for machine in facts.machines if not machine.is_new]
    if used:
        return [
            block(
                "machines.used",
                f"Chỉ hỗ trợ máy móc, thiết bị mới; đang ghi đã qua sử dụng: {', '.join(used)}.",
                citation=MACHINES,
                field="machines",
                cure="Thay bằng máy mới hoặc bỏ khỏi phần được hỗ trợ.",
            )
        ]
    return [
        passed(
            "machines.new",
            f"Cả {len(facts.machines)} máy móc, thiết bị đều mới.",
            citation=MACHINES,
        )
    ]


@rule(
    "Hồ sơ của bước phải đủ giấy tờ theo loại đề án.",
    citation="Thông tư 36/2013/TT-BCT, Điều 8, Điều 14, Điều 18",
    first_on=CIRCULAR_36,
)
def dossier(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Check that every paper that the step needs is attached."""
    return [
        block(
            f"dossier.{need.code}",
            f"Còn thiếu: {need.label}"
            + (f" ({need.condition.lower()})." if need.condition else "."),
            citation=need.citation,
            field=f"document_{need.code}",
            cure=f"Tải lên {need.min_files} tệp." if need.min_files > 1 else "Tải lên bản chụp.",
        )
        for need in facts.needed
        if facts.files.get(need.code, 0) < need.min_files
    ]


@rule(
    "Cơ sở và nơi thực hiện thuộc đối tượng được hỗ trợ vào ngày của bước.",
    citation="Nghị định 45/2012/NĐ-CP, Điều 1 khoản 2",
    first_on=DECREE_45,
)
def eligibility(facts: SchemeFacts, act: Act) -> list[Finding]:
    """Pass on what the establishment's own rules found for the day and the scheme's place."""
    return list(facts.eligibility)
