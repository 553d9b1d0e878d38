"""The one way a scheme moves on: lock, power, rules, change, money, step, event."""

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.permissions import acting_for
from khuyencong.audit.services import record
from khuyencong.core.clock import ZONE, now, today
from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding, Refusal, refuse
from khuyencong.schemes import events
from khuyencong.schemes.enums import State
from khuyencong.schemes.models import Scheme, SchemeDocument, Step
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.queries.checks import Checked, check
from khuyencong.schemes.queries.facts import latest_step
from khuyencong.schemes.queries.parties import acting_organisation, holding_side, may_act
from khuyencong.schemes.rules.facts import Act, Answer, block
from khuyencong.schemes.services.ledger import move_money
from khuyencong.schemes.services.telling import tell_concerned
from khuyencong.schemes.services.texts import clean_values
from khuyencong.schemes.workflow import BY_CODE, Action

NO_REASON = block(
    "schemes.reason",
    "Nêu lý do.",
    field="reason",
    cure="Lý do được lưu cùng bước này và người nộp đọc được.",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Entry:
    """What a person enters for a step: paper, legal day, reasons, answers, figures.

    `figures` are fields of `rules.facts.Act` (amount_vnd, eligible_vnd …).
    """

    by: User
    on: dt.date
    paper_no: str = ""
    reason: str = ""
    items: Sequence[Mapping[str, str]] = ()
    answers: Sequence[Answer] = ()
    signed_paper: SchemeDocument | None = None
    figures: Mapping[str, Any] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ready:
    """A locked scheme for which an action was found to be allowed."""

    scheme: Scheme
    action: Action
    organisation: Organisation
    act: Act
    checked: Checked
    reason: str

    @property
    def entry_fields(self) -> dict[str, Any]:
        """What a step and an event store alike."""
        return {
            "paper_no": self.act.paper_no,
            "paper_on": self.act.on if self.act.paper_no else None,
            "on": self.act.on,
            "at": now(),
            "findings": [finding_row(f) for f in self.checked.findings],
            "answers": [dataclasses.asdict(answer) for answer in self.act.answers],
        }


def make_ready(scheme: Scheme, code: str, entry: Entry) -> Ready:
    """Lock the scheme and see that the action may be taken; raise Refusal with every reason."""
    ready = prepare(scheme, code, entry)
    require_clear([ready])
    return ready


def prepare(scheme: Scheme, code: str, entry: Entry) -> Ready:
    """Lock the scheme and ask the rules; raise Refusal only where person or state do not fit."""
    action = BY_CODE[code]
    locked = lock(scheme)
    organisation = require_power(locked, action, entry)
    require_state(locked, action)
    texts = clean_values({"paper_no": entry.paper_no, "reason": entry.reason}, Step)
    act = Act(
        on=entry.on,
        today=today(),
        paper_no=texts["paper_no"],
        paper_label=action.paper.label if action.paper else "",
        is_paper_required=bool(action.paper and action.paper.is_required),
        answers=tuple(entry.answers),
        **entry.figures,
    )
    checked = check(locked, action, act)
    if action.needs_reason and not (texts["reason"] or entry.items):
        checked = dataclasses.replace(checked, obstacles=(NO_REASON, *checked.obstacles))
    return Ready(
        scheme=locked,
        action=action,
        organisation=organisation,
        act=act,
        checked=checked,
        reason=texts["reason"],
    )


def require_clear(readies: Sequence[Ready]) -> None:
    """Raise Refusal with all that stops the actions; among several each sentence names its scheme."""
    found = [
        finding
        if len(readies) == 1
        else dataclasses.replace(finding, message=f"{ready.scheme.code}: {finding.message}")
        for ready in readies
        for finding in ready.checked.obstacles
    ]
    if found:
        raise Refusal(found)


def take_step(
    ready: Ready, entry: Entry, *, changes: Mapping[str, Any] | None = None, **words: str
) -> Step:
    """Carry out a transition: state, own fields, money, step, event.

    `changes` are attributes of the scheme; what they replace is kept for taking the step back.
    """
    scheme, action = ready.scheme, ready.action
    origin, target = State(scheme.state), known(action.target)
    undo = apply_changes(scheme, {**_own_changes(ready, target), **(changes or {})})
    scheme.save()
    step = Step.objects.create(
        **ready.entry_fields,
        scheme=scheme,
        seq=scheme.steps.count() + 1,
        round=undo.get("round", scheme.round),
        transition=action.code,
        from_state=origin,
        to_state=target,
        organisation=ready.organisation,
        by=entry.by,
        acting_for=acting_for(entry.by, action.permission, organisation=ready.organisation),
        on_behalf_of=scheme.beneficiary if entry.signed_paper else "",
        signed_paper=entry.signed_paper,
        reason=ready.reason,
        items=[dict(item) for item in entry.items],
        undo=undo,
    )
    step.journals.set(move_money(scheme, action, ready.act, entry.by))
    log(ready, entry, before=origin.label, on_behalf_of=step.on_behalf_of, **words)
    tell_concerned(step)
    return step


def log(
    ready: Ready, entry: Entry, *, before: str = "", on_behalf_of: str = "", **words: str
) -> None:
    """Write the event of an action with the words that its sentence wants."""
    kind = events.OF_ACTION[ready.action.code]
    given = {"paper": paper_words(ready.action, ready.act), **words}
    target = ready.action.target
    record(
        kind,
        by=entry.by,
        subject=ready.scheme,
        organisation=ready.organisation if ready.scheme.is_handed_in else None,
        on=entry.on,
        before={"state": before} if target else None,
        after={"state": target.label} if target else None,
        reason=ready.reason,
        on_behalf_of=on_behalf_of,
        **{word: given[word] for word in kind.words},
    )


def lock(scheme: Scheme) -> Scheme:
    """Return the scheme as it stands now, alone with it until the transaction ends."""
    return (
        Scheme.objects.select_for_update(of=("self",))
        .select_related(
            "establishment", "organisation", "department", "province", "unit", "batch", "norm"
        )
        .get(pk=scheme.pk)
    )


def require_state(scheme: Scheme, action: Action) -> None:
    """Refuse where the scheme has moved on meanwhile, and say who moved it and when."""
    if scheme.state in action.origins:
        return
    step = latest_step(scheme)
    state = scheme.get_state_display().lower()
    if step is None:
        raise refuse("schemes.stale", f"Đề án đang ở trạng thái “{state}”, chưa thể làm bước này.")
    moment = step.at.astimezone(ZONE)
    raise refuse(
        "schemes.stale",
        f"Đề án {scheme.code} đã được {step.by.full_name} {step.action.label.lower()} lúc"
        f" {moment:%H:%M} ngày {format_date(moment.date())}; nay đang ở trạng thái “{state}”.",
        cure="Tải lại trang để xem tình hình mới nhất.",
    )


def require_power(scheme: Scheme, action: Action, entry: Entry) -> Organisation:
    """Return the organisation that takes the step, or refuse the person."""
    if scheme.is_recorded:
        raise refuse(
            "schemes.recorded",
            "Đề án này ghi lại từ nguồn đã công bố, không có bước để thực hiện.",
        )
    organisation = acting_organisation(scheme, action.side, entry.on)
    if organisation is None:
        raise refuse(
            "schemes.no_approver",
            f"Chưa biết cơ quan phê duyệt của {scheme.province} vào ngày {format_date(entry.on)}.",
            cure="Nhập trình tự của tỉnh tại Định mức rồi làm lại.",
            citation="Nghị định 45/2012/NĐ-CP, Điều 2; Thông tư 46/2012/TT-BCT, Điều 8 khoản 3",
        )
    if not may_act(entry.by, action, organisation):
        raise refuse(
            "schemes.not_permitted",
            f"Bước “{action.label}” do {organisation} thực hiện; bạn không có quyền làm thay.",
        )
    return organisation


def apply_changes(scheme: Scheme, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Set attributes of the scheme and return what they were before."""
    undo = {name: getattr(scheme, name) for name in changes}
    for name, value in changes.items():
        setattr(scheme, name, value)
    return undo


def hold(scheme: Scheme, organisation: Organisation | None, on: dt.date) -> dict[str, Any]:
    """Return the changes by which an organisation holds the scheme from a day."""
    if organisation is None or organisation.pk == scheme.holder_id:
        return {}
    return {"holder_id": organisation.pk, "held_since": on}


def paper_words(action: Action, act: Act) -> str:
    """Return how the event names the paper: " theo quyết định … số … ngày …", "" without one."""
    if action.paper is None or not act.paper_no:
        return ""
    name = action.paper.label
    return f" theo {name[0].lower()}{name[1:]} số {act.paper_no} ngày {format_date(act.on)}"


def finding_row(finding: Finding) -> dict[str, Any]:
    """Return a finding as it is stored."""
    return {**dataclasses.asdict(finding), "severity": finding.severity.value}


def _own_changes(ready: Ready, target: State) -> dict[str, Any]:
    """Return what every step changes: state, its day, who holds the scheme."""
    scheme, on = ready.scheme, ready.act.on
    holder = acting_organisation(scheme, holding_side(target), on)
    stamp = {ready.action.stamps: on} if ready.action.stamps else {}
    return {"state": target, **hold(scheme, holder, on), **stamp}
