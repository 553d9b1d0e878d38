"""Papers of one scheme: estimate (form 01), contract, acceptance minutes."""

import datetime as dt

from khuyencong.accounts.models import Organisation
from khuyencong.accounts.queries import name_on, signer_of
from khuyencong.core.money import format_number, format_vnd
from khuyencong.documents.registry import (
    Appendix,
    Article,
    Block,
    Bullets,
    Clause,
    Heading,
    Paper,
    Paragraph,
    Party,
    Signer,
    calendar_day,
    in_words,
)
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import Machine, Scheme
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.papers.common import (
    SIGN_NOTE,
    estimate_table,
    grounds,
    issuer_of,
    money_lines,
    number_of,
    period_of,
    place_of,
    signer_for,
)
from khuyencong.schemes.queries.facts import advance_terms_of, live_steps, needed_for

FORM_01 = "Mẫu số 01 (ban hành kèm theo Thông tư 36/2013/TT-BCT)"
FORM_5A = "Mẫu số 5a (ban hành kèm theo Thông tư 36/2013/TT-BCT)"


def estimate(scheme: Scheme, day: dt.date) -> Paper:
    """Return the estimate."""
    centre = known(scheme.organisation)
    return Paper(
        title="Dự toán kinh phí",
        subject=f"Đề án: {scheme.name}",
        issuer=issuer_of(centre, day),
        form=FORM_01,
        on=day,
        blocks=(
            Paragraph(scheme.beneficiary, lead="Đơn vị thụ hưởng:"),
            Paragraph(place_of(scheme), lead="Địa điểm:"),
            estimate_table(scheme),
            in_words(scheme.total_vnd or 0),
            Bullets(money_lines(scheme)),
        ),
        signers=(
            Signer(("Đơn vị thụ hưởng",), _owner(scheme), SIGN_NOTE),
            signer_for(centre, day),
        ),
        is_landscape=True,
    )


def contract(scheme: Scheme, day: dt.date) -> Paper:
    """Return the support contract between the centre and the establishment."""
    centre, on = known(scheme.organisation), scheme.contracted_on or day
    ground = f"Căn cứ Quyết định số {scheme.decision_no} {calendar_day(scheme.approved_on)} phê duyệt kế hoạch khuyến công"
    return Paper(
        title="Hợp đồng",
        subject=f"Hỗ trợ thực hiện đề án “{scheme.name}”",
        number=number_of(centre, "HĐ", scheme.contract_no, on),
        on=on,
        bases=(*grounds(on, [scheme]), *((ground,) if scheme.decision_no else ())),
        blocks=(
            Paragraph(f"Hôm nay, {calendar_day(on)}, chúng tôi gồm:"),
            _party_of_centre(centre, on),
            _party_of_establishment(scheme),
            Paragraph("Hai bên thống nhất ký hợp đồng với các điều khoản sau:"),
            *_articles(scheme, on),
        ),
        signers=(
            Signer(("Đại diện bên A", *signer_for(centre, on).lines), signer_for(centre, on).name),
            Signer(("Đại diện bên B",), _owner(scheme), SIGN_NOTE),
        ),
        appendix=Appendix("Dự toán kinh phí của đề án", (estimate_table(scheme),)),
    )


def acceptance(scheme: Scheme, day: dt.date) -> Paper:
    """Return the minutes of the acceptance at the site."""
    step = live_steps(scheme).filter(transition="accept").order_by("seq").last()
    on = step.on if step else day
    department, centre = known(scheme.department), known(scheme.organisation)
    return Paper(
        title="Biên bản",
        subject=f"Nghiệm thu cơ sở đề án “{scheme.name}”",
        issuer=issuer_of(department, on),
        form=FORM_5A,
        number=number_of(department, "BB", step.paper_no if step else "", on),
        on=on,
        blocks=(
            Paragraph(f"Hôm nay, {calendar_day(on)}, tại {place_of(scheme)}, chúng tôi gồm:"),
            Party("Cơ quan nghiệm thu", name_on(department, on).name),
            _party_of_centre(centre, on),
            _party_of_establishment(scheme),
            *_accepted(scheme),
        ),
        signers=(
            Signer(("Đơn vị thụ hưởng",), _owner(scheme), SIGN_NOTE),
            Signer(("Đơn vị thực hiện",), signer_for(centre, on).name, SIGN_NOTE),
            Signer(("Cơ quan nghiệm thu",), "", SIGN_NOTE),
        ),
    )


