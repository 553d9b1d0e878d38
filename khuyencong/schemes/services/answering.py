"""A slip of the pen put right; who answers for a scheme."""

import datetime as dt

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import may
from khuyencong.core.clock import now, today
from khuyencong.core.dates import format_date
from khuyencong.core.findings import refuse, require
from khuyencong.core.service import service
from khuyencong.schemes import events
from khuyencong.schemes.enums import FUNDED
from khuyencong.schemes.models import Correction, Scheme
from khuyencong.schemes.permissions import WRITE, may_assign, may_correct
from khuyencong.schemes.rules.day import dated
from khuyencong.schemes.services.engine import apply_changes, lock
from khuyencong.schemes.services.logging import not_permitted, record_act
from khuyencong.schemes.services.searching import describe_schemes
from khuyencong.schemes.services.texts import clean_values

# What a correction may touch: words. Money, parties, days and kinds are adjustments.
CORRECTABLE = (
    "name",
    "place_text",
    "coordination_text",
    "rationale",
    "objectives",
    "scale",
    "contents",
    "organisation_text",
    "effects",
)


@service("schemes.correct")
def correct(
    *,
    scheme: Scheme,
    field: str,
    value: str,
    reason: str,
    paper_no: str,
    by: User,
    on: dt.date,
) -> Correction:
    """Put a slip of the pen right after approval (đính chính), with the paper that says so."""
    locked = lock(scheme)
    _require_correctable(locked, field, by)
    _require_paper(paper_no.strip(), on, locked.approved_on)
    before, after = getattr(locked, field), clean_values({field: value})[field]
    if not after or after == before or not reason.strip():
        raise refuse("correction.empty", "Ghi nội dung đúng và lý do đính chính.", field="value")
    apply_changes(locked, {field: after, "version": locked.version + 1})
    describe_schemes([locked])
    locked.save()
    correction = Correction.objects.create(
        scheme=locked,
        field=field,
        before=before,
        after=after,
        paper_on=on,
        at=now(),
        by=by,
        **clean_values({"reason": reason, "paper_no": paper_no}, Correction),
    )
    _record_correction(correction)
    return correction


@service("schemes.assign")
def assign_officer(
    *, scheme: Scheme, officer: User, by: User, on: dt.date, reason: str = ""
) -> Scheme:
    """Name the one officer who answers for a scheme; somebody of the unit that carries it out."""
    locked = lock(scheme)
    if not may_assign(by, locked):
        raise not_permitted()
    if not officer.is_active or not may(officer, WRITE, organisation=locked.organisation):
        raise refuse(
            "schemes.officer",
            f"{officer.full_name} không phải cán bộ của {locked.organisation}.",
            field="officer",
        )
    _give(locked, officer, by, on, reason)
    return locked


def hand_over_schemes(*, from_user: User, to_user: User, by: User | None, on: dt.date) -> int:
    """Give every open scheme of a person who leaves to a colleague; return how many."""
    held = Scheme.objects.select_for_update(of=("self",)).answered_by(from_user).order_by("pk")
    schemes = list(held)
    for scheme in schemes:
        _give(scheme, to_user, by, on, "bàn giao công việc")
    return len(schemes)


def _require_correctable(scheme: Scheme, field: str, by: User) -> None:
    if not may_correct(by, scheme):
        raise not_permitted()
    if scheme.state not in FUNDED or field not in CORRECTABLE:
        raise refuse(
            "correction.field",
            "Chỉ đính chính lời văn của đề án đã phê duyệt; tiền, thời gian, đơn vị phải điều chỉnh.",
            field="field",
            citation="Thông tư 36/2013/TT-BCT, Điều 11",
        )


def _require_paper(number: str, on: dt.date, approved_on: dt.date | None) -> None:
    require(
        dated(
            number,
            named="văn bản đính chính",
            on=on,
            today=today(),
            is_required=True,
            after=approved_on,
            after_what="quyết định phê duyệt",
        )
    )


def _record_correction(correction: Correction) -> None:
    paper = f" theo văn bản số {correction.paper_no} ngày {format_date(correction.paper_on)}"
    record_act(
        events.CORRECTED,
        correction.scheme,
        correction.by,
        correction.paper_on,
        correction.reason,
        before={correction.field: correction.before},
        after={correction.field: correction.after},
        field=correction.label,
        paper=paper,
    )


def _give(scheme: Scheme, officer: User, by: User | None, on: dt.date, reason: str) -> None:
    before = scheme.officer.full_name if scheme.officer else ""
    scheme.officer = officer
    scheme.save(update_fields=["officer"])
    record_act(
        events.ASSIGNED,
        scheme,
        by,
        on,
        reason,
        before={"officer": before},
        officer=officer.full_name,
    )
