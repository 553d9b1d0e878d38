"""Gathers what the rules look at."""

import copy
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from decimal import Decimal

from django.db.models import QuerySet

from khuyencong.budget.enums import Source, Stage
from khuyencong.budget.queries import balances_of
from khuyencong.core.findings import Finding
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.queries import eligibility_of
from khuyencong.norms.queries import (
    AdvanceFact,
    CeilingFact,
    ProcedureFact,
    advance_on,
    ceiling_fact,
    ceiling_on,
    procedure_on,
)
from khuyencong.schemes.enums import EventKind
from khuyencong.schemes.kinds import KINDS, Kind
from khuyencong.schemes.models import Scheme, SchemeDocument, SchemeEvent, Step
from khuyencong.schemes.rules.facts import (
    AdvanceTerms,
    Answer,
    Ceiling,
    Ledger,
    Line,
    MachineFact,
    Needed,
    Predecessor,
    SchemeFacts,
    block,
)
from khuyencong.schemes.workflow import BY_CODE

TEXTS = (
    ("rationale", "sự cần thiết và căn cứ"),
    ("objectives", "mục tiêu"),
    ("scale", "quy mô, tính năng của công nghệ, máy móc, sản phẩm"),
    ("contents", "nội dung và tiến độ"),
    ("organisation_text", "tổ chức thực hiện"),
    ("effects", "hiệu quả"),
)
LOCAL_ADVANCE = "Thông tư 46/2012/TT-BCT, Điều 8 khoản 3 (UBND tỉnh quy định tạm ứng)"
# Rules that look at where the money stands.
OF_MONEY = frozenset({"advance", "acceptance", "payment", "settlement", "recovery"})
NO_TERMS = AdvanceTerms(percent=None, min_invested_percent=None, citation=LOCAL_ADVANCE)


def facts_of(
    scheme: Scheme, on: dt.date, *, step: str = "", guards: Collection[str] = ()
) -> SchemeFacts:
    """Return the scheme as the rules see it on a day, with the papers that `step` needs.

    Only what `guards` look at (by default those of the step, else all) is fetched.
    """
    kind = KINDS[scheme.kind]
    guards = guards or (BY_CODE[step].guards if step else ("eligibility", "advance"))
    progress = next((e for e in reversed(events_of(scheme)) if e.kind == EventKind.PROGRESS), None)
    return SchemeFacts(
        kind=scheme.kind,
        kind_label=kind.label,
        is_kind_valid=kind.is_valid_on(on) and scheme.fund in kind.funds,
        needs_machine=kind.needs_machine,
        legal_basis="; ".join(kind.legal_basis),
        support_vnd=scheme.support_vnd,
        counterpart_vnd=scheme.counterpart_vnd,
        other_vnd=scheme.other_vnd,
        total_vnd=scheme.total_vnd,
        eligible_cost_vnd=scheme.eligible_cost_vnd,
        starts_on=scheme.starts_on,
        ends_on=scheme.ends_on,
        missing_texts=tuple(_missing_texts(scheme, kind)),
        lines=lines_of(scheme),
        machines=machines_of(scheme),
        needed=needed_for(scheme, kind, step),
        files=files_of(scheme),
        eligibility=eligibility_findings(scheme, on) if "eligibility" in guards else (),
        ceiling=ceiling_of(scheme, on),
        advance_terms=advance_terms_of(scheme, on) if "advance" in guards else NO_TERMS,
        predecessor=predecessor_of(scheme),
        ledger=ledger_of(scheme) if OF_MONEY.intersection(guards) else Ledger(),
        batch_state=scheme.batch.state if scheme.batch else "",
        accepted_eligible_vnd=scheme.accepted_eligible_vnd,
        accepted_support_vnd=scheme.accepted_support_vnd,
        invested_vnd=progress.invested_vnd if progress else None,
        percent_done=progress.percent_done if progress else None,
        answers=appraisal_answers(scheme),
    )


