"""What the approver looks at: every scheme of a batch with what the rules say of it that day."""

import datetime as dt
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.core.findings import Finding
from khuyencong.core.memory import remembering
from khuyencong.schemes.enums import State
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.queries.checks import preview
from khuyencong.schemes.queries.facts import appraisal_answers
from khuyencong.schemes.queries.parties import approver_of_batch, may_act
from khuyencong.schemes.rules.facts import Answer
from khuyencong.schemes.workflow import BY_CODE


@dataclass(frozen=True)
class PackLine:
    """One scheme of the batch: the findings of the day, and how the appraiser passed warnings."""

    scheme: Scheme
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it may be decided."""
        return self.scheme.state == State.PLANNED


@dataclass(frozen=True)
class Pack:
    """The lines of a batch and their sums in đồng."""

    lines: tuple[PackLine, ...]

    def _sum(self, field: str) -> int:
        return sum(getattr(line.scheme, field) or 0 for line in self.lines)

    @property
    def support_vnd(self) -> int:
        """Support of all schemes."""
        return self._sum("support_vnd")

    @property
    def counterpart_vnd(self) -> int:
        """Counterpart of all schemes."""
        return self._sum("counterpart_vnd")

    @property
    def total_vnd(self) -> int:
        """Total of all schemes."""
        return self._sum("total_vnd")


def decision_pack(batch: PlanBatch, on: dt.date) -> Pack:
    """Return the schemes of a batch; the rules are asked for those that still wait."""
    with remembering():
        return Pack(
            tuple(
                PackLine(scheme, preview(scheme, "approve", on), appraisal_answers(scheme))
                if scheme.state == State.PLANNED
                else PackLine(scheme, (), ())
                for scheme in batch.schemes.with_facts().with_states().order_by("pk")
            )
        )


def may_approve(user: User, batch: PlanBatch, on: dt.date) -> bool:
    """Return whether the person decides on the batch."""
    return may_act(user, BY_CODE["approve"], approver_of_batch(batch, on))
