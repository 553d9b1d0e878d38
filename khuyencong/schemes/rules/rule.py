"""A rule: one check with its sentence, its article and the days on which it governs."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from khuyencong.core.findings import Finding
from khuyencong.schemes.rules.facts import Act, SchemeFacts

Check = Callable[[SchemeFacts, Act], list[Finding]]

DECREE_45 = dt.date(2012, 7, 5)
CIRCULAR_46 = dt.date(2013, 2, 10)
CIRCULAR_36 = dt.date(2014, 2, 10)
CIRCULAR_28 = dt.date(2018, 5, 11)
ALWAYS = dt.date.min


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`code` is the name by which the workflow table calls it."""

    code: str
    sentence: str
    citation: str
    first_on: dt.date
    last_on: dt.date | None
    check: Check

    def governs(self, on: dt.date) -> bool:
        """Tell whether the rule is in force on a day."""
        return self.first_on <= on and (self.last_on is None or on <= self.last_on)


RULES: dict[str, Rule] = {}


def rule(
    sentence: str, *, citation: str, first_on: dt.date, last_on: dt.date | None = None
) -> Callable[[Check], Check]:
    """Register a check under its own name."""

    def register(check: Check) -> Check:
        RULES[check.__name__] = Rule(
            code=check.__name__,
            sentence=sentence,
            citation=citation,
            first_on=first_on,
            last_on=last_on,
            check=check,
        )
        return check

    return register
