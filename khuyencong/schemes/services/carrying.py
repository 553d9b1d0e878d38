"""From the contract to the closed file: carried out, accepted, paid, settled, or stopped."""

import datetime as dt
from collections.abc import Mapping, Sequence

from khuyencong.accounts.models import User
from khuyencong.core.service import service
from khuyencong.establishments.services import record_support
from khuyencong.schemes.enums import EventKind
from khuyencong.schemes.models import Machine, Scheme, SchemeEvent, Step
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.queries.facts import latest_step
from khuyencong.schemes.rules.facts import Answer
from khuyencong.schemes.rules.follow import payable
from khuyencong.schemes.rules.money import million
from khuyencong.schemes.services.engine import Entry, Ready, log, make_ready, take_step
from khuyencong.schemes.services.ledger import move_money
from khuyencong.schemes.services.texts import clean_values


@service("schemes.drop")
def drop(*, scheme: Scheme, decision_no: str, reason: str, by: User, on: dt.date) -> Step:
    """Take an approved scheme out of the plan before its contract; its money is free again."""
    entry = Entry(by=by, on=on, paper_no=decision_no, reason=reason)
    return take_step(make_ready(scheme, "drop", entry), entry)


@service("schemes.contract")
def sign_contract(*, scheme: Scheme, contract_no: str, by: User, on: dt.date) -> Step:
    """Sign the support contract; the planned money is committed."""
    entry = Entry(by=by, on=on, paper_no=contract_no)
    ready = make_ready(scheme, "contract", entry)
    return take_step(ready, entry, changes={"contract_no": ready.act.paper_no})


@service("schemes.start")
def start(*, scheme: Scheme, by: User, on: dt.date) -> Step:
    """Begin to carry the scheme out."""
    entry = Entry(by=by, on=on)
    return take_step(make_ready(scheme, "start", entry), entry)


@service("schemes.progress")
def record_progress(
    *,
    scheme: Scheme,
    percent_done: int,
    by: User,
    on: dt.date,
    invested_vnd: int | None = None,
    note: str = "",
) -> SchemeEvent:
    """Note how far the work is and what was invested."""
    figures = {"percent_done": percent_done, "invested_vnd": invested_vnd}
    entry = Entry(by=by, on=on, figures=figures)
    ready = make_ready(scheme, "progress", entry)
    return _happen(ready, entry, detail=f"{percent_done} %", note=note, **figures)


@service("schemes.advance")
def pay_advance(
    *,
    scheme: Scheme,
    amount_vnd: int,
    voucher_no: str,
    by: User,
    on: dt.date,
    answers: Sequence[Answer] = (),
) -> SchemeEvent:
    """Pay an advance under the province's own condition."""
    return _pay("advance", scheme, amount_vnd, voucher_no, by=by, on=on, answers=answers)


@service("schemes.payment")
def pay(*, scheme: Scheme, amount_vnd: int, voucher_no: str, by: User, on: dt.date) -> SchemeEvent:
    """Pay what is due after acceptance."""
    return _pay("payment", scheme, amount_vnd, voucher_no, by=by, on=on)


@service("schemes.accept")
def accept(
    *,
    scheme: Scheme,
    minutes_no: str,
    eligible_vnd: int,
    by: User,
    on: dt.date,
    serial_numbers: Mapping[int, str] | None = None,
) -> Step:
    """Accept the work: its eligible cost, the support due for it, the machines' serial numbers.

    `serial_numbers` are by position of the machine.
    """
    machines = list(scheme.machines.all())
    for machine in machines:
        given = (serial_numbers or {}).get(machine.position, machine.serial_number)
        machine.serial_number = clean_values({"serial_number": given}, Machine)["serial_number"]
    numbers = tuple(machine.serial_number for machine in machines)
    figures = {"eligible_vnd": eligible_vnd, "serial_numbers": numbers}
    entry = Entry(by=by, on=on, paper_no=minutes_no, figures=figures)
    ready = make_ready(scheme, "accept", entry)
    Machine.objects.bulk_update(machines, ["serial_number"])
    accepted = {
        "accepted_eligible_vnd": eligible_vnd,
        "accepted_support_vnd": payable(ready.checked.facts, eligible_vnd),
    }
    return take_step(ready, entry, changes=accepted)


