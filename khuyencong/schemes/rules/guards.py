"""The rules by the names that the workflow table uses."""

from collections.abc import Iterable

from khuyencong.core.findings import Finding
from khuyencong.schemes.rules import ceiling, content, day, follow, money
from khuyencong.schemes.rules.facts import Act, SchemeFacts
from khuyencong.schemes.rules.rule import RULES

# Importing a theme registers its rules.
THEMES = (day, content, money, ceiling, follow)


def run(names: Iterable[str], facts: SchemeFacts, act: Act) -> tuple[Finding, ...]:
    """Return what the named rules in force on the legal day find, in their order."""
    return tuple(
        finding
        for name in names
        if RULES[name].governs(act.on)
        for finding in RULES[name].check(facts, act)
    )
