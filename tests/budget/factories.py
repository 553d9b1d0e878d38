"""Appropriations for tests: booked by the services, as everything in the ledger."""

import datetime as dt
import itertools

from khuyencong.budget import services
from khuyencong.budget.enums import Source, Stage

DAY = dt.date(2026, 3, 2)
MILLION = 10**6
_numbers = itertools.count(1)


def appropriate(organisation, million, *, by=None, on=DAY, number="", **facts):
    """Book a decision of `million` triệu of local money of 2026, lowering if negative."""
    return services.appropriate(
        organisation=organisation,
        year=facts.get("year", 2026),
        source=facts.get("source", Source.LOCAL),
        amount_vnd=million * MILLION,
        decision_no=number or f"{next(_numbers)}/QĐ-UBND",
        decision_on=facts.get("decision_on", DAY),
        by=by,
        on=on,
    )


def move(
    organisation, million, stages=(Stage.AVAILABLE, Stage.PLANNED), *, subject="deanso1", **facts
):
    """Move `million` triệu of local money of 2026 of a subject."""
    return services.move(
        organisation=organisation,
        year=facts.get("year", 2026),
        source=facts.get("source", Source.LOCAL),
        subject=subject,
        from_stage=stages[0],
        to_stage=stages[1],
        amount_vnd=million * MILLION,
        voucher_no=facts.get("voucher_no", f"CT{next(_numbers)}"),
        voucher_on=facts.get("voucher_on", DAY),
        memo=facts.get("memo", ""),
        by=facts.get("by"),
        on=facts.get("on", DAY),
    )
