"""Đồng: how amounts are written and read in Vietnam (dot groups, comma before decimals)."""

import re
from decimal import Decimal

from khuyencong.core.text import clean, fold

MAX_VND = 10**15  # a million tỷ: no sum of the programme comes near, and sums stay in bigint
MILLION = 10**6

UNITS = {
    "d": 1,
    "dong": 1,
    "vnd": 1,
    "nghin": 10**3,
    "ngan": 10**3,
    "tr": MILLION,
    "trd": MILLION,
    "trieu": MILLION,
    "ty": 10**9,
    "ti": 10**9,
}
AMOUNT = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
    r"(?:,(?P<part>[0-9]+))?\s*(?P<unit>[^0-9.,]*)"
)
LONGEST = 60  # characters; longer text is no amount


def format_number(value: int | Decimal) -> str:
    """Return `value` with dots between thousands and a comma before decimals, without spare zeros."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def format_vnd(vnd: int) -> str:
    """Return đồng in groups: 1056000000 → "1.056.000.000"."""
    return format_number(vnd)


def format_million(vnd: int) -> str:
    """Return đồng in exact triệu: 2309500000 → "2.309,5"."""
    return format_number(Decimal(vnd) / MILLION)


def parse_vnd(text: str, unit: int = 1) -> int:
    """Return the đồng that `text` means: "1.056.000", "1 056 000", "300 triệu", "18,9 tỷ".

    `unit` is the worth of a bare number (MILLION in a field asked in triệu). Raises ValueError with
    a Vietnamese sentence for a form.
    """
    match = AMOUNT.fullmatch(clean(text)) if len(text) <= LONGEST else None
    worth = _worth(match["unit"], unit) if match else None
    if match is None or worth is None:
        raise ValueError(_why_not(text))
    part = match["part"] or ""
    digits = int(re.sub(r"[. ]", "", match["whole"]) + part)
    vnd, rest = divmod(digits * worth, 10 ** len(part))
    if rest:
        raise ValueError("Số tiền phải là số đồng chẵn, không có phần lẻ dưới một đồng.")
    if vnd > MAX_VND:
        raise ValueError("Số tiền quá lớn, hãy kiểm tra lại đơn vị tính và số chữ số.")
    return vnd


def _worth(unit_text: str, bare: int) -> int | None:
    word = fold(unit_text)
    return UNITS.get(word.removesuffix(" dong")) if word else bare


def _why_not(text: str) -> str:
    if re.match(r"\s*[-−–]\s*[0-9]", text):
        return "Số tiền không được âm."
    return (
        "Số tiền chưa đọc được. Hãy viết như 1.056.000 hoặc 300 triệu hoặc 18,9 tỷ"
        " (dấu chấm ngăn hàng nghìn, dấu phẩy trước phần lẻ)."
    )
