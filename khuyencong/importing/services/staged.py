"""A row on its way into the database or out of it again: what is examined, without a model instance."""

from dataclasses import dataclass, field
from typing import Any

from khuyencong.importing.enums import Match, RowState
from khuyencong.importing.rules.checks import Issue
from khuyencong.importing.rules.facts import RowFacts

DATA = "data"


@dataclass(slots=True)
class Staged:
    """One row of a table; names are those of the model `StagedRow`."""

    number: int
    kind: str
    cells: dict[str, Any]
    group: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    is_hidden: bool = False
    choice: str = ""
    is_fixed: bool = False
    pk: int = 0
    findings: list[dict[str, Any]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    state: str = RowState.SKIPPED
    province_id: int | None = None
    place: dict[str, Any] = field(default_factory=dict)
    reference: str = ""
    name_key: str = ""
    maker_key: str = ""
    maker: dict[str, Any] = field(default_factory=dict)
    twin: dict[str, Any] = field(default_factory=dict)

    def facts(self, context: dict[str, Any]) -> RowFacts:
        """Return the row as facts: its own cells before its group before the table."""
        own = {name: cell["v"] for name, cell in self.cells.items() if cell["v"] is not None}
        told = {name.removeprefix("group_"): value for name, value in self.group.items()}
        return RowFacts({**context, **told, **own})

    def add(self, issue: Issue) -> None:
        """Note a finding at its cell; a mere gap is no news where the reading has a doubt."""
        cell = self.cells.get(issue.field, {})
        if cell.get("p") and not issue.is_blocking:
            return
        at = cell.get("c", "")
        told = {"f": issue.field, "at": at, "code": issue.code, "says": issue.sentence}
        self.findings.append(told | {"cure": issue.cure, "stops": issue.is_blocking})

    def problems(self) -> list[dict[str, Any]]:
        """Return every doubt: those of the reading, then those of the examination."""
        read = [problem for cell in self.cells.values() for problem in cell.get("p", ())]
        return [*read, *self.findings]

    def mark(self) -> None:
        """Keep the codes of all doubts, so that rows can be narrowed by them."""
        self.codes = sorted({problem["code"] for problem in self.problems()})

    def settle(self, *, is_kept: bool) -> None:
        """Say where the row stands after it was examined."""
        self.mark()
        self.state = self._state(is_kept=is_kept)

    def _state(self, *, is_kept: bool) -> str:
        """Return the first state whose reason holds."""
        found = Match.PERHAPS in (self.twin.get("is"), self.maker.get("is"))
        reasons = (
            (self.choice == "drop", RowState.DROPPED),
            (bool(self.place.get("outside")), RowState.OUTSIDE),
            (is_kept, RowState.KEPT),
            (any(problem["stops"] for problem in self.problems()), RowState.BLOCKED),
            (self.choice == "take", RowState.CLEAN),
            (self.twin.get("is") == Match.SURE, RowState.KNOWN),
            (found, RowState.ASK),
            (bool(self.problems()), RowState.DOUBT),
        )
        return next((state for holds, state in reasons if holds), RowState.CLEAN)
