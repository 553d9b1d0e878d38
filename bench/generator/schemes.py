"""Schemes as rows: what a scheme is, before anything happened to it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from bench.generator.people import Staff
from bench.generator.plan import Plan
from bench.generator.programme import MILLION, Draft
from bench.generator.register import SYNTHETIC, Rows
from bench.generator.writing import Table
from khuyencong.accounts.enums import OrganisationKind as Kind
from khuyencong.accounts.models import User
from khuyencong.documents.models import StoredFile
from khuyencong.establishments.models import SupportReceived
from khuyencong.schemes.enums import Origin, State
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import (
    EstimateLine,
    Machine,
    PlanBatch,
    Scheme,
    SchemeDocument,
    SchemeEvent,
    Step,
)

StepJournal = Step.journals.through
MODELS: tuple[Any, ...] = (
    StoredFile,
    PlanBatch,
    Scheme,
    EstimateLine,
    Machine,
    Step,
    StepJournal,
    SchemeEvent,
    SchemeDocument,
    SupportReceived,
)
TEXTS = ("rationale", "objectives", "scale", "contents", "organisation_text", "effects")
TEXT = (
    "{maker} đang sản xuất {good} tại {place}. Máy móc cũ cho năng suất thấp, sản phẩm chưa đều,"
    " tiêu hao nguyên liệu và năng lượng cao; thị trường đòi hỏi chất lượng ổn định hơn. Việc đầu tư"
    " giúp cơ sở tăng năng suất, giảm hao hụt, tạo thêm việc làm tại chỗ và giữ nghề của địa phương."
)


@dataclass
class Story:
    """One scheme as it grows: its row, its people, the day it has come to."""

    row: dict[str, Any]
    draft: Draft
    staff: Staff
    officer: User
    on: dt.date
    seq: int = 0
    step_id: int | None = None
    state: str = State.DRAFT

    @property
    def public_id(self) -> str:
        """How the ledger and the log know it."""
        return str(self.row["public_id"])

    @property
    def name(self) -> str:
        """How sentences call it."""
        return f"{self.row['code']} {self.row['name']}".strip()


@dataclass
class SchemeTables:
    """The tables around schemes and the rows gathered for them."""

    plan: Plan
    tables: dict[Any, Table] = field(init=False)
    rows: dict[Any, Rows] = field(init=False)

    def __post_init__(self) -> None:
        self.tables = {model: Table(model, self.plan.seed) for model in MODELS}
        self.rows = {model: [] for model in MODELS}

    def add(self, model: Any, /, **values: Any) -> dict[str, Any]:
        """Add a row and return it, so that it may still grow."""
        row = self.tables[model].row(**values)
        self.rows[model].append(row)
        return row

    def copy(self) -> int:
        """Copy in what was gathered; return the number of schemes."""
        count = len(self.rows[Scheme])
        for model, table in self.tables.items():
            table.copy(self.rows[model])
            self.rows[model].clear()
        return count

    def recorded(self, draft: Draft, decided_on: dt.date) -> dict[str, Any]:
        """Add a scheme known from a published list alone."""
        row = self.add(
            Scheme,
            **_common(draft),
            origin=Origin.RECORDED,
            state=State.CLOSED,
            kind_text=draft.content.label,
            approved_on=decided_on,
            decision_no=f"{draft.batch.number:02}/QĐ-SYN",
        )
        return row | _named(row, code="", reference=f"SYN-R{row['id']:07}")

    def begun(self, draft: Draft, staff: Staff, created_on: dt.date) -> Story:
        """Add a scheme that somebody writes here, with its estimate and machine."""
        officer = draft.dice.random.choice(staff.people["officer"])
        centre = staff.organisations[Kind.CENTRE]
        row = self.add(Scheme, **_common(draft), **_written(draft))
        code = f"SYN-DA-{draft.province.code}-{draft.batch.year}-{row['id']}"
        _named(row, code=code, reference="")
        row.update(
            organisation_id=centre.pk,
            department_id=staff.organisations[Kind.DEPARTMENT].pk,
            officer_id=officer.pk,
            holder_id=centre.pk,
            held_since=created_on,
            created_on=created_on,
        )
        self._estimate(row)
        self._machine(row, draft)
        return Story(row, draft, staff, officer, created_on)

    def _estimate(self, row: dict[str, Any]) -> None:
        support, eligible, total = row["support_vnd"], row["eligible_cost_vnd"], row["total_vnd"]
        self._line(row, 1, "Mua máy móc, thiết bị", eligible, support)
        if total > eligible:
            self._line(row, 2, "Nhà xưởng, lắp đặt, chạy thử", total - eligible, 0)

    def _line(
        self, row: dict[str, Any], position: int, item: str, amount: int, support: int
    ) -> None:
        self.add(
            EstimateLine,
            scheme_id=row["id"],
            position=position,
            item=item,
            unit="bộ",
            quantity=1,
            unit_price_vnd=amount,
            amount_vnd=amount,
            is_eligible=position == 1,
            support_vnd=support,
            counterpart_vnd=amount - support,
        )

    def _machine(self, row: dict[str, Any], draft: Draft) -> None:
        choice = draft.dice.random.choice
        self.add(
            Machine,
            scheme_id=row["id"],
            position=1,
            name=f"{choice(self.plan.machines)} {draft.maker.good}",
            model=f"SYN-{row['id'] % 997}",
            maker=choice(self.plan.makers),
            year=draft.batch.year,
            serial_number=f"SN{row['id']:07}",
        )


def _common(draft: Draft) -> dict[str, Any]:
    name = draft.content.name.format(good=draft.maker.good)
    return {
        "kind": draft.content.kind,
        "fund": draft.batch.fund,
        "year": draft.batch.year,
        "name": f"{name} {SYNTHETIC}",
        "establishment_id": draft.maker.id,
        "_maker": draft.maker.name,
        "province_id": draft.province.province_id,
        "unit_id": draft.maker.unit_id,
        "place_text": draft.maker.old_place if draft.batch.year < 2025 else draft.maker.place,
        "support_vnd": draft.support_vnd,
        "counterpart_vnd": draft.total_vnd - draft.support_vnd,
        "other_vnd": 0,
        "total_vnd": draft.total_vnd,
    }


def _written(draft: Draft) -> dict[str, Any]:
    maker = draft.maker
    text = TEXT.format(maker=maker.name, good=maker.good, place=maker.place)
    total = draft.total_vnd
    decent = round(total * draft.dice.random.uniform(0.8, 1), -6)
    return {
        "origin": Origin.RUN,
        "eligible_cost_vnd": min(max(int(decent), 2 * draft.support_vnd, MILLION), total),
        "answers": {
            question.code: 12 if question.type == "number" else "Máy đời cũ, năng suất thấp."
            for question in KINDS[draft.content.kind].questions
            if question.type != "yes_no"
        },
        **dict.fromkeys(TEXTS, text),
    }


def _named(row: dict[str, Any], **names: str) -> dict[str, Any]:
    row.update(names)
    return row
