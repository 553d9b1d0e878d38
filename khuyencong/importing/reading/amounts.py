"""Amounts of a column: its decimal sign, its unit of money, and numbers that are in another unit."""

import datetime as dt
import math
import statistics
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from khuyencong.importing.reading.facts import Problem, ReadCell, Value
from khuyencong.importing.reading.grid import Raw
from khuyencong.importing.reading.numbers import (
    EITHER_WAY,
    MILLION,
    Amount,
    Style,
    commas_group,
    read_number,
    style_of,
    worth_of,
)
from khuyencong.importing.reading.profiles import Profile
from khuyencong.importing.reading.words import is_unknown, tidy

FAR = math.log(60)  # a money value that is so many times the usual one may be in another unit
CLOSE = math.log(10)
SURE_DONG = 1_000_000
SUSPICIOUS = 100_000  # in a column of triệu: a hundred tỷ
OF_MILLION = "triệu đồng"
TO_MILLION = "đổi sang triệu đồng"


class Read(NamedTuple):
    """What a cell is understood to say."""

    value: Value
    healed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Scale:
    """How a column writes its numbers; `usual` is the median of its money in triệu."""

    style: Style = Style.COMMA
    is_sure: bool = False  # some numbers of the column can only be read this way
    worth: int = MILLION
    usual: float = 0.0

    def likely_worth(self, number: float) -> tuple[int, tuple[Problem, ...]]:
        """Return the đồng in one of a bare number: the column's, unless it is far from all others."""
        if self.worth == MILLION and abs(number) < SUSPICIOUS:
            return MILLION, ()
        if not number or not self.usual:
            is_dong = abs(number) >= SURE_DONG and self.worth == MILLION
            return (1 if is_dong else self.worth), ()
        distances = {w: self._distance(number, w) for w in {1, 1000, MILLION, self.worth}}
        is_million = self.worth == MILLION
        if is_million and abs(number) >= SURE_DONG and distances[1] < distances[MILLION]:
            return 1, ()
        best = min(distances, key=lambda worth: (distances[worth], worth != self.worth))
        is_far = distances[self.worth] > FAR and distances[best] < CLOSE
        if best != self.worth and is_far:
            return best, (_other_unit(number),)
        return self.worth, ()

    def _distance(self, number: float, worth: int) -> float:
        return abs(math.log(abs(number) * worth / MILLION / self.usual))


def scale_of(kind_of_value: str, seen: Profile, unit: str) -> Scale:
    """Return how a column writes its numbers, told by its header's unit and all its cells."""
    is_money = kind_of_value == "money"
    style, is_sure = style_of(seen.texts)
    if is_money and commas_group(seen.texts):
        style, is_sure = Style.POINT, True
    if not is_money:
        return Scale(style, is_sure)
    plain = [*seen.figures, *_bare_numbers(seen.texts, style)]
    usual = statistics.median(plain) if plain else 0.0
    worth = worth_of(unit) or (1 if usual >= SURE_DONG else MILLION)
    return Scale(style, is_sure, worth, abs(usual) * worth / MILLION)


def read_figure(raw: Raw, scale: Scale, kind_of_value: str, hint: str) -> Read:
    """Return a number as it stands; money named in the cell of a figure becomes triệu."""
    amount = _amount(raw, scale, kind_of_value, hint)
    if isinstance(amount, Read):
        return amount
    worth = worth_of(amount.unit) if kind_of_value == "figure" and amount.unit else None
    if worth is None:
        return Read(_plain(amount.value), amount.healed, amount.problems)
    return Read(in_million(amount.value, worth), (*amount.healed, TO_MILLION), amount.problems)


def read_money(raw: Raw, scale: Scale, hint: str) -> Read:
    """Return an amount in triệu đồng."""
    amount = _amount(raw, scale, "money", hint)
    if isinstance(amount, Read):
        return amount
    problems = amount.problems
    if not amount.unit:
        worth, doubts = scale.likely_worth(float(amount.value))
        problems += doubts
    elif (said := worth_of(amount.unit)) is not None:
        worth = said
    else:
        worth, problems = scale.worth, (*problems, _strange_unit(amount.unit))
    healed = amount.healed if worth == MILLION else (*amount.healed, TO_MILLION)
    return Read(in_million(amount.value, worth), healed, problems)


def in_million(value: Decimal, worth: int) -> Decimal:
    """Return an amount of a unit worth so many đồng in triệu."""
    return _plain(value * worth / MILLION)


def in_million_by_row(cells: dict[str, ReadCell]) -> None:
    """Turn the money of a row of indicators into triệu, where its own unit is another one."""
    unit = cells.get("unit")
    worth = worth_of(str(unit.value)) if unit and unit.value else None
    if unit is None or worth is None or worth == MILLION:
        return
    cells["unit"] = unit._replace(value=OF_MILLION, healed=(*unit.healed, TO_MILLION))
    for key, cell in cells.items():
        is_figure = cell.field in {"value", "plan"} and isinstance(cell.value, Decimal)
        if is_figure and TO_MILLION not in cell.healed:
            value = in_million(Decimal(str(cell.value)), worth)
            cells[key] = cell._replace(value=value, healed=(*cell.healed, TO_MILLION))


def _bare_numbers(texts: Iterable[str], style: Style) -> list[float]:
    amounts = (read_number(text, style) for text in texts)
    return [float(a.value) for a in amounts if a is not None and not a.unit]


def _amount(raw: Raw, scale: Scale, kind_of_value: str, hint: str) -> Amount | Read:
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        return Read(None, (), (_no_number(str(raw)),))
    if isinstance(raw, float | int):
        return Amount(Decimal(repr(raw)) if raw % 1 else Decimal(int(raw)))
    text = tidy(raw, hint).text
    if is_unknown(text):
        return Read(None)
    amount = read_number(text, scale.style, is_whole=kind_of_value == "count")
    if amount and scale.is_sure:
        known = tuple(p for p in amount.problems if p.code != EITHER_WAY)
        return replace(amount, problems=known)
    return amount or Read(None, (), (_no_number(text),))


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _no_number(text: str) -> Problem:
    return Problem(
        "number.none",
        f"“{text[:60]}” không đọc được thành một số.",
        "Ghi một số, ví dụ 1.056 hoặc 2.309,5.",
        is_blocking=True,
    )


def _strange_unit(unit: str) -> Problem:
    return Problem(
        "number.unit", f"Không rõ đơn vị “{unit}” của số tiền.", "Ghi số tiền theo triệu đồng."
    )


def _other_unit(number: float) -> Problem:
    return Problem(
        "number.other_unit",
        f"Số {number:,.0f} khác xa các ô cùng cột, có thể ghi theo đơn vị khác.".replace(",", "."),
        "Đối chiếu với bản gốc rồi ghi lại theo triệu đồng.",
    )