def _articles(scheme: Scheme, on: dt.date) -> tuple[Block, ...]:
    support = scheme.support_vnd or 0
    return (
        Article(
            "Nội dung hợp đồng",
            (
                Clause(
                    f"Bên A hỗ trợ bên B thực hiện đề án “{scheme.name}” tại {place_of(scheme)}."
                ),
                *(Clause(_machine_text(machine)) for machine in scheme.machines.all()),
                Clause(f"Thời gian thực hiện: {period_of(scheme)}."),
            ),
            is_heading=True,
        ),
        Article(
            "Kinh phí",
            (Clause("Kinh phí thực hiện đề án, chi tiết tại phụ lục:", money_lines(scheme)),),
            is_heading=True,
        ),
        Paragraph(f"Mức hỗ trợ của bên A: {format_vnd(support)} đồng."),
        in_words(support),
        Article("Tạm ứng và thanh toán", _payment_clauses(scheme, on), is_heading=True),
        Article(
            "Trách nhiệm của các bên",
            (
                Clause("Bên A theo dõi tiến độ, tổ chức nghiệm thu và thanh toán kinh phí hỗ trợ."),
                Clause(
                    "Bên B bảo đảm đủ vốn đối ứng, lắp đặt đúng máy móc, thiết bị đã phê duyệt,"
                    " không nhận hỗ trợ khác của Nhà nước cho cùng nội dung chi."
                ),
                Clause("Bên B hoàn trả phần kinh phí không có khối lượng được nghiệm thu."),
            ),
            is_heading=True,
        ),
        Article(
            "Điều khoản chung",
            (Clause("Hợp đồng có hiệu lực từ ngày ký, lập thành bốn bản, mỗi bên giữ hai bản."),),
            is_heading=True,
        ),
    )


def _payment_clauses(scheme: Scheme, on: dt.date) -> tuple[Clause, ...]:
    terms = advance_terms_of(scheme, on)
    clauses = []
    if terms.percent is not None:
        condition = ""
        if terms.min_invested_percent is not None:
            condition = f" khi bên B đã đầu tư ít nhất {format_number(terms.min_invested_percent)} % tổng kinh phí"
        clauses.append(
            Clause(
                f"Tạm ứng không quá {format_number(terms.percent)} % kinh phí hỗ trợ{condition}."
            )
        )
    kind = KINDS[scheme.kind]
    papers = tuple(
        need.label for step in ("accept", "settle") for need in needed_for(scheme, kind, step)
    )
    clauses.append(Clause("Phần còn lại thanh toán sau nghiệm thu, khi có đủ:", papers))
    return tuple(clauses)


def _accepted(scheme: Scheme) -> tuple[Block, ...]:
    accepted = scheme.accepted_support_vnd
    machines = tuple(_machine_text(machine) for machine in scheme.machines.all())
    money = (
        f"Chi phí hợp lệ được nghiệm thu: {_vnd(scheme.accepted_eligible_vnd)}",
        f"Kinh phí khuyến công được thanh toán: {_vnd(accepted)}",
    )
    return (
        Heading("1. Nội dung và khối lượng"),
        Paragraph(scheme.contents),
        *((Bullets(machines),) if machines else ()),
        Heading("2. Kinh phí"),
        Bullets((*money_lines(scheme), *money)),
        *((in_words(accepted),) if accepted is not None else ()),
        Heading("3. Kết luận"),
        Paragraph(
            "Các bên thống nhất nghiệm thu khối lượng và kinh phí nêu trên. Biên bản được đọc cho"
            " mọi người cùng nghe và ký tên."
        ),
    )


def _party_of_centre(centre: Organisation, on: dt.date) -> Party:
    signer = signer_of(centre, on)
    facts = [("Đại diện", f"{signer.user.full_name} – {signer.title}")] if signer else []
    return Party("Bên A (đơn vị thực hiện)", name_on(centre, on).name, tuple(facts))


def _party_of_establishment(scheme: Scheme) -> Party:
    owner = known(scheme.establishment)
    facts = (
        ("Đại diện", owner.owner_name),
        ("Địa chỉ", owner.address_text),
        ("Mã số thuế", owner.tax_code),
    )
    told = tuple((label, value) for label, value in facts if value)
    return Party("Bên B (đơn vị thụ hưởng)", owner.name, told)


def _machine_text(machine: Machine) -> str:
    facts = (
        machine.model and f"ký hiệu {machine.model}",
        machine.maker,
        machine.year and f"sản xuất năm {machine.year}",
        "mới 100 %" if machine.is_new else "",
        machine.capacity,
        machine.serial_number and f"số máy {machine.serial_number}",
    )
    return ", ".join([machine.name, *(str(fact) for fact in facts if fact)])


def _owner(scheme: Scheme) -> str:
    return scheme.establishment.owner_name if scheme.establishment else ""


def _vnd(vnd: int | None) -> str:
    return "…" if vnd is None else f"{format_vnd(vnd)} đồng"