@service("schemes.settle")
def settle(
    *,
    scheme: Scheme,
    minutes_no: str,
    by: User,
    on: dt.date,
    recovered_vnd: int = 0,
    counterpart_vnd: int | None = None,
    other_vnd: int | None = None,
) -> Step:
    """Settle what was paid; the rest of the commitment goes back to the pool.

    Counterpart and other money are what the voucher list (form 8b) proves; None: as approved. The
    support stands from now on in the establishment's own record.
    """
    entry = Entry(by=by, on=on, paper_no=minutes_no, figures={"recovered_vnd": recovered_vnd})
    ready = make_ready(scheme, "settle", entry)
    approved = ready.scheme
    spent = {
        "settled_vnd": _spent(ready),
        "settled_counterpart_vnd": _given(counterpart_vnd, approved.counterpart_vnd),
        "settled_other_vnd": _given(other_vnd, approved.other_vnd),
    }
    step = take_step(ready, entry, changes=spent)
    _tell_establishment(ready, entry)
    return step


@service("schemes.close")
def close(*, scheme: Scheme, by: User, on: dt.date) -> Step:
    """Close the file."""
    entry = Entry(by=by, on=on)
    return take_step(make_ready(scheme, "close", entry), entry)


@service("schemes.stop")
def stop(
    *,
    scheme: Scheme,
    decision_no: str,
    reason: str,
    by: User,
    on: dt.date,
    recovered_vnd: int = 0,
) -> Step:
    """Stop a scheme: what is recovered and what was not spent goes back, work done is settled."""
    figures = {"recovered_vnd": recovered_vnd}
    entry = Entry(by=by, on=on, paper_no=decision_no, reason=reason, figures=figures)
    ready = make_ready(scheme, "stop", entry)
    nothing = {"settled_counterpart_vnd": 0, "settled_other_vnd": 0}
    return take_step(ready, entry, changes={"settled_vnd": _spent(ready), **nothing})


def _tell_establishment(ready: Ready, entry: Entry) -> None:
    scheme = ready.scheme
    if scheme.establishment and scheme.settled_vnd:
        record_support(
            establishment=scheme.establishment,
            source=scheme.fund,
            item=scheme.name,
            amount_vnd=scheme.settled_vnd,
            received_on=entry.on,
            voucher=ready.act.paper_no,
            scheme_code=scheme.code,
            by=entry.by,
            on=entry.on,
        )


def _given(typed_vnd: int | None, approved_vnd: int | None) -> int | None:
    return approved_vnd if typed_vnd is None else typed_vnd


def _spent(ready: Ready) -> int:
    ledger = ready.checked.facts.ledger
    return ledger.advanced_vnd + ledger.paid_vnd - ready.act.recovered_vnd


def _pay(
    code: str,
    scheme: Scheme,
    amount_vnd: int,
    voucher_no: str,
    *,
    by: User,
    on: dt.date,
    answers: Sequence[Answer] = (),
) -> SchemeEvent:
    figures = {"amount_vnd": amount_vnd}
    entry = Entry(by=by, on=on, paper_no=voucher_no, answers=answers, figures=figures)
    ready = make_ready(scheme, code, entry)
    return _happen(ready, entry, detail=million(amount_vnd), amount_vnd=amount_vnd)


def _happen(
    ready: Ready, entry: Entry, *, detail: str, note: str = "", **figures: int | None
) -> SchemeEvent:
    """Write an event that leaves the state as it is."""
    journals = move_money(ready.scheme, ready.action, ready.act, entry.by)
    event = SchemeEvent.objects.create(
        **ready.entry_fields,
        scheme=ready.scheme,
        step=known(latest_step(ready.scheme)),
        kind=EventKind(ready.action.code),
        by=entry.by,
        journal=journals[0] if journals else None,
        **clean_values({"note": note}, SchemeEvent),
        **figures,
    )
    log(ready, entry, detail=detail)
    return event
