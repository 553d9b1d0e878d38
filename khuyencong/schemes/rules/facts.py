"""What the rules look at: a scheme as it stands, and what somebody is about to do with it."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from khuyencong.core.findings import Finding, Severity


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the estimate (form 01)."""

    item: str
    quantity: Decimal
    unit_price_vnd: int
    amount_vnd: int
    is_eligible: bool
    support_vnd: int
    counterpart_vnd: int
    other_vnd: int


@dataclass(frozen=True, kw_only=True)
class MachineFact:
    """One machine record."""

    name: str
    model: str
    maker: str
    is_new: bool
    serial_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Ceiling:
    """The level of support in force on the day, or the one the appraiser gave with its basis."""

    rate_percent: Decimal | None
    cap_vnd: int | None
    citation: str
    unit: str = ""
    is_verified: bool = True
    is_borrowed: bool = False  # a national row stands in for a missing provincial one
    norm_id: int | None = None

    @property
    def is_binding(self) -> bool:
        """Whether exceeding it stops the step."""
        return self.is_verified and not self.is_borrowed


@dataclass(frozen=True, kw_only=True)
class AdvanceTerms:
    """The province's own condition for an advance; a None is not on file."""

    percent: Decimal | None
    min_invested_percent: Decimal | None
    citation: str
    is_verified: bool = True


@dataclass(frozen=True, kw_only=True)
class Needed:
    """A paper that a step needs."""

    code: str
    label: str
    citation: str
    condition: str = ""
    min_files: int = 1


@dataclass(frozen=True, kw_only=True)
class Predecessor:
    """The step before, whose paper a new one may not precede."""

    label: str
    on: dt.date
    paper_no: str = ""

    @property
    def text(self) -> str:
        """The step inside a sentence: "bước Thẩm định số 12/PTĐ"."""
        number = f" số {self.paper_no}" if self.paper_no else ""
        return f"bước “{self.label}”{number}"


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """Where the support's money stands, in đồng."""

    planned_vnd: int = 0
    committed_vnd: int = 0
    advanced_vnd: int = 0
    paid_vnd: int = 0
    settled_vnd: int = 0


@dataclass(frozen=True, kw_only=True)
class Answer:
    """How the appraiser passed one finding: the reason, the article, the figures if asked."""

    code: str
    reason: str
    citation: str
    rate_percent: Decimal | None = None
    cap_vnd: int | None = None


@dataclass(frozen=True, kw_only=True)
class Act:
    """What somebody is about to do: the legal day, the paper, the figures of the step."""

    on: dt.date
    today: dt.date
    paper_no: str = ""
    paper_label: str = ""
    is_paper_required: bool = False
    amount_vnd: int = 0
    recovered_vnd: int = 0
    eligible_vnd: int | None = None  # the eligible cost found at acceptance
    invested_vnd: int | None = None
    percent_done: int | None = None
    serial_numbers: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SchemeFacts:
    """A scheme as the rules see it on a day."""

    kind: str
    kind_label: str
    is_kind_valid: bool
    needs_machine: bool
    legal_basis: str
    support_vnd: int | None
    counterpart_vnd: int | None
    other_vnd: int | None
    total_vnd: int | None
    eligible_cost_vnd: int | None
    starts_on: dt.date | None
    ends_on: dt.date | None
    missing_texts: tuple[tuple[str, str], ...]  # field and label of the parts still empty
    lines: tuple[Line, ...]
    machines: tuple[MachineFact, ...]
    needed: tuple[Needed, ...]  # papers of the step in question
    files: Mapping[str, int]  # requirement code -> how many files are there
    eligibility: tuple[Finding, ...]
    ceiling: Ceiling | None
    advance_terms: AdvanceTerms
    predecessor: Predecessor | None
    ledger: Ledger
    batch_state: str = ""
    accepted_eligible_vnd: int | None = None
    accepted_support_vnd: int | None = None
    invested_vnd: int | None = None  # the latest progress
    percent_done: int | None = None
    answers: tuple[Answer, ...] = dataclasses.field(default=())  # given at the appraisal


def block(
    code: str,
    message: str,
    *,
    citation: str = "",
    field: str = "",
    cure: str = "",
    **figures: int | str,
) -> Finding:
    """Return a finding that stops the step."""
    return Finding(
        code=code,
        severity=Severity.BLOCK,
        message=message,
        citation=citation,
        field=field,
        cure=cure,
        figures=figures,
    )


def passed(code: str, message: str, *, citation: str = "", **figures: int | str) -> Finding:
    """Return a finding that says the rule holds, with its figures."""
    return Finding(
        code=code, severity=Severity.PASS, message=message, citation=citation, figures=figures
    )
