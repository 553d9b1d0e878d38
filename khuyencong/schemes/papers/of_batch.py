"""Papers of a plan batch: list (form 02), submission memo, plan decision."""

import datetime as dt

from khuyencong.accounts.models import Organisation
from khuyencong.accounts.queries import name_on, signer_of
from khuyencong.core.money import format_vnd
from khuyencong.documents.registry import (
    Appendix,
    Article,
    Bullets,
    Clause,
    Paper,
    Paragraph,
    calendar_day,
    in_words,
)
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.papers.common import (
    collective,
    grounds,
    issuer_of,
    list_table,
    number_of,
    signer_for,
)
from khuyencong.schemes.queries.parties import approver_of_batch

FORM_02 = "Mẫu số 02 (ban hành kèm theo Thông tư 36/2013/TT-BCT)"


def scheme_list(batch: PlanBatch, day: dt.date) -> Paper:
    """Return the list of the batch's schemes."""
    return Paper(
        title="Biểu tổng hợp chi tiết đề án",
        subject=_plan(batch),
        issuer=issuer_of(batch.organisation, day),
        form=FORM_02,
        on=day,
        blocks=(list_table(_schemes(batch)),),
        signers=(signer_for(batch.organisation, day),),
        is_landscape=True,
    )


def memo(batch: PlanBatch, day: dt.date) -> Paper:
    """Return the memo by which the department submits the batch."""
    on = batch.memo_on or day
    schemes = _schemes(batch)
    approver = approver_of_batch(batch, on)
    return Paper(
        title="Tờ trình",
        subject=f"Về việc đề nghị phê duyệt {_plan(batch)}",
        issuer=issuer_of(batch.organisation, on),
        number=number_of(batch.organisation, "TTr", batch.memo_no, on),
        on=on,
        addressee=name_on(approver, on).name if approver else "Cơ quan phê duyệt kế hoạch",
        bases=grounds(on, schemes),
        blocks=(
            Paragraph(
                f"Qua thẩm định, {name_on(batch.organisation, on).name} trình phê duyệt {_plan(batch)} như sau:"
            ),
            Bullets(_sums(schemes)),
            in_words(_support(schemes)),
            Paragraph("Danh mục đề án kèm theo. Kính đề nghị xem xét, phê duyệt./."),
        ),
        signers=(signer_for(batch.organisation, on),),
        recipients=("Như trên", "Lưu: VT"),
        appendix=_schemes_table(batch, schemes),
    )


def decision(batch: PlanBatch, day: dt.date) -> Paper:
    """Return the decision that approves the batch."""
    on = batch.decision_on or day
    schemes = _schemes(batch)
    approver = approver_of_batch(batch, on) or batch.organisation
    proposal = f"Theo đề nghị tại Tờ trình số {batch.memo_no} {calendar_day(batch.memo_on)}"
    return Paper(
        title="Quyết định",
        subject=f"Về việc phê duyệt {_plan(batch)}",
        issuer=issuer_of(approver, on),
        number=number_of(approver, "QĐ", batch.decision_no, on),
        on=on,
        authority=_authority(approver, on),
        bases=(*grounds(on, schemes), *((proposal,) if batch.memo_no else ())),
        enacting="Quyết định:",
        blocks=(
            Article(
                f"Phê duyệt {_plan(batch)} gồm {len(schemes)} đề án, kinh phí khuyến công"
                f" {format_vnd(_support(schemes))} đồng (danh mục tại phụ lục kèm theo)."
            ),
            in_words(_support(schemes)),
            Article(
                "Tổ chức thực hiện",
                (
                    Clause(
                        "Đơn vị thực hiện ký hợp đồng, tổ chức thực hiện và quyết toán đề án theo quy định."
                    ),
                    Clause(
                        f"{name_on(batch.organisation, on).name} kiểm tra, giám sát và tổ chức nghiệm thu."
                    ),
                ),
                is_heading=True,
            ),
            Article("Quyết định này có hiệu lực kể từ ngày ký."),
        ),
        signers=(signer_for(approver, on),),
        recipients=("Như Điều 2", "Các đơn vị thụ hưởng", "Lưu: VT"),
        appendix=_schemes_table(batch, schemes),
    )


def _schemes_table(batch: PlanBatch, schemes: list[Scheme]) -> Appendix:
    return Appendix(f"Danh mục đề án trong {_plan(batch)}", (list_table(schemes),))


def _plan(batch: PlanBatch) -> str:
    fund = "địa phương" if batch.fund == "local" else "quốc gia"
    return f"kế hoạch khuyến công {fund} năm {batch.year} (đợt {batch.number})"


def _schemes(batch: PlanBatch) -> list[Scheme]:
    related = ("establishment", "organisation", "unit", "norm__instrument")
    return list(batch.schemes.select_related(*related).order_by("code"))


def _support(schemes: list[Scheme]) -> int:
    return sum(scheme.support_vnd or 0 for scheme in schemes)


def _sums(schemes: list[Scheme]) -> tuple[str, ...]:
    total = sum(scheme.total_vnd or 0 for scheme in schemes)
    own = sum(scheme.counterpart_vnd or 0 for scheme in schemes)
    return (
        f"Số đề án: {len(schemes):02}",
        f"Tổng kinh phí: {format_vnd(total)} đồng",
        f"Kinh phí khuyến công: {format_vnd(_support(schemes))} đồng",
        f"Vốn đối ứng: {format_vnd(own)} đồng",
    )


def _authority(approver: Organisation, on: dt.date) -> str:
    """Return in whose name the decision speaks: the head's office, or the collective."""
    signer = signer_of(approver, on)
    name = name_on(approver, on).name
    if signer is None or collective(approver) != approver.name:
        return name
    return f"{signer.head_title} {name}"
