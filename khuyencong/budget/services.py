"""Book money: give it to a year, move it between stages, reverse a mistake."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.permissions import acting_for, require_permission
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.budget import events
from khuyencong.budget.enums import POOLS, Source, Stage
from khuyencong.budget.models import Account, Appropriation, Entry, Journal
from khuyencong.budget.queries import decision_in_force
from khuyencong.budget.workflow import LOWER, MOVES, RAISE
from khuyencong.core.clock import now
from khuyencong.core.dates import format_date
from khuyencong.core.fields import MAX_VND
from khuyencong.core.findings import Finding, Refusal, Severity, refuse, require
from khuyencong.core.money import format_million, format_vnd
from khuyencong.core.service import CONSTRAINT_MESSAGES, service

CONSTRAINT_MESSAGES.update(
    {
        "budget_journal_balanced": "Bút toán không cân: tiền ra và tiền vào phải bằng nhau.",
        "budget_append_only": "Sổ cái chỉ được ghi thêm. Bút toán sai thì đảo, không sửa, không xóa.",
        "budget_balance_by_entries": "Số dư chỉ thay đổi qua bút toán.",
    }
)


@service("budget.appropriate")
def appropriate(
    *,
    organisation: Organisation,
    year: int,
    source: str,
    amount_vnd: int,
    decision_no: str,
    decision_on: dt.date,
    by: User | None,
    on: dt.date,
) -> Journal:
    """Book a decision about a year's money: a positive amount gives or raises, a negative lowers.

    Only money not yet given to a subject can be taken back, and a decision is booked once.
    """
    require_permission(by, "budget.appropriate", organisation=organisation, on=on)
    Appropriation.objects.get_or_create(organisation=organisation, year=year, source=source)
    appropriation = _locked(organisation, year, source)
    if known := decision_in_force(appropriation, decision_no):
        day = format_date(known.booked_on)
        message = f"Quyết định số {known.voucher_no} đã được ghi sổ ngày {day}."
        raise refuse("budget.known_decision", message, field="decision_no")
    stages = RAISE if amount_vnd > 0 else LOWER
    journal = _post(
        appropriation,
        stages=stages,
        amount_vnd=abs(amount_vnd),
        need="không thể giảm",
        voucher_no=decision_no,
        voucher_on=decision_on,
        memo=MOVES[stages],
        booked_on=on,
        booked_by=by,
    )
    kind = events.APPROPRIATED if amount_vnd > 0 else events.LOWERED
    _record(kind, journal, abs(amount_vnd))
    return journal


@service("budget.move")
def move(
    *,
    organisation: Organisation,
    year: int,
    source: str,
    subject: str,
    from_stage: Stage,
    to_stage: Stage,
    amount_vnd: int,
    voucher_no: str,
    voucher_on: dt.date,
    memo: str = "",
    by: User | None,
    on: dt.date,
) -> Journal:
    """Move a subject's money from one stage to the next; the calling service has the power."""
    stages = (Stage(from_stage), Stage(to_stage))
    if stages not in MOVES or set(stages) <= set(POOLS):
        names = [f"“{stage.label}”" for stage in stages]
        raise refuse("budget.no_such_move", f"Không thể chuyển tiền từ {names[0]} sang {names[1]}.")
    journal = _post(
        _locked(organisation, year, source),
        stages=stages,
        amount_vnd=amount_vnd,
        need="đề án cần",
        subject=subject,
        voucher_no=voucher_no,
        voucher_on=voucher_on,
        memo=memo or MOVES[stages],
        booked_on=on,
        booked_by=by,
    )
    _record(events.MOVED, journal, amount_vnd)
    return journal


@service("budget.reverse")
def reverse(*, journal: Journal, by: User | None, on: dt.date, reason: str) -> Journal:
    """Book the opposite of `journal`, once; the calling service has the power."""
    known = journal.appropriation
    appropriation = _locked(known.organisation, known.year, known.source)
    require(_why_not_reversed(journal, on, reason))
    taking, giving = journal.entries.select_related("account").order_by("amount_vnd")
    opposite = _post(
        appropriation,
        stages=(Stage(giving.account.stage), Stage(taking.account.stage)),
        amount_vnd=giving.amount_vnd,
        need="không thể đảo bút toán",
        reverses=journal,
        subject=journal.subject,
        voucher_no=journal.voucher_no,
        voucher_on=journal.voucher_on,
        memo=f"Đảo bút toán: {reason}",
        booked_on=on,
        booked_by=by,
    )
    _record(events.REVERSED, opposite, giving.amount_vnd, reason=reason)
    return opposite


