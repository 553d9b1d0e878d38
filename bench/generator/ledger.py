"""The money of the country: appropriations, accounts, journals of two lines."""

import datetime as dt
from collections import defaultdict
from typing import Any

from bench.generator.writing import Table
from khuyencong.budget.enums import POOLS, Stage
from khuyencong.budget.models import Account, Appropriation, Entry, Journal
from khuyencong.budget.workflow import MOVES

MODELS: tuple[Any, ...] = (Appropriation, Account, Journal, Entry)
Key = tuple[int, int, str]  # organisation, year, source


class Ledger:
    """Books what the schemes do; rows are kept until they are copied in."""

    def __init__(self, seed: object) -> None:
        self.tables = {model: Table(model, seed) for model in MODELS}
        self.rows: dict[type, list[dict[str, Any]]] = {model: [] for model in self.tables}
        self._appropriations: dict[Key, int] = {}
        self._accounts: dict[tuple[int, str, str], int] = {}
        self.balances: dict[tuple[str, str], int] = defaultdict(int)  # subject, stage

    def allot(self, key: Key, amount_vnd: int, voucher_no: str, on: dt.date, at: Any) -> None:
        """Book the decision that gives a year its money."""
        facts = {"voucher_no": voucher_no, "voucher_on": on, "booked_on": on, "booked_at": at}
        self._post(key, (Stage.APPROPRIATION, Stage.AVAILABLE), "", amount_vnd, facts)

    def move(
        self, key: Key, stages: tuple[Stage, Stage], subject: str, amount_vnd: int, **facts: Any
    ) -> int:
        """Move a subject's money; return the key of the journal."""
        for stage, sign in zip(stages, (-1, 1), strict=True):
            self.balances[subject, stage] += sign * amount_vnd
        return self._post(key, stages, subject, amount_vnd, facts)

    def copy(self) -> int:
        """Copy in what was gathered; return the number of journals."""
        count = len(self.rows[Journal])
        for model, table in self.tables.items():
            table.copy(self.rows[model])
            self.rows[model].clear()
        return count

    def _post(
        self,
        key: Key,
        stages: tuple[Stage, Stage],
        subject: str,
        amount_vnd: int,
        facts: dict[str, Any],
    ) -> int:
        appropriation = self._appropriation(key)
        journal = self._add(
            Journal, appropriation_id=appropriation, subject=subject, memo=MOVES[stages], **facts
        )
        for stage, amount in zip(stages, (-amount_vnd, amount_vnd), strict=True):
            account = self._account(appropriation, stage, "" if stage in POOLS else subject)
            self._add(Entry, journal_id=journal, account_id=account, amount_vnd=amount)
        return journal

    def _appropriation(self, key: Key) -> int:
        if key not in self._appropriations:
            organisation, year, source = key
            self._appropriations[key] = self._add(
                Appropriation, organisation_id=organisation, year=year, source=source
            )
        return self._appropriations[key]

    def _account(self, appropriation: int, stage: Stage, subject: str) -> int:
        key = (appropriation, stage.value, subject)
        if key not in self._accounts:
            self._accounts[key] = self._add(
                Account, appropriation_id=appropriation, stage=stage.value, subject=subject
            )
        return self._accounts[key]

    def _add(self, model: type, **values: Any) -> int:
        row = self.tables[model].row(**values)
        self.rows[model].append(row)
        return int(row["id"])
