"""Warnings and open questions: passed with a reason and an article, or the step stops."""

from collections.abc import Iterable

from khuyencong.core.findings import Finding, Severity
from khuyencong.schemes.rules.ceiling import UNKNOWN
from khuyencong.schemes.rules.facts import Answer, block
from khuyencong.schemes.rules.follow import UNKNOWN_ADVANCE

# Questions that want a figure; the rule itself goes on asking until it is given.
OF_FIGURE = frozenset({UNKNOWN, UNKNOWN_ADVANCE})
OPEN = frozenset({Severity.WARN, Severity.ASK})


def unanswered(findings: Iterable[Finding], answers: Iterable[Answer]) -> list[Finding]:
    """Return a blocking finding for each warning or question without a full answer."""
    given = {answer.code: answer for answer in answers}
    return [
        _missing(finding, given.get(finding.code))
        for finding in findings
        if finding.severity in OPEN and not _is_answered(finding, given.get(finding.code))
    ]


def _is_answered(finding: Finding, answer: Answer | None) -> bool:
    if answer is None or finding.code in OF_FIGURE:
        return False
    return bool(answer.reason.strip() and answer.citation.strip())


def _missing(finding: Finding, answer: Answer | None) -> Finding:
    wanted = "số liệu và căn cứ" if finding.code in OF_FIGURE else "lý do và căn cứ"
    return block(
        finding.code,
        f"{finding.message} Muốn đi tiếp phải nêu {wanted}.",
        citation=finding.citation,
        field=finding.field,
        cure=finding.cure,
    )
