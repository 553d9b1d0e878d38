"""What a rule found, and the refusal of a service that may not go on."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs."""

    PASS = "pass"  # noqa: S105 - the rule holds; shown with its figures
    INFO = "info"
    WARN = "warn"  # may be passed by the appraiser with reason and citation
    ASK = "ask"  # a figure is unknown: the person gives figure and basis
    BLOCK = "block"  # may not go on


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sentence of a rule about given facts; `message` and `cure` are Vietnamese.

    `field` names the form field it belongs to ("" for the whole), `figures` what was compared
    (amounts in đồng), `citation` the article.
    """

    code: str
    severity: Severity
    message: str
    citation: str = ""
    field: str = ""
    cure: str = ""
    figures: Mapping[str, int | str] = dataclasses.field(default_factory=dict)

    @property
    def is_blocking(self) -> bool:
        """Whether this finding stops the step."""
        return self.severity is Severity.BLOCK


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A service did not act; `findings` tell every reason at once, none of it was saved."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f.message for f in self.findings))


def refuse(
    code: str, message: str, *, field: str = "", cure: str = "", citation: str = ""
) -> Refusal:
    """Return a refusal with one blocking finding, to be raised."""
    return Refusal(
        [
            Finding(
                code=code,
                severity=Severity.BLOCK,
                message=message,
                field=field,
                cure=cure,
                citation=citation,
            )
        ]
    )


def require(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return `findings`, or raise Refusal with the blocking ones if there are any."""
    found = tuple(findings)
    blocking = [f for f in found if f.is_blocking]
    if blocking:
        raise Refusal(blocking)
    return found
