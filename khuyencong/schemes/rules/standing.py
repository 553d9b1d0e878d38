"""Where a scheme stands that ran elsewhere: its papers in order, its vouchers within its money."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding
from khuyencong.core.money import MAX_VND
from khuyencong.schemes.enums import MAIN_LINE, TAKEABLE, State
from khuyencong.schemes.rules.facts import block
from khuyencong.schemes.rules.money import million

PLANNING = "Thông tư 36/2013/TT-BCT, Điều 6 đến Điều 8"
CONTRACTING = "Thông tư 36/2013/TT-BCT, Điều 11"
ACCEPTING = "Thông tư 36/2013/TT-BCT, Điều 14"
PAYING = "Thông tư 46/2012/TT-BCT, Điều 8 khoản 3"


@dataclass(frozen=True)
class Voucher:
    """A payment that was made: its paper and its amount in đồng."""

    number: str = ""
    on: dt.date | None = None
    amount_vnd: int | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a scheme stands, from its papers; amounts in đồng."""

    state: str
    support_vnd: int | None
    counterpart_vnd: int | None
    other_vnd: int = 0
    decision_no: str = ""
    approved_on: dt.date | None = None
    contract_no: str = ""
    contracted_on: dt.date | None = None
    started_on: dt.date | None = None
    minutes_no: str = ""
    accepted_on: dt.date | None = None
    accepted_eligible_vnd: int | None = None
    accepted_support_vnd: int | None = None
    advances: tuple[Voucher, ...] = ()
    payments: tuple[Voucher, ...] = ()

    def has_reached(self, state: State) -> bool:
        """Tell whether the scheme came as far as `state`."""
        return MAIN_LINE.index(State(self.state)) >= MAIN_LINE.index(state)


@dataclass(frozen=True)
class _Paper:
    """Which paper a state cannot be without."""

    state: State
    label: str
    number: str
    day: str
    citation: str


PAPERS = (
    _Paper(State.APPROVED, "quyết định phê duyệt", "decision_no", "approved_on", PLANNING),
    _Paper(State.CONTRACTED, "hợp đồng", "contract_no", "contracted_on", CONTRACTING),
    _Paper(State.ACCEPTED, "biên bản nghiệm thu", "minutes_no", "accepted_on", ACCEPTING),
)
ORDER = (
    ("approved_on", "ngày quyết định phê duyệt"),
    ("contracted_on", "ngày hợp đồng"),
    ("started_on", "ngày bắt đầu thực hiện"),
    ("accepted_on", "ngày nghiệm thu"),
)


def check_standing(standing: Standing, *, today: dt.date) -> list[Finding]:
    """Return everything that stands against taking the scheme over as described."""
    if standing.state not in TAKEABLE:
        names = ", ".join(f"“{state.label}”" for state in TAKEABLE)
        return [
            block(
                "take_over.state",
                "Chỉ tiếp nhận đề án đã phê duyệt và chưa quyết toán.",
                field="state",
                cure=f"Chọn một trong các trạng thái: {names}. Đề án mới thì lập từ đầu.",
            )
        ]
    return [
        *_papers(standing),
        *_days(standing, today),
        *_amounts(standing),
        *_accepted(standing),
        *_vouchers(standing, today),
    ]


def _papers(standing: Standing) -> Iterator[Finding]:
    """Yield what lacks number or day, and what a state cannot have yet."""
    state = State(standing.state).label
    for paper in PAPERS:
        number, day = getattr(standing, paper.number), getattr(standing, paper.day)
        if not standing.has_reached(paper.state):
            if number or day:
                message = f"Đề án “{state}” thì chưa có {paper.label}."
                cure = "Xem lại trạng thái, hoặc bỏ trống ô này."
                yield block(f"take_over.{paper.day}", message, field=paper.number, cure=cure)
            continue
        for value, field, what in ((number, paper.number, "số"), (day, paper.day, "ngày")):
            if not value:
                yield block(
                    f"take_over.{field}",
                    f"Đề án “{state}” phải có {what} {paper.label}.",
                    field=field,
                    citation=paper.citation,
                )


