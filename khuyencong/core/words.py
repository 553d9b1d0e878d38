"""Amounts in words, as papers print them under the figure."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
LAST_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
BILLION = 10**9


def amount_in_words(vnd: int) -> str:
    """Return "Một tỷ không trăm năm mươi sáu triệu đồng" for 1056000000."""
    if vnd < 0:
        raise ValueError("Chỉ số tiền không âm mới viết được bằng chữ.")
    text = " ".join(_number(vnd)) or DIGITS[0]
    return f"{text[0].upper()}{text[1:]} đồng"


def _number(n: int) -> list[str]:
    """Return the words of `n`, none for zero; above a tỷ the count of tỷ is read as a number."""
    billions, rest = divmod(n, BILLION)
    words = [*_number(billions), "tỷ"] if billions else []
    for size, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, rest = divmod(rest, size)
        if group:
            words += _group(group, is_first=not words)
            words += [name] if name else []
    return words


def _group(n: int, *, is_first: bool) -> list[str]:
    """Return the words of 1 to 999; inside a longer number the hundreds are always said."""
    hundreds, rest = divmod(n, 100)
    if is_first and not hundreds:
        return _below_hundred(rest)
    words = [DIGITS[hundreds], "trăm"]
    if 0 < rest < 10:
        words.append("linh")
    return words + _below_hundred(rest)


def _below_hundred(n: int) -> list[str]:
    tens, ones = divmod(n, 10)
    if tens == 0:
        return [DIGITS[ones]] if ones else []
    words = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    if tens == 1:
        last = "lăm" if ones == 5 else DIGITS[ones]
    else:
        last = LAST_AFTER_TENS.get(ones, DIGITS[ones])
    return [*words, last] if ones else words
