"""Rows of a list of running schemes are taken over where they stand, with their money."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from khuyencong.accounts.models import Organisation, User
from khuyencong.core.findings import refuse
from khuyencong.importing.enums import Match
from khuyencong.importing.rules.checks import Issue
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.rules.twins import Likeness
from khuyencong.importing.rules.words import RUNNING_STATES, meaning
from khuyencong.importing.services.staged import Staged
from khuyencong.importing.services.takers import schemes
from khuyencong.importing.services.takers.base import Arrival, Made, Pair, Taker
from khuyencong.schemes.models.checks import known
from khuyencong.schemes.queries import shortages, standing_findings
from khuyencong.schemes.services import RunningScheme, Standing, Voucher, take_over

# At which cell a finding about a standing is shown: the first of these that the row has.
CELLS = {
    "name": ("scheme_name",),
    "kind": ("content_type", "programme"),
    "state": ("status",),
    "support_vnd": ("support_million",),
    "counterpart_vnd": ("counterpart_million",),
    "other_vnd": ("other_million",),
    "decision_no": ("decision_no", "decision"),
    "approved_on": ("decision_date", "decision"),
    "contract_no": ("contract",),
    "contracted_on": ("contract_date", "contract"),
    "started_on": ("start_date",),
    "minutes_no": ("minutes",),
    "accepted_on": ("acceptance_date", "minutes"),
    "accepted_eligible_vnd": ("eligible_million",),
    "accepted_support_vnd": ("due_million",),
    "advances": ("advance_million", "advance_paper"),
    "payments": ("paid_million", "paid_paper"),
}
CURE = "Sửa ô này theo giấy tờ của đề án rồi lưu."


def likeness_of(row: Staged, facts: RowFacts) -> Likeness:
    """Compare like other schemes, in the year that the scheme is taken over for."""
    maker = row.maker_key.partition("|")[2]
    support = facts.vnd("support_million")
    return Likeness(row.name_key, row.province_id, maker, (year_of(facts),), (support,))


def review(
    pairs: Sequence[Pair], organisation: Organisation | None
) -> Iterator[tuple[Staged, Issue]]:
    """Yield what stands against taking the rows over, at its cell."""
    for row, facts in pairs:
        for finding in standing_findings(
            name=schemes.name_of(facts),
            kind=schemes.kind_of(facts),
            fund=schemes.fund_of(facts),
            standing=standing_of(facts),
        ):
            at = _cell(row, CELLS[finding.field])
            yield row, Issue(at, "standing", finding.message, finding.cure or CURE)
        yield from ((row, issue) for issue in _gaps(row, facts))
    if organisation:
        yield from _shortages(pairs, organisation)


def take(arrivals: Sequence[Arrival], by: User | None, on: dt.date) -> dict[int, Made]:
    """Take the schemes over in one transaction; return what each row became."""
    organisation = arrivals[0].organisation
    if organisation is None or by is None:
        raise refuse("importing.no_centre", "Chỉ đơn vị thực hiện mới tiếp nhận được đề án.")
    rows = {arrival.row.pk: _row(arrival) for arrival in arrivals}
    made = take_over(rows=list(rows.values()), organisation=organisation, by=by, on=on)
    keys = {scheme.reference: scheme.pk for scheme in made}
    found = {pk: keys.get(row.reference) for pk, row in rows.items()}
    return {pk: [("schemes.scheme", key)] if key else [] for pk, key in found.items()}


def standing_of(facts: RowFacts) -> Standing:
    """Return where a scheme stands as the row tells it."""
    decision_no, approved_on = facts.decision
    contract_no, contracted_on = facts.paper("contract", "contract_date")
    minutes_no, accepted_on = facts.paper("minutes", "acceptance_date")
    return Standing(
        state=meaning(RUNNING_STATES, facts.text("status")),
        support_vnd=facts.vnd("support_million"),
        counterpart_vnd=facts.vnd("counterpart_million"),
        other_vnd=facts.vnd("other_million") or 0,
        decision_no=decision_no,
        approved_on=approved_on,
        contract_no=contract_no,
        contracted_on=contracted_on,
        started_on=facts.day("start_date"),
        minutes_no=minutes_no,
        accepted_on=accepted_on,
        accepted_eligible_vnd=facts.vnd("eligible_million"),
        accepted_support_vnd=facts.vnd("due_million"),
        advances=_vouchers(facts, "advance", "advance2"),
        payments=_vouchers(facts, "paid"),
    )


def year_of(facts: RowFacts) -> int | None:
    """Return the year whose money supports the scheme: told, else that of the decision."""
    decided_on = facts.decision[1]
    return facts.count("year") or (decided_on.year if decided_on else None)


def _vouchers(facts: RowFacts, *names: str) -> tuple[Voucher, ...]:
    """Return the vouchers that the row tells anything of."""
    told: Iterator[tuple[Any, ...]] = (
        (*facts.paper(f"{name}_paper", f"{name}_date"), facts.vnd(f"{name}_million"))
        for name in names
    )
    return tuple(Voucher(*parts) for parts in told if any(parts))


def _gaps(row: Staged, facts: RowFacts) -> Iterator[Issue]:
    if year_of(facts) is None:
        cure = "Gõ năm vào ô, hoặc điền năm chung của bảng ở trang các cột."
        yield Issue("year", "no_year", "Chưa biết đề án dùng dự toán của năm nào.", cure)
    is_text = row.maker.get("is") == Match.NEW and row.maker.get("do") == "text"
    if not row.maker or is_text:
        yield Issue(
            "establishment_name",
            "missing",
            "Đề án tiếp nhận phải có đơn vị thụ hưởng trong danh sách cơ sở.",
            "Ghi đủ tên có loại hình (HTX, Công ty, Hộ kinh doanh …), hoặc lập cơ sở đó trước.",
        )


def _shortages(pairs: Sequence[Pair], organisation: Organisation) -> Iterator[tuple[Staged, Issue]]:
    """Yield the rows whose pool is short: a doubt, since the year's money may come meanwhile."""
    new = [
        (row, (year, schemes.fund_of(facts), facts.vnd("support_million") or 0))
        for row, facts in pairs
        if (year := year_of(facts)) and schemes.fund_of(facts) and row.twin.get("is") != Match.SURE
    ]
    short = shortages([granted for _, granted in new], organisation)
    for row, (year, fund, _) in new:
        if finding := short.get((year, fund)):
            at, says, cure = "support_million", finding.message, finding.cure
            yield row, Issue(at, "shortage", says, cure, is_blocking=False)


def _cell(row: Staged, names: tuple[str, ...]) -> str:
    return next((name for name in names if name in row.cells), names[0])


def _row(arrival: Arrival) -> RunningScheme:
    facts = arrival.facts
    return RunningScheme(
        name=schemes.name_of(facts),
        kind=schemes.kind_of(facts),
        fund=schemes.fund_of(facts),
        year=known(year_of(facts)),
        establishment=known(arrival.maker),
        standing=standing_of(facts),
        unit=arrival.unit,
        place_text=facts.maker[1],
        starts_on=facts.day("start_date"),
        ends_on=facts.day("end_date"),
    )


TAKER = Taker(
    "running", schemes.name_of, likeness_of, schemes.identity_of, schemes.known, take, review=review
)