def _days(standing: Standing, today: dt.date) -> Iterator[Finding]:
    before: tuple[str, dt.date] | None = None
    for field, label in ORDER:
        day = getattr(standing, field)
        if day is None:
            continue
        if day > today:
            message = f"{label.capitalize()} {format_date(day)} chưa tới."
            yield block(f"take_over.future.{field}", message, field=field)
        if before and day < before[1]:
            message = f"{label.capitalize()} {format_date(day)} trước {before[0]} {format_date(before[1])}."
            yield block(f"take_over.order.{field}", message, field=field)
        before = (label, day)


def _amounts(standing: Standing) -> Iterator[Finding]:
    known = (
        ("support_vnd", "kinh phí khuyến công", 1),
        ("counterpart_vnd", "vốn đối ứng", 0),
        ("other_vnd", "nguồn khác", 0),
    )
    for field, label, least in known:
        amount = getattr(standing, field)
        if amount is None or not least <= amount <= MAX_VND:
            sign = "lớn hơn 0" if least else "không âm"
            message = f"Ghi {label} đã duyệt, {sign} và trong giới hạn."
            yield block(f"take_over.{field}", message, field=field, citation=PLANNING)


def _accepted(standing: Standing) -> Iterator[Finding]:
    if not standing.has_reached(State.ACCEPTED):
        return
    if not 0 < (standing.accepted_eligible_vnd or 0) <= MAX_VND:
        message = "Ghi chi phí hợp lệ theo biên bản nghiệm thu, lớn hơn 0."
        yield block(
            "take_over.eligible", message, field="accepted_eligible_vnd", citation=ACCEPTING
        )
    due, support = standing.accepted_support_vnd, standing.support_vnd or 0
    if due is None or not 0 <= due <= support:
        message = f"Kinh phí theo nghiệm thu phải từ 0 đến mức đã duyệt {million(support)}."
        yield block("take_over.due", message, field="accepted_support_vnd", citation=ACCEPTING)


def _vouchers(standing: Standing, today: dt.date) -> Iterator[Finding]:
    """Check advances (from the start on) and payments (after acceptance) against the money."""
    kinds = (
        ("advances", "tạm ứng", State.UNDER_WAY),
        ("payments", "thanh toán", State.ACCEPTED),
    )
    for field, label, since in kinds:
        vouchers = getattr(standing, field)
        if vouchers and not standing.has_reached(since):
            message = f"Đã {label} thì đề án phải ở trạng thái “{since.label}” trở đi."
            yield block(f"take_over.{field}.early", message, field=field)
        for number, voucher in enumerate(vouchers, 1):
            yield from _voucher(voucher, f"Lần {label} {number}", field, standing, today)
    spent = sum(v.amount_vnd or 0 for v in (*standing.advances, *standing.payments))
    most = standing.support_vnd or 0
    if standing.has_reached(State.ACCEPTED):
        most = standing.accepted_support_vnd or 0
    if standing.payments and spent > most:
        message = f"Đã chi {million(spent)}, kinh phí theo nghiệm thu chỉ {million(most)}."
        yield block("take_over.overspent", message, field="payments", citation=PAYING)
    elif sum(v.amount_vnd or 0 for v in standing.advances) > (standing.support_vnd or 0):
        message = f"Đã tạm ứng {million(spent)}, mức đã duyệt chỉ {million(most)}."
        yield block("take_over.overspent", message, field="advances", citation=PAYING)


def _voucher(
    voucher: Voucher, name: str, field: str, standing: Standing, today: dt.date
) -> Iterator[Finding]:
    if not (voucher.number and voucher.on and 0 < (voucher.amount_vnd or 0) <= MAX_VND):
        message = f"{name}: ghi đủ số chứng từ, ngày và số tiền lớn hơn 0."
        yield block(f"take_over.{field}.incomplete", message, field=field)
    if voucher.on and voucher.on > today:
        message = f"{name}: ngày {format_date(voucher.on)} chưa tới."
        yield block(f"take_over.{field}.future", message, field=field)
    begun = standing.contracted_on
    if voucher.on and begun and voucher.on < begun:
        message = (
            f"{name}: ngày {format_date(voucher.on)} trước ngày hợp đồng {format_date(begun)}."
        )
        yield block(f"take_over.{field}.order", message, field=field)