def live_steps(scheme: Scheme) -> QuerySet[Step]:
    """Return the steps that were not taken back."""
    return scheme.steps.filter(taken_back_at=None)


def steps_of(scheme: Scheme) -> list[Step]:
    """Return the steps that were not taken back, in their order; no query if they are prefetched."""
    return sorted((s for s in scheme.steps.all() if s.is_live), key=lambda step: step.seq)


def events_of(scheme: Scheme) -> list[SchemeEvent]:
    """Return the events that were not taken back, in order; no query if they are prefetched."""
    return sorted(
        (e for e in scheme.events.all() if e.is_live), key=lambda event: (event.on, event.pk)
    )


def latest_step(scheme: Scheme) -> Step | None:
    """Return the step on which the scheme stands, None for a draft."""
    return next(iter(reversed(steps_of(scheme))), None)


def step_after(scheme: Scheme, step: Step | None) -> Step | None:
    """Return the first step that was taken after another one, or after the draft."""
    return live_steps(scheme).filter(seq__gt=step.seq if step else 0).order_by("seq").first()


def lines_of(scheme: Scheme) -> tuple[Line, ...]:
    """Return the estimate."""
    return tuple(
        Line(
            item=line.item,
            quantity=line.quantity,
            unit_price_vnd=line.unit_price_vnd,
            amount_vnd=line.amount_vnd,
            is_eligible=line.is_eligible,
            support_vnd=line.support_vnd,
            counterpart_vnd=line.counterpart_vnd,
            other_vnd=line.other_vnd,
        )
        for line in scheme.lines.all()
    )


def machines_of(scheme: Scheme) -> tuple[MachineFact, ...]:
    """Return the machines on record."""
    return tuple(
        MachineFact(
            name=machine.name,
            model=machine.model,
            maker=machine.maker,
            is_new=machine.is_new,
            serial_number=machine.serial_number,
        )
        for machine in scheme.machines.all()
    )


def needed_for(scheme: Scheme, kind: Kind, step: str) -> tuple[Needed, ...]:
    """Return the papers that a step of the scheme needs."""
    documents = kind.documents_for("submit" if step == "resubmit" else step, scheme.answers)
    return tuple(
        Needed(
            code=document.code,
            label=document.label,
            citation=document.citation,
            condition=document.condition,
            min_files=document.min_files,
        )
        for document in documents
    )


def papers_of(scheme: Scheme) -> list[SchemeDocument]:
    """Return the attached papers that were not taken off; no query if they are prefetched."""
    return [paper for paper in scheme.documents.all() if paper.removed_at is None]


def files_of(scheme: Scheme) -> Counter[str]:
    """Return how many files stand for each required paper."""
    return Counter(paper.requirement for paper in papers_of(scheme))


def ceiling_of(scheme: Scheme, on: dt.date) -> Ceiling | None:
    """Return the level of the day, after approval the one of that day; None if not on file."""
    day = scheme.approved_on or on
    fact = (
        ceiling_fact(scheme.norm, fund=scheme.fund)
        if scheme.norm
        else ceiling_on(
            kind=KINDS[scheme.kind].ceiling, fund=scheme.fund, province=scheme.province, on=day
        )
    )
    return _ceiling(fact) if fact else None


def _ceiling(fact: CeilingFact) -> Ceiling:
    return Ceiling(
        rate_percent=fact.rate_percent,
        cap_vnd=fact.cap_vnd,
        unit=fact.unit,
        citation=fact.citation,
        is_verified=fact.is_verified,
        is_borrowed=fact.is_borrowed,
        norm_id=fact.norm_id,
    )


