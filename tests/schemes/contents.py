"""What a complete scheme says: texts, estimate, machine, answers."""

import datetime as dt
from decimal import Decimal

from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.services import LineInput, MachineInput

MILLION = 1_000_000
TEXTS = {
    "rationale": "Máy cũ hao điện, năng suất thấp.",
    "objectives": "Tăng năng suất sấy lên gấp đôi.",
    "organisation_text": "Trung tâm theo dõi, cơ sở lắp đặt.",
    "effects": "Thêm năm lao động, giảm 20 % điện.",
}
CONTENTS = {
    "contents": "Mua, lắp đặt, chạy thử máy sấy.",
    "starts_on": dt.date(2026, 4, 1),
    "ends_on": dt.date(2026, 9, 30),
}
MACHINE = MachineInput(
    name="Máy sấy mắc ca", model="MS-500", maker="Cơ khí Đắk Lắk", year=2026, capacity="500 kg/mẻ"
)


def line(support=150, total=486, **known):
    """Return one estimate line in millions."""
    return LineInput(
        item=known.pop("item", "Máy sấy mắc ca"),
        unit="máy",
        quantity=known.pop("quantity", Decimal(1)),
        unit_price_vnd=total * MILLION,
        support_vnd=support * MILLION,
        **known,
    )


def money_of(support, total):
    return {
        "support_vnd": support * MILLION,
        "counterpart_vnd": (total - support) * MILLION,
        "other_vnd": 0,
        "total_vnd": total * MILLION,
        "eligible_cost_vnd": total * MILLION,
    }


def line_of(support, total):
    money = money_of(support, total)
    sources = {name: money[name] for name in ("support_vnd", "counterpart_vnd", "other_vnd")}
    amounts = {"unit_price_vnd": money["total_vnd"], "amount_vnd": money["total_vnd"]}
    return {"item": "Máy sấy mắc ca", "unit": "máy", "quantity": 1, **amounts, **sources}


def scale_of(kind):
    answers = {q.code: 12 if q.type == "number" else "Có" for q in KINDS[kind].questions}
    answers |= {q.code: False for q in KINDS[kind].questions if q.type == "yes_no"}
    return {"scale": "Công suất 500 kg mỗi mẻ.", "answers": answers}
