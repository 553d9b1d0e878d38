"""Facts for the pure rules: a sound scheme, to be spoilt in one place."""

import datetime as dt
from decimal import Decimal

from khuyencong.schemes.rules.facts import (
    Act,
    AdvanceTerms,
    Ceiling,
    Ledger,
    Line,
    MachineFact,
    SchemeFacts,
)

MILLION = 1_000_000
DAY = dt.date(2026, 3, 2)


def level(rate=50, cap=300, **known):
    """A verified level in per cent and millions."""
    return Ceiling(
        rate_percent=None if rate is None else Decimal(rate),
        cap_vnd=None if cap is None else cap * MILLION,
        citation="NQ 05/2025/NQ-HĐND, Điều 3",
        unit="cơ sở",
        **known,
    )


def money_line(total=486, support=150, other=0, **known):
    """One line of the estimate in millions; the counterpart is the rest."""
    facts = {
        "item": "Máy sấy",
        "quantity": Decimal(1),
        "unit_price_vnd": total * MILLION,
        "amount_vnd": total * MILLION,
        "is_eligible": True,
        "support_vnd": support * MILLION,
        "counterpart_vnd": (total - support - other) * MILLION,
        "other_vnd": other * MILLION,
    }
    return Line(**(facts | known))


def scheme(total=486, support=150, other=0, **known):
    """A scheme whose one line and sums agree; amounts in millions."""
    line = money_line(total, support, other)
    facts = {
        "kind": "machinery",
        "kind_label": "Máy móc, thiết bị",
        "is_kind_valid": True,
        "needs_machine": True,
        "legal_basis": "NĐ 45/2012/NĐ-CP, Điều 4",
        "support_vnd": line.support_vnd,
        "counterpart_vnd": line.counterpart_vnd,
        "other_vnd": line.other_vnd,
        "total_vnd": line.amount_vnd,
        "eligible_cost_vnd": line.amount_vnd,
        "starts_on": dt.date(2026, 4, 1),
        "ends_on": dt.date(2026, 9, 30),
        "missing_texts": (),
        "lines": (line,),
        "machines": (MachineFact(name="Máy sấy", model="MS", maker="Đắk Lắk", is_new=True),),
        "needed": (),
        "files": {},
        "eligibility": (),
        "ceiling": level(),
        "advance_terms": terms(),
        "predecessor": None,
        "ledger": Ledger(),
    }
    return SchemeFacts(**(facts | known))


def terms(percent=70, invested=50, **known):
    """The province's own terms for an advance."""
    return AdvanceTerms(
        percent=None if percent is None else Decimal(percent),
        min_invested_percent=None if invested is None else Decimal(invested),
        citation="QĐ 12/2025/QĐ-UBND, Điều 9",
        **known,
    )


def act(**known):
    """What somebody does on DAY, seen from the day after."""
    return Act(**({"on": DAY, "today": DAY + dt.timedelta(days=1)} | known))


def codes(findings, severity=None):
    """Return the codes of the findings of one severity, by default those that stop."""
    wanted = severity or "block"
    return [finding.code for finding in findings if finding.severity == wanted]