def advance_terms_of(scheme: Scheme, on: dt.date) -> AdvanceTerms:
    """Return what may be advanced: the province's own terms, for national money the circular's."""
    fact: AdvanceFact | ProcedureFact | None
    if scheme.fund == Source.NATIONAL:
        fact = advance_on(kind=KINDS[scheme.kind].ceiling, on=on)
    else:
        fact = procedure_on(province=scheme.province, on=on)
    if fact is None:
        return NO_TERMS
    return AdvanceTerms(
        percent=fact.advance_percent,
        min_invested_percent=fact.advance_min_invested_percent,
        citation=fact.citation,
        is_verified=fact.is_verified,
    )


def eligibility_findings(scheme: Scheme, on: dt.date) -> tuple[Finding, ...]:
    """Return what the establishment's rules find on a day for the place of the scheme."""
    establishment = scheme.establishment
    if establishment is None:
        return (
            block(
                "parties.no_establishment",
                "Chưa chọn đơn vị thụ hưởng.",
                citation="Thông tư 36/2013/TT-BCT, Điều 5 khoản 1",
                field="establishment",
            ),
        )
    return eligibility_of(_standing_at(establishment, scheme), on)


def _standing_at(establishment: Establishment, scheme: Scheme) -> Establishment:
    """Return the establishment as if it produced where the scheme is carried out."""
    if scheme.unit is None:
        return establishment
    there = copy.copy(establishment)
    there._state = copy.copy(establishment._state)
    there._state.fields_cache = dict(establishment._state.fields_cache)  # else both would move
    there.unit = scheme.unit
    if scheme.unit_id != establishment.unit_id:
        there.old_unit, there.province = None, scheme.province
        village = establishment.craft_village
        there.craft_village = village if village and village.unit_id == scheme.unit_id else None
    return there


def predecessor_of(scheme: Scheme) -> Predecessor | None:
    """Return the latest thing on file whose paper a new one may not precede."""
    step = latest_step(scheme)
    event = next(iter(reversed(events_of(scheme))), None)
    known = [
        Predecessor(label=happening.label, on=happening.on, paper_no=happening.paper_no)
        for happening in (step, event)
        if happening
    ]
    batch = scheme.batch
    if batch and batch.memo_on:
        known.append(
            Predecessor(label=f"Tờ trình {batch}", on=batch.memo_on, paper_no=batch.memo_no)
        )
    return max(known, key=lambda before: before.on, default=None)


def ledger_of(scheme: Scheme) -> Ledger:
    """Return where the support's money stands."""
    balances = balances_of(scheme.public_id)
    source = Source(scheme.fund)
    return Ledger(
        planned_vnd=balances.get((source, Stage.PLANNED), 0),
        committed_vnd=balances.get((source, Stage.COMMITTED), 0),
        advanced_vnd=balances.get((source, Stage.ADVANCED), 0),
        paid_vnd=balances.get((source, Stage.PAID), 0),
        settled_vnd=balances.get((source, Stage.SETTLED), 0),
    )


def appraisal_answers(scheme: Scheme) -> tuple[Answer, ...]:
    """Return how the appraiser of the present round passed warnings and open questions."""
    rows = (
        step.answers
        for step in steps_of(scheme)
        if step.transition == "appraise" and step.round == scheme.round
    )
    return tuple(answer_from(row) for row in next(rows, ()))


def answer_from(row: dict[str, str | int | None]) -> Answer:
    """Return a stored answer."""
    rate, cap = row.get("rate_percent"), row.get("cap_vnd")
    return Answer(
        code=str(row["code"]),
        reason=str(row["reason"]),
        citation=str(row["citation"]),
        rate_percent=None if rate is None else Decimal(str(rate)),
        cap_vnd=None if cap is None else int(cap),
    )


def _missing_texts(scheme: Scheme, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield field and label of what the eight parts still lack."""
    if not scheme.place_text and scheme.unit is None:
        yield "place_text", "địa điểm thực hiện"
    for field, label in TEXTS:
        if not getattr(scheme, field).strip():
            yield field, label
    for question in kind.questions:
        answer = scheme.answers.get(question.code)
        if question.is_required and answer in (None, ""):
            yield f"question_{question.code}", question.label.lower()
