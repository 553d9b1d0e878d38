"""A rule: one sentence of the law, the days on which it governs, and what it says of facts."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khuyencong.core.findings import Finding, Severity
from khuyencong.establishments.rules.facts import Facts, Law


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a check says; `citation` is that of the dated row it compared with."""

    severity: Severity
    message: str
    cure: str = ""
    field: str = ""
    citation: str = ""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`check` answers None where the rule does not concern the establishment."""

    code: str
    sentence: str
    citation: str
    first_on: dt.date
    last_on: dt.date | None = None
    check: Callable[[Facts], Answer | None]

    def governs(self, on: dt.date) -> bool:
        """Tell whether the rule is in force on a day."""
        return self.first_on <= on and (self.last_on is None or on <= self.last_on)

    def apply(self, facts: Facts) -> Finding | None:
        """Return what the rule finds."""
        answer = self.check(facts)
        if answer is None:
            return None
        return Finding(
            code=self.code,
            severity=answer.severity,
            message=answer.message,
            cure=answer.cure,
            field=answer.field,
            citation=answer.citation or self.citation,
        )


def passes(message: str, *, law: Law, field: str) -> Answer:
    """Return that the rule holds; an unverified law says so."""
    doubt = "" if law.is_verified else " (Quy định chưa kiểm chứng.)"
    return Answer(
        severity=Severity.PASS, message=message + doubt, field=field, citation=law.citation
    )


def fails(message: str, *, cure: str, law: Law, field: str, is_sure: bool = True) -> Answer:
    """Return that the rule does not hold: an unverified law only warns."""
    if is_sure and law.is_verified:
        severity = Severity.BLOCK
    else:
        severity = Severity.WARN
        cure = (
            f"{cure} Quy định này chưa kiểm chứng: người thẩm định nêu lý do và căn cứ nếu cho qua."
        )
    return Answer(severity=severity, message=message, cure=cure, field=field, citation=law.citation)


def asks(message: str, *, cure: str, field: str, law: Law | None = None) -> Answer:
    """Return that a fact is missing."""
    return Answer(
        severity=Severity.ASK,
        message=message,
        cure=cure,
        field=field,
        citation=law.citation if law else "",
    )


def no_law(what: str, *, field: str) -> Answer:
    """Return that the system holds no law of the day."""
    return asks(
        f"Trong hệ thống chưa có quy định về {what} của ngày xét.",
        cure="Nhập quy định kèm căn cứ ở mục Định mức, hoặc nêu căn cứ đã áp dụng.",
        field=field,
    )


def all_verified(laws: Iterable[Law]) -> bool:
    """Tell whether a whole list was compared with the text: only then is a gap in it sure."""
    return all(law.is_verified for law in laws)
