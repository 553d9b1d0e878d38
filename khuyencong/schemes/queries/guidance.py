"""What comes next, who has to do it by when, and what is missing for it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from khuyencong.accounts.models import Organisation, User
from khuyencong.budget.enums import Source
from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding
from khuyencong.schemes.enums import ENDED, MAIN_LINE, BatchState, Origin, State
from khuyencong.schemes.kinds import KINDS, Document
from khuyencong.schemes.models import Scheme, SchemeDocument, Step
from khuyencong.schemes.queries.checks import preview
from khuyencong.schemes.queries.deadlines import Due, due_of
from khuyencong.schemes.queries.facts import facts_of, latest_step, ledger_of, papers_of
from khuyencong.schemes.queries.parties import may_decide
from khuyencong.schemes.rules import guards
from khuyencong.schemes.rules.facts import Act
from khuyencong.schemes.workflow import BY_CODE, Action, actions_from, main_action

PAPERS, LEVEL = ("dossier",), ("ceiling",)
SUBMIT_BATCH = "submit_batch"  # the one next thing that is done to the batch, not to the scheme
# The life line leaves out what only prepares the stop after it.
STOPS = ("submit", "appraise", "approve", "contract", "start", "accept", "settle", "close")
DAYS = {
    "submit": "submitted_on",
    "appraise": "appraised_on",
    "approve": "approved_on",
    "contract": "contracted_on",
    "start": "started_on",
    "accept": "accepted_on",
    "settle": "settled_on",
    "close": "ended_on",
}


@dataclass(frozen=True, kw_only=True)
class NextAction:
    """The one next thing: what, who has it since when, by when and why; `may`: by this person."""

    code: str
    label: str
    holder: Organisation | None
    since: dt.date | None
    days_held: int
    due: Due | None
    may: bool

    @property
    def is_of_batch(self) -> bool:
        """Whether it is done on the page of the batch."""
        return self.code in {SUBMIT_BATCH, "plan"}


@dataclass(frozen=True, kw_only=True)
class Missing:
    """One thing that stands in the way of the next step, and what it is needed for."""

    code: str
    label: str
    why: str
    citation: str
    cure: str
    field: str
    is_optional: bool = False


class Stop(NamedTuple):
    """One stop of the life line; `state` is done, now, next or late."""

    label: str
    detail: str
    state: str


@dataclass(frozen=True)
class ChecklistItem:
    """One paper of the kind's list with the files that stand for it."""

    document: Document
    step_label: str
    files: tuple[SchemeDocument, ...]
    is_met: bool


def next_action(scheme: Scheme, user: User, on: dt.date) -> NextAction | None:
    """Return what has to happen next, for this person if they can do it; None where it ended."""
    candidates = [BY_CODE[code] for code in _candidates(scheme)]
    if not candidates or scheme.is_recorded:
        return None
    own = (action for action in candidates if may_decide(user, action, scheme, on))
    action = next(own, candidates[0])
    waits_for_batch = action.code == "approve" and _is_open(scheme)
    shown = BY_CODE["plan"] if waits_for_batch else action
    return NextAction(
        code=SUBMIT_BATCH if waits_for_batch else action.code,
        label="Trình đợt kế hoạch" if waits_for_batch else action.label,
        holder=scheme.holder,
        since=scheme.held_since,
        days_held=scheme.days_held(on),
        due=due_of(scheme, action),
        may=may_decide(user, shown, scheme, on),
    )


def other_actions(scheme: Scheme, user: User, on: dt.date) -> tuple[Action, ...]:
    """Return everything the person may do now besides the next action: the page's menu."""
    if scheme.is_recorded:
        return ()
    following = next_action(scheme, user, on)
    code = following.code if following else ""
    hidden = {code, *(HIDDEN_WITH_OPEN_BATCH if _is_open(scheme) else ())}
    return tuple(
        action
        for action in actions_from(scheme.state)
        if action.code not in hidden and may_decide(user, action, scheme, on)
    )


HIDDEN_WITH_OPEN_BATCH = frozenset({"approve", "send_back", "decline"})


def missing_items(scheme: Scheme, on: dt.date) -> tuple[Missing, ...]:
    """Return what the next step still needs, and what the optional advance would."""
    action = main_action(scheme.state)
    if action is None or scheme.is_recorded:
        return ()
    found = [_missing(f, action) for f in preview(scheme, action.code, on) if f.is_blocking]
    if scheme.state == State.UNDER_WAY:
        advance = BY_CODE["advance"]
        papers = guards.run(PAPERS, facts_of(scheme, on, step="advance", guards=PAPERS), _act(on))
        found += [_missing(finding, advance, is_optional=True) for finding in papers]
    return tuple(found)