@service("budget.withdraw_decision")
def withdraw_decision(*, journal: Journal, by: User | None, on: dt.date, reason: str) -> Journal:
    """Reverse a wrongly typed decision about an appropriation; others go by their own services."""
    if journal.subject:
        raise refuse("budget.of_subject", "Bút toán này chỉ đảo được ở bước của đề án đã ghi nó.")
    organisation = journal.appropriation.organisation
    require_permission(by, "budget.appropriate", organisation=organisation, on=on)
    return reverse(journal=journal, by=by, on=on, reason=reason)


def _locked(organisation: Organisation, year: int, source: str) -> Appropriation:
    """Return the appropriation, alone with it until the transaction ends."""
    found = (
        Appropriation.objects.select_for_update(no_key=True)
        .filter(organisation=organisation, year=year, source=source)
        .first()
    )
    if found is None:
        label = Source(source).label
        raise refuse(
            "budget.no_appropriation",
            f"Chưa có dự toán nguồn {label} năm {year} của {organisation}.",
            cure="Nhập quyết định giao dự toán trước.",
        )
    return found


def _post(
    appropriation: Appropriation,
    *,
    stages: tuple[Stage, ...],
    amount_vnd: int,
    need: str,
    **facts: Any,
) -> Journal:
    """Write a journal of two lines, or say how much is missing."""
    if not 0 < amount_vnd <= MAX_VND:
        message = f"Số tiền phải lớn hơn 0 và không quá {format_vnd(MAX_VND)} đồng."
        raise refuse("budget.amount", message, field="amount_vnd")
    giving, taking = (_account(appropriation, stage, facts.get("subject", "")) for stage in stages)
    if giving.stage != Stage.APPROPRIATION and giving.balance_vnd < amount_vnd:
        raise _shortage(giving, amount_vnd, need)
    journal = Journal.objects.create(appropriation=appropriation, booked_at=now(), **facts)
    Entry.objects.bulk_create(
        [
            Entry(journal=journal, account=giving, amount_vnd=-amount_vnd),
            Entry(journal=journal, account=taking, amount_vnd=amount_vnd),
        ]
    )
    return journal


def _account(appropriation: Appropriation, stage: Stage, subject: str) -> Account:
    owner = "" if stage in POOLS else subject
    return appropriation.accounts.get_or_create(stage=stage, subject=owner)[0]


def _shortage(account: Account, needed_vnd: int, need: str) -> Refusal:
    where = str(account.appropriation)
    if account.subject:
        stage, pool = account.get_stage_display(), account.appropriation.label
        where = f"Khoản “{stage}” của đề án ({pool})"
    has, wants = format_million(account.balance_vnd), format_million(needed_vnd)
    return Refusal(
        [
            Finding(
                code="budget.shortage",
                severity=Severity.BLOCK,
                message=f"{where} còn {has} triệu đồng, {need} {wants} triệu đồng.",
                cure="Giảm số tiền, hoặc bổ sung dự toán bằng một quyết định.",
                figures={"available_vnd": account.balance_vnd, "needed_vnd": needed_vnd},
            )
        ]
    )


def _why_not_reversed(journal: Journal, on: dt.date, reason: str) -> Iterator[Finding]:
    """Yield what stands against reversing `journal`."""
    done = journal.reversals.first()
    if not reason.strip():
        yield _block("reason", "Cần nêu lý do đảo bút toán.", "reason")
    if on < journal.booked_on:
        yield _block(
            "too_early",
            f"Bút toán gốc ghi ngày {format_date(journal.booked_on)}, không thể đảo trước ngày đó.",
            "on",
        )
    if journal.reverses_id:
        yield _block("is_reversal", "Đây là bút toán đảo; muốn ghi lại hãy lập bút toán mới.")
    if done:
        yield _block("reversed", f"Bút toán này đã được đảo ngày {format_date(done.booked_on)}.")


def _block(code: str, message: str, field: str = "") -> Finding:
    return Finding(code=f"budget.{code}", severity=Severity.BLOCK, message=message, field=field)


def _record(kind: EventKind, journal: Journal, amount_vnd: int, reason: str = "") -> None:
    organisation, by, on = journal.appropriation.organisation, journal.booked_by, journal.booked_on
    giver = acting_for(by, "budget.appropriate", organisation=organisation, on=on)
    record(
        kind,
        by=by,
        subject=journal,
        organisation=organisation,
        area=organisation.area,
        on=on,
        reason=reason,
        # What is booked for a subject was decided by its own service, which names the giver.
        on_behalf_of="" if journal.subject else giver,
        amount=f"{format_million(amount_vnd)} triệu đồng",
        pool=journal.appropriation.label,
    )
