"""Numbers as they are typed in lists: which sign divides thousands is told by the whole column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from khuyencong.importing.reading.facts import Problem
from khuyencong.importing.reading.words import folded

MILLION = 1_000_000
EITHER_WAY = "number.either_way"
NUMBER = re.compile(
    r"(?P<about>[^\d+\-(]*?)\s*(?P<sign>[-−–+]?)\s*"
    r"(?P<digits>\d{1,3}(?:[ .,'’]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"\s*(?P<unit>(?:[^\d.,/]\D*\d?)?)"
)
RANGE = re.compile(r"\d\s*[-–÷→]\s*\d|\d\s+đến\s+\d", re.IGNORECASE)
COMPOUND = re.compile(r"^(?P<high>[\d.,]+)\s*t[ỷỉyi]\D*?(?P<low>[\d.,]+)\s*tr\D*$", re.IGNORECASE)
WORTH = {  # đồng
    "d": 1,
    "dong": 1,
    "vnd": 1,
    "vn dong": 1,
    "nghin": 1_000,
    "nghin dong": 1_000,
    "ngan": 1_000,
    "ngan dong": 1_000,
    "1000d": 1_000,
    "1000 dong": 1_000,
    "1 000d": 1_000,
    "1 000 dong": 1_000,
    "tr": MILLION,
    "trd": MILLION,
    "tr d": MILLION,
    "tr dong": MILLION,
    "trieu": MILLION,
    "trieu d": MILLION,
    "trieu dong": MILLION,
    "trieu vnd": MILLION,
    "ty": 1_000 * MILLION,
    "ti": 1_000 * MILLION,
    "ty d": 1_000 * MILLION,
    "ty dong": 1_000 * MILLION,
    "ti dong": 1_000 * MILLION,
    "ty vnd": 1_000 * MILLION,
}
LONG_UNITS = sorted((u for u in WORTH if " " in u or u == "trd"), key=len, reverse=True)
UNIT_ZONE = re.compile(r"\(([^()]*)\)|(?:đvt|đơn vị(?: tính)?)\s*[:.]?\s*([^.;()]*)", re.IGNORECASE)
ABOUT = {
    "khoang",
    "gan",
    "hon",
    "tren",
    "duoi",
    "uoc",
    "uoc khoang",
    "toi da",
    "toi thieu",
    "den",
    "it nhat",
}


class Style(StrEnum):
    """Which sign stands before the decimals."""

    COMMA = ","
    POINT = "."


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, the unit that its cell names (folded), and what to say about it."""

    value: Decimal
    unit: str = ""
    healed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def worth_of(unit: str) -> int | None:
    """Return the đồng in one of a unit of money, None if the words name no money."""
    return WORTH.get(folded(unit))


def unit_in(text: str) -> str:
    """Return the unit of money that a title or header names, folded; "" if it names none.

    Short words count only where a unit is expected: "(đồng)" but not "hợp đồng".
    """
    words = f" {folded(text)} "
    if long := next((unit for unit in LONG_UNITS if f" {unit} " in words), ""):
        return long
    zones = (folded(a or b) for a, b in UNIT_ZONE.findall(text))
    return next((zone for zone in zones if zone in WORTH), "")


def style_of(texts: Iterable[str]) -> tuple[Style, bool]:
    """Return the decimal sign of a column, and whether some numbers can be read in no other way.

    It is the comma, unless more numbers can only be English.
    """
    comma = point = 0
    for text in texts:
        number = NUMBER.fullmatch(text.strip())
        if number is None:
            continue
        digits = number["digits"]
        last = max(digits.rfind(","), digits.rfind("."))
        if last < 0:
            continue
        sign, tail = digits[last], len(digits) - last - 1
        is_group = tail == 3 and not digits.startswith("0")
        if is_group and digits.count(sign) == 1 and len({",", "."} & set(digits)) == 1:
            continue  # "1.056" may be either
        is_comma = (sign == ",") is not (is_group and digits.count(sign) > 1)
        comma, point = comma + is_comma, point + (not is_comma)
    style = Style.POINT if point > comma else Style.COMMA
    return style, bool(comma + point) and not (comma and point)


def commas_group(texts: Iterable[str]) -> bool:
    """Tell whether every comma of a column stands before three digits, several times over."""
    tails = [t.rpartition(",")[2] for t in texts if "," in t]
    return len(tails) > 2 and all(re.fullmatch(r"\d{3}\D*", tail) for tail in tails)


def read_number(text: str, style: Style, *, is_whole: bool = False) -> Amount | None:
    """Return the number that a cell's text holds, None if it holds none or more than one."""
    if compound := COMPOUND.match(text):
        high = _decimal(compound["high"], style)
        return Amount(high * 1000 + _decimal(compound["low"], style), "trieu", ("gộp tỷ và triệu",))
    if RANGE.search(text):
        return None
    number = NUMBER.fullmatch(text.strip())
    if number is None:
        return None
    value, problems = _value(number["digits"], style, is_whole=is_whole)
    about = folded(number["about"])
    if about and about not in ABOUT:
        return None
    if about or number["about"].strip() in {"~", "≈", "<", ">", "≥", "≤"}:
        problems += (_about(number["about"].strip()),)
    if number["sign"] in {"-", "−", "–"}:
        value = -value
    unit = folded(number["unit"])
    healed = () if text == str(value) else ("đọc số từ chữ",)
    return Amount(value, unit, healed, problems)


def _value(digits: str, style: Style, *, is_whole: bool) -> tuple[Decimal, tuple[Problem, ...]]:
    value = _decimal(digits, style)
    if is_whole and value != value.to_integral_value():
        whole = Decimal(re.sub(r"\D", "", digits))
        groups = re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits)
        return (whole, ()) if groups else (value, (_fraction(digits),))
    is_odd_point = style is Style.POINT and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits)
    is_odd_comma = style is Style.COMMA and re.fullmatch(r"[1-9]\d{0,2},\d{3}", digits)
    return value, (_either_way(digits),) if is_odd_point or is_odd_comma else ()


def _decimal(digits: str, style: Style) -> Decimal:
    plain = re.sub(r"[ '’]", "", digits)
    group = "." if style is Style.COMMA else ","
    whole, sign, part = plain.rpartition(style.value)
    if not sign:
        whole, part = plain, ""
    if group in whole and not re.fullmatch(r"[1-9]\d{0,2}(?:\D\d{3})+", whole):
        return Decimal(plain.replace(",", "."))  # "12.5" among numbers with decimal commas
    if style.value in whole:
        return Decimal(re.sub(r"\D", "", plain))  # several "decimal" signs divide thousands
    return Decimal(whole.replace(group, "") + (f".{part}" if part else ""))


def _either_way(digits: str) -> Problem:
    return Problem(
        EITHER_WAY,
        f"“{digits}” có thể là số nghìn hoặc số lẻ.",
        "Đối chiếu với bản gốc rồi ghi lại, ví dụ 1.056 hoặc 1,056.",
    )


def _fraction(digits: str) -> Problem:
    return Problem(
        "number.fraction", f"Ô này phải là số nguyên, đang ghi “{digits}”.", "Ghi lại số nguyên."
    )


def _about(word: str) -> Problem:
    return Problem(
        "number.about", f"Số này chỉ là ước chừng (“{word}”).", "Ghi số chính xác nếu có."
    )
