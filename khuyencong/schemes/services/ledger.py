"""Books what a step does to the support's money."""

import datetime as dt
from collections.abc import Iterable

from khuyencong.accounts.models import User
from khuyencong.budget.models import Journal
from khuyencong.budget.services import move, reverse
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.queries.facts import ledger_of
from khuyencong.schemes.rules.facts import Act
from khuyencong.schemes.workflow import Action, Move, Share


def move_money(scheme: Scheme, action: Action, act: Act, by: User) -> list[Journal]:
    """Book every move of the action; a move of nothing is left out."""
    journals = []
    for leg in action.moves:
        amount = _amount(scheme, leg, act)
        if amount:
            journals.append(_book(scheme, leg, amount, act, by))
    return journals


def reverse_money(
    journals: Iterable[Journal], *, by: User, on: dt.date, reason: str
) -> list[Journal]:
    """Book the opposite of journals, the last first."""
    last_first = sorted(journals, key=lambda journal: journal.pk, reverse=True)
    return [reverse(journal=j, by=by, on=max(on, j.booked_on), reason=reason) for j in last_first]


def _amount(scheme: Scheme, leg: Move, act: Act) -> int:
    if leg.share is Share.SUPPORT:
        return scheme.support_vnd or 0
    if leg.share is Share.GIVEN:
        return act.amount_vnd
    if leg.share is Share.RECOVERED:
        return act.recovered_vnd
    return int(getattr(ledger_of(scheme), f"{leg.origin.value}_vnd"))


def _book(scheme: Scheme, leg: Move, amount_vnd: int, act: Act, by: User) -> Journal:
    return move(
        organisation=known(scheme.organisation),
        year=known(scheme.year),
        source=scheme.fund,
        subject=scheme.public_id,
        from_stage=leg.origin,
        to_stage=leg.target,
        amount_vnd=amount_vnd,
        voucher_no=act.paper_no or scheme.code,
        voucher_on=act.on,
        by=by,
        on=act.on,
    )
