"""What happened to each scheme: steps, papers, events and money, as the workflow table says."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.generator.ledger import Ledger
from bench.generator.log import Log
from bench.generator.plan import Plan
from bench.generator.programme import Draft
from bench.generator.schemes import SchemeTables, StepJournal, Story
from khuyencong.accounts.enums import OrganisationKind as Kind
from khuyencong.accounts.models import Organisation, User
from khuyencong.core.clock import ZONE
from khuyencong.core.dates import format_date
from khuyencong.core.money import format_million
from khuyencong.documents.models import StoredFile
from khuyencong.establishments.models import SupportReceived
from khuyencong.schemes.enums import MAIN_LINE, EventKind, Side, State
from khuyencong.schemes.events import OF_ACTION
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import SchemeDocument, SchemeEvent, Step
from khuyencong.schemes.queries.parties import holding_side
from khuyencong.schemes.workflow import BY_CODE, STRAIGHT, Action, Share

WAY = tuple(code for code in STRAIGHT if code != "resubmit")
SIDES = {
    Side.CENTRE: (Kind.CENTRE, "officer"),
    Side.DEPARTMENT: (Kind.DEPARTMENT, "appraiser"),
    Side.APPROVER: (Kind.COMMITTEE, "provincial_leader"),
}
MONTH = 30.4


@dataclass(frozen=True)
class Batch:
    """The plan batch a scheme goes through."""

    id: int
    label: str
    sent_on: dt.date
    decided_on: dt.date
    decision_no: str


class Life:
    """Carries schemes from draft to where they end."""

    def __init__(self, plan: Plan, into: SchemeTables, ledger: Ledger, log: Log) -> None:
        self.plan, self.into, self.ledger, self.log = plan, into, ledger, log
        self._file: dict[str, Any] = {}
        self._numbers = 0

    def carry(self, story: Story, batch: Batch) -> None:
        """Take every step until the ending of the draft."""
        for code in self._codes(story.draft):
            on = self._day(code, story, batch)
            if code == "accept":
                self._under_way(story, on)
            if code == "settle":
                self._pay(story)
                on = max(on, story.on)
            self._attach(story, code)
            self._step(story, code, on, batch)

    def _codes(self, draft: Draft) -> tuple[str, ...]:
        """Return the steps that lead to the ending."""
        if draft.ending == "stopped":
            return (*WAY[: WAY.index("start") + 1], "stop")
        if draft.ending in MAIN_LINE and draft.ending != State.CLOSED:
            return WAY[: MAIN_LINE.index(State(draft.ending))]
        return WAY

    def _day(self, code: str, story: Story, batch: Batch) -> dt.date:
        """Return when a step is taken: never before the one before it."""
        if code == "plan":
            return min(story.on + dt.timedelta(days=3), batch.sent_on)
        if code == "approve":
            return batch.decided_on
        if code == "accept":
            months = story.draft.months + (12 if story.draft.ending == "carried_over" else 0)
            wanted = batch.decided_on + dt.timedelta(days=int(months * MONTH))
            return max(wanted, story.on + dt.timedelta(days=5))
        return story.on + dt.timedelta(days=story.draft.dice.random.randint(5, 15))

    def _step(self, story: Story, code: str, on: dt.date, batch: Batch) -> None:
        action = BY_CODE[code]
        organisation, person = self._who(story, action)
        paper = self._paper(action, batch)
        story.seq, story.on = story.seq + 1, on
        target = action.target or State.CLOSED
        step = self.into.add(
            Step,
            **self._happened(on, person, paper),
            scheme_id=story.row["id"],
            seq=story.seq,
            round=1,
            transition=code,
            from_state=story.state,
            to_state=target,
            organisation_id=organisation.pk,
            reason=story.draft.dice.one(self.plan.stopping) if action.needs_reason else "",
        )
        story.step_id, story.state = step["id"], target
        self._change(story, action, on, batch, paper)
        for journal in self._book(story, action, person, paper):
            self.into.add(StepJournal, step_id=step["id"], journal_id=journal)
        self._note(story, action, person, organisation, paper=paper, batch=batch.label)

    def _change(self, story: Story, action: Action, on: dt.date, batch: Batch, paper: str) -> None:
        """Change the scheme's own columns as the step does."""
        row, target = story.row, State(story.state)
        kind, _ = SIDES[holding_side(target)]
        row.update(state=target, holder_id=story.staff.organisations[kind].pk, held_since=on)
        if action.stamps:
            row[action.stamps] = on
        if action.code in {"plan", "approve"}:
            row["batch_id"] = batch.id
        numbers = {"approve": "decision_no", "contract": "contract_no"}
        if action.code in numbers:
            row[numbers[action.code]] = paper
        if action.code == "accept":
            self._accept(story)
        if action.code == "settle":
            row["settled_vnd"] = row["accepted_support_vnd"]
            row["settled_counterpart_vnd"], row["settled_other_vnd"] = row["counterpart_vnd"], 0
            self._support(story, paper)

    def _accept(self, story: Story) -> None:
        row, share = story.row, 0.9 if story.draft.ending == "amended" else 1
        row["accepted_eligible_vnd"] = int(row["eligible_cost_vnd"] * share)
        row["accepted_support_vnd"] = int(row["support_vnd"] * share)

    def _support(self, story: Story, voucher: str) -> None:
        """Write the support down where a double one is looked for."""
        self.into.add(
            SupportReceived,
            establishment_id=story.row["establishment_id"],
            source=story.row["fund"],
            item=story.row["name"],
            amount_vnd=story.row["settled_vnd"],
            received_on=story.on,
            voucher=voucher,
            scheme_code=story.row["code"],
        )

    # Between start and settlement

    def _under_way(self, story: Story, until: dt.date) -> None:
        """Record progress and, for every second scheme, an advance."""
        days, chance = (until - story.on).days, story.draft.dice.random
        self._event(story, EventKind.PROGRESS, story.on + dt.timedelta(days=days // 3), percent=40)
        if chance.random() < 0.5:
            self._attach(story, "advance")
            amount = int(story.row["support_vnd"] * 0.4)
            on = story.on + dt.timedelta(days=days // 2)
            self._event(story, EventKind.ADVANCE, on, amount=amount)
        self._event(
            story, EventKind.PROGRESS, story.on + dt.timedelta(days=days * 3 // 4), percent=90
        )

    def _pay(self, story: Story) -> None:
        paid = self.ledger.balances[story.public_id, "advanced"]
        amount = story.row["accepted_support_vnd"] - paid
        on = story.on + dt.timedelta(days=story.draft.dice.random.randint(3, 15))
        self._event(story, EventKind.PAYMENT, on, amount=amount)
        story.on = on

    def _event(
        self, story: Story, kind: EventKind, on: dt.date, amount: int = 0, percent: int = 0
    ) -> None:
        action = BY_CODE[kind.value]
        organisation, person = self._who(story, action)
        paper = self._paper(action, None)
        journals = self._book(story, action, person, paper, on=on, given=amount)
        self.into.add(
            SchemeEvent,
            **self._happened(on, person, paper),
            scheme_id=story.row["id"],
            step_id=story.step_id,
            kind=kind,
            amount_vnd=amount or None,
            percent_done=percent or None,
            invested_vnd=story.row["total_vnd"] * percent // 100 if percent else None,
            journal_id=next(journals, None),
        )
        detail = f"{format_million(amount)} triệu đồng" if amount else f"{percent} %"
        self._note(story, action, person, organisation, on=on, paper=paper, detail=detail)

    def _attach(self, story: Story, code: str) -> None:
        """Attach the papers that a step of the kind needs."""
        kind = KINDS[story.draft.content.kind]
        for document in kind.documents_for(code, story.row["answers"]):
            for _ in range(document.min_files):
                self.into.add(
                    SchemeDocument,
                    scheme_id=story.row["id"],
                    step_id=story.step_id,
                    requirement=document.code,
                    file_id=self._scan(story)["id"],
                    at=moment(story.on, story.seq),
                    by_id=story.officer.pk,
                )

    # What the others share

    def _book(
        self,
        story: Story,
        action: Action,
        person: User,
        paper: str,
        *,
        on: dt.date | None = None,
        given: int = 0,
    ) -> Iterator[int]:
        """Book the moves of an action; yield the journals."""
        day, batch = on or story.on, story.draft.batch
        centre = story.staff.organisations[Kind.CENTRE].pk
        for move in action.moves:
            left = self.ledger.balances[story.public_id, move.origin]
            amounts = {Share.SUPPORT: story.row["support_vnd"], Share.GIVEN: given}
            amount = amounts.get(move.share, left if move.share is Share.BALANCE else 0)
            if amount:
                yield self.ledger.move(
                    (centre, batch.year, batch.fund),
                    (move.origin, move.target),
                    story.public_id,
                    amount,
                    voucher_no=paper or story.row["code"],
                    voucher_on=day,
                    booked_on=day,
                    booked_at=moment(day, story.seq),
                    booked_by_id=person.pk,
                )

    def _who(self, story: Story, action: Action) -> tuple[Organisation, User]:
        kind, role = SIDES[action.side]
        people = story.staff.people[role]
        person = story.officer if role == "officer" else people[story.row["id"] % len(people)]
        return story.staff.organisations[kind], person

    def _paper(self, action: Action, batch: Batch | None) -> str:
        if action.paper is None:
            return ""
        if action.code == "approve" and batch:
            return batch.decision_no
        self._numbers += 1
        return f"{self._numbers}/{action.paper.series or 'UNC'}-SYN"

    def _happened(self, on: dt.date, person: User, paper: str) -> dict[str, Any]:
        paper_on = on if paper else None
        at = moment(on, person.pk)
        return {"on": on, "at": at, "by_id": person.pk, "paper_no": paper, "paper_on": paper_on}

    def _scan(self, story: Story) -> dict[str, Any]:
        """Return a stored file; one stands for many, as equal scans do."""
        if not self._file:
            self._file = self.into.add(
                StoredFile,
                sha256="0" * 64,
                name="giay-to-gia-lap.pdf",
                size=1000,
                content_type="application/pdf",
                stored_at=moment(story.on, 0),
            )
        return self._file

    def _note(
        self,
        story: Story,
        action: Action,
        person: User,
        organisation: Organisation,
        *,
        on: dt.date | None = None,
        paper: str = "",
        **words: str,
    ) -> None:
        day, target = on or story.on, action.target
        named = f" theo văn bản số {paper} ngày {format_date(day)}" if paper else ""
        sentence = action.sentence.format_map(
            {"actor": person, "subject": story.name, "paper": named, "batch": "", **words}
        )
        self.log.note(
            sentence=sentence,
            kind=OF_ACTION[action.code].code,
            at=moment(day, story.seq),
            actor_id=person.pk,
            actor_name=str(person),
            organisation_id=organisation.pk,
            organisation_name=str(organisation),
            area_id=story.draft.province.province_id,
            area_name=story.draft.province.province,
            subject_type="schemes.scheme",
            subject_id=story.public_id,
            subject_text=story.name,
            legal_on=day,
            after={"state": target.label} if target else None,
        )


def moment(on: dt.date, number: int) -> dt.datetime:
    """Return a moment of a working day."""
    return dt.datetime.combine(on, dt.time(8 + number % 9, number % 60), ZONE)
