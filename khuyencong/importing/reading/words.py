"""Texts of cells put in order: spaces, composed letters, old fonts, capitals; what was done is told."""

import re
import unicodedata
from collections.abc import Container
from functools import cache
from typing import NamedTuple

from khuyencong.core.text import clean, clean_lines, fold
from khuyencong.importing.reading.fonts import PAIR, UNICODE_LETTER, to_unicode
from khuyencong.importing.reading.tables import table

LETTERS = "!-~ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ“”‘’–—…"
IN_ORDER = re.compile(f"[{LETTERS}]+(?: [{LETTERS}]+)*")
ODD_SPACE = re.compile(r"[^\S \n]| {2,}|^\s|\s$|[\u00ad\u200b-\u200f\u2060\ufeff]")
DITTO = re.compile(
    r"^[-–—\s]*(?:nt|n\.t\.?|như trên|như\s+nt|[\"”“″〃]|''|//)[-–—\s.]*$", re.IGNORECASE
)
EMPTY = re.compile(r"^(?:[-–—_.…?*\s]+|/)$")
UNKNOWN = frozenset({"n/a", "na", "không rõ", "chưa rõ", "không có", "chưa có", "không", "kxđ"})
SHOUTED_LETTERS = 6
LONGEST = 9  # words of a legal form
EDGES = ".,;:()\"'-"
# Letters that TCVN3 has no capital for.
USUALLY_SMALL = frozenset(
    {
        "án",
        "ấp",
        "ớt",
        "ở",
        "ủ",
        "ép",
        "ẩm",
        "ứng",
        "ảnh",
        "ổn",
        "ít",
        "ý",
        "ướp",
        "áp",
        "ích",
        "ốm",
    }
)
ONLY_SMALL = re.compile(r"(?![ăâêôơưđ])[à-ỹ]")


class Tidy(NamedTuple):
    """A text in order, what was put right, and whether every step was sure."""

    text: str
    healed: tuple[str, ...] = ()
    is_sure: bool = True


def tidy(stored: str, hint: str = "", *, keep_lines: bool = False) -> Tidy:
    """Return the text of a cell in composed Unicode with plain single spaces."""
    is_unicode = UNICODE_LETTER.search(stored) and IN_ORDER.fullmatch(stored)
    if is_unicode and not PAIR.search(stored):
        return Tidy(stored)
    if stored.isascii() and not ODD_SPACE.search(stored) and "\n" not in stored:
        return Tidy(stored)
    legacy = to_unicode(stored, hint)
    text = (clean_lines if keep_lines else clean)(legacy.text)
    if text == stored:
        return Tidy(text)
    healed = [f"chuyển từ phông chữ {legacy.font} sang Unicode"] if legacy.font else []
    if not unicodedata.is_normalized("NFC", legacy.text):
        healed.append("chuyển chữ tổ hợp sang chữ dựng sẵn")
    if ODD_SPACE.search(legacy.text):
        healed.append("bỏ khoảng trắng thừa")
    return Tidy(text, tuple(healed), legacy.is_sure)


def is_ditto(text: str) -> bool:
    """Tell whether a cell says "as above"."""
    return len(text) < 12 and bool(DITTO.match(text))


def is_empty(text: str) -> bool:
    """Tell whether a cell holds nothing but a dash or the like."""
    return not text or (len(text) < 12 and bool(EMPTY.match(text)))


def is_unknown(text: str) -> bool:
    """Tell whether a cell says that nothing is known, in signs or words."""
    return is_empty(text) or text.lower() in UNKNOWN


def is_shouted(text: str) -> bool:
    """Tell whether a text is in capitals alone, abbreviations aside."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word not in _kept()]
    return (
        len(words) > 1
        and not text.isascii()
        and sum(len(word) for word in words) >= SHOUTED_LETTERS
        and all(word.isupper() for word in words)
    )


def opened(text: str) -> Tidy:
    """Return a name from TCVN3 with the capitals that the font could not write.

    They stand in front, after a legal form and between capitals; beside one capital it is a guess.
    """
    words, is_sure = text.split(" "), True
    for i, word in enumerate(words):
        if not ONLY_SMALL.match(word) or (i and word in USUALLY_SMALL):
            continue
        beside = [w[:1].isupper() for w in words[max(i - 1, 0) : i + 2] if w != word]
        is_named = i == 0 or _ends_in_form(words[:i]) or (len(beside) > 1 and all(beside))
        if is_named or any(beside):
            words[i], is_sure = _capital(word), is_sure and is_named
    return Tidy(" ".join(words), is_sure=is_sure)


def _ends_in_form(words: list[str]) -> bool:
    ends = (" ".join(words[-n:]).lower() for n in range(1, LONGEST + 1))
    return any(end in _forms() for end in ends)


def written_out(text: str) -> str:
    """Return a name or address with short words in full: "Cty TNHH" → "Công ty TNHH", "H. Đồng Hỷ"."""
    shorts, pattern = _shorts()
    return (
        pattern.sub(lambda m: shorts[m[1]] + " ", text).rstrip() if pattern.search(text) else text
    )


@cache
def _shorts() -> tuple[dict[str, str], re.Pattern[str]]:
    shorts = table("writing")["written_out"]
    words = "|".join(re.escape(short) for short in sorted(shorts, key=len, reverse=True))
    return shorts, re.compile(rf"(?<![^\s,;(:\-])({words})(?:\s+|(?<=\.)(?=\w)|$)")


def calmed(text: str) -> Tidy:
    """Return a name in capitals as it would be written: legal form, then proper names.

    Words of trades are set small; where such a word stands in the name, its capitals are a guess.
    """
    words = text.split(" ")
    small = [unicodedata.normalize("NFC", word).lower() for word in words]
    done, is_sure, after_form = 0, True, False
    out: list[str] = []
    while done < len(words):
        if form := _longest(small, done, _forms()):
            out += _forms()[" ".join(small[done : done + form])].split(" ")
        elif phrase := _longest(small, done, _common()):
            first = small[done]
            out += [_capital(first) if after_form else first, *small[done + 1 : done + phrase]]
            is_sure = False
        else:
            unit = _longest(small, done, _units())
            out += small[done : done + unit] if unit else [_named(words[done], small[done])]
        after_form = bool(form)
        done = len(out)
    return Tidy(_capital(" ".join(out)), ("chuyển từ chữ hoa sang chữ thường",), is_sure)


def _named(word: str, small: str) -> str:
    is_kept = word.strip(EDGES) in _kept() or any(c.isdigit() for c in word)
    return word if is_kept else _capital(small)


def _capital(word: str) -> str:
    first = next((i for i, letter in enumerate(word) if letter.isalpha()), 0)
    return word[:first] + word[first : first + 1].upper() + word[first + 1 :]


def _longest(small: list[str], start: int, known: Container[str]) -> int:
    for n in range(min(LONGEST, len(small) - start), 0, -1):
        if " ".join(small[start : start + n]).strip(EDGES) in known:
            return n
    return 0


@cache
def _kept() -> frozenset[str]:
    return frozenset(table("writing")["kept"])


@cache
def _forms() -> dict[str, str]:
    return {form.lower(): form for form in table("writing")["legal_forms"]}


@cache
def _common() -> frozenset[str]:
    return frozenset(table("writing")["common"])


@cache
def _units() -> frozenset[str]:
    return frozenset(table("writing")["units"])


def folded(text: str) -> str:
    """Return the words of a text without accents and signs, for comparing with a vocabulary."""
    return " ".join(re.findall(r"[a-z0-9%]+", fold(text)))