def checklist(scheme: Scheme) -> tuple[ChecklistItem, ...]:
    """Return the papers of the kind in their order, with what is attached."""
    documents = KINDS[scheme.kind].documents if scheme.kind in KINDS else ()
    attached: dict[str, list[SchemeDocument]] = {}
    for paper in papers_of(scheme):
        attached.setdefault(paper.requirement, []).append(paper)
    return tuple(
        ChecklistItem(
            document=document,
            step_label=BY_CODE[document.step].label,
            files=tuple(attached.get(document.code, ())),
            is_met=len(attached.get(document.code, ())) >= document.min_files,
        )
        for document in documents
        if not document.only_if or scheme.answers.get(document.only_if)
    )


def ceiling_findings(scheme: Scheme, on: dt.date) -> tuple[Finding, ...]:
    """Return the ceiling with its formula and headroom, for the card of the money."""
    if scheme.kind not in KINDS:
        return ()
    facts = facts_of(scheme, on, step="approve", guards=LEVEL)
    return guards.run(LEVEL, facts, _act(on))


def money_parts(scheme: Scheme) -> list[tuple[str, str, int]]:
    """Return the money by source for the bar: code, label, đồng; unknown parts are left out.

    A recorded scheme may not tell its fund: then its support is drawn as of another source.
    """
    fund = Source(scheme.fund or Source.OTHER)
    parts = (
        (fund, fund.label if scheme.fund else "Hỗ trợ, chưa rõ nguồn", scheme.support_vnd),
        (Source.COUNTERPART, Source.COUNTERPART.label, scheme.counterpart_vnd),
        (Source.OTHER, Source.OTHER.label, scheme.other_vnd),
    )
    return [(source.value, str(label), vnd) for source, label, vnd in parts if vnd]


def life_line(scheme: Scheme, on: dt.date) -> tuple[Stop, ...]:
    """Return the way of the scheme: what is done with its day, what is now, what comes."""
    stops = list(_stops(scheme, on))
    exit_step = _exit(scheme)
    if exit_step:
        stops = [stop for stop in stops if stop.state == "done"]
        stops.append(Stop(exit_step.label, format_date(exit_step.on), "late"))
    return tuple(stops)


def _stops(scheme: Scheme, on: dt.date) -> Iterator[Stop]:
    action = None if scheme.state in ENDED else main_action(scheme.state)
    present = _present_stop(scheme, action)
    due = due_of(scheme, action) if action and not scheme.is_recorded else None
    for code in STOPS:
        stop, day = BY_CODE[code], getattr(scheme, DAYS[code])
        if code == present:
            yield Stop(stop.done, _due_text(due), "late" if due and due.on < on else "now")
        elif _is_done(scheme, stop):
            yield Stop(stop.done, format_date(day) if day else "", "done")
        else:
            yield Stop(stop.done, "", "next")


def _is_done(scheme: Scheme, stop: Action) -> bool:
    """Return whether a stop lies behind; a source may tell the state without the days."""
    if stop.target is State.CLOSED or (scheme.origin != Origin.RUN and scheme.state in MAIN_LINE):
        reached = MAIN_LINE.index(State(scheme.state)) if scheme.state in MAIN_LINE else -1
        return reached >= MAIN_LINE.index(State(stop.target or State.DRAFT))
    return getattr(scheme, DAYS[stop.code]) is not None


def _present_stop(scheme: Scheme, action: Action | None) -> str:
    if action is None or scheme.is_recorded:
        return ""
    return {"plan": "approve", "resubmit": "submit"}.get(action.code, action.code)


def _exit(scheme: Scheme) -> Step | None:
    """Return the step by which the scheme left the straight way, None while it is on it."""
    if scheme.state not in ENDED - {State.CLOSED} | {State.RETURNED}:
        return None
    return latest_step(scheme)


def _due_text(due: Due | None) -> str:
    return f"hạn {format_date(due.on)}" if due else ""


def _candidates(scheme: Scheme) -> Iterator[str]:
    """Yield the codes that could be next, the most pressing first."""
    if scheme.state == State.ACCEPTED and _is_unpaid(scheme):
        yield "payment"
    action = main_action(scheme.state)
    if action:
        yield action.code
    if scheme.state == State.UNDER_WAY:
        yield "progress"


def _is_unpaid(scheme: Scheme) -> bool:
    ledger = ledger_of(scheme)
    return ledger.advanced_vnd + ledger.paid_vnd < (scheme.accepted_support_vnd or 0)


def _is_open(scheme: Scheme) -> bool:
    return bool(scheme.batch and scheme.batch.state == BatchState.OPEN)


def _missing(finding: Finding, action: Action, *, is_optional: bool = False) -> Missing:
    return Missing(
        code=finding.code,
        label=finding.message,
        why=f"để {action.label[0].lower()}{action.label[1:]}",
        citation=finding.citation,
        cure=finding.cure,
        field=finding.field,
        is_optional=is_optional,
    )


def _act(on: dt.date) -> Act:
    return Act(on=on, today=on)
