"""What the rules say about taking a step on a day: for the page before it, for the service in it."""

import datetime as dt
from dataclasses import dataclass

from khuyencong.core.findings import Finding
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.queries.facts import facts_of
from khuyencong.schemes.rules import guards
from khuyencong.schemes.rules.answers import unanswered
from khuyencong.schemes.rules.facts import Act, SchemeFacts
from khuyencong.schemes.workflow import BY_CODE, Action

# Rules about what only the form of the step itself tells.
OF_THE_ACT = frozenset({"paper", "progress", "advance", "acceptance", "payment", "settlement"})


@dataclass(frozen=True)
class Checked:
    """All that the rules found, what of it stops the step, and the facts they looked at."""

    facts: SchemeFacts
    findings: tuple[Finding, ...]
    obstacles: tuple[Finding, ...]


def check(scheme: Scheme, action: Action, act: Act) -> Checked:
    """Ask every guard of the action, the law being that of the legal day.

    Warnings and open questions stop a decision unless the appraiser answered for them.
    """
    facts = facts_of(scheme, act.on, step=action.code)
    findings = guards.run(action.guards, facts, act)
    stopping = [finding for finding in findings if finding.is_blocking]
    if action.wants_answers:
        stopping += unanswered(findings, (*facts.answers, *act.answers))
    return Checked(facts, findings, tuple(stopping))


def preview(scheme: Scheme, code: str, on: dt.date) -> tuple[Finding, ...]:
    """Return what the rules say of a step on a day before its paper and figures are known."""
    names = [name for name in BY_CODE[code].guards if name not in OF_THE_ACT]
    return guards.run(names, facts_of(scheme, on, step=code), Act(on=on, today=on))
