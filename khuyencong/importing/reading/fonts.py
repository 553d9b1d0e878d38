"""Text typed in the old fonts TCVN3 (ABC) and VNI: recognised by its syllables, turned to Unicode."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from khuyencong.importing.reading.tables import syllables, table

FOREIGN = 10  # how much stranger a foreign syllable is than an unusual one
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
STOPPED = re.compile(r"(?:c|ch|p|t)$")
SHARP, HEAVY = "\u0301", "\u0323"
WORD = re.compile(r"[^\W\d_]+")
PIECE = re.compile(r"([^\w\u00a1-\u00ff]*[\n,;:()/][^\w\u00a1-\u00ff]*)")
UNICODE_LETTER = re.compile("[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
# Signs of Windows-1252 that Vietnamese in Unicode has no use for.
STRANGE = re.compile("[¡¢£¤¥¦§¨©ª«¬\u00ad®¯¸¹º»¼½¾¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþµ¶·]")  # noqa: RUF001
# A vowel and a sign of VNI that never stand together in Unicode.
PAIR = re.compile("[aAeE][ùõâáàãêéèú]|[oO][ùõâú]|[uUôÔ][ùõú]")
LATIN = re.compile("[\u00a1-\u00ff]")
LETTERS = re.compile("[A-Za-z]")


class Legacy(NamedTuple):
    """What a text became, the font it was typed in ("" when it was Unicode), and whether it is sure."""

    text: str
    font: str = ""
    is_sure: bool = True


def to_unicode(text: str, hint: str = "") -> Legacy:
    """Return `text` in Unicode; `hint` is the font that most of the sheet is typed in, if any.

    The font is told by which reading gives Vietnamese syllables. Where both readings do, the one
    with the more usual syllables is taken and `is_sure` is false, unless the sheet's font is known.
    """
    if text.isascii() or not LATIN.search(text):
        return Legacy(text)
    if UNICODE_LETTER.search(text):
        return _mixed(text) if looks_mixed(text) else Legacy(text)
    as_typed = strangeness(text)
    if not as_typed and not hint:
        return Legacy(text)
    best = _best(text, hint)
    cost = strangeness(best.text)
    if cost > as_typed or (cost == as_typed and best.font != hint):
        return Legacy(text)
    if cost >= FOREIGN and (mixed := _by_pieces(text)).font and strangeness(mixed.text) < cost:
        return mixed
    return Legacy(best.text, best.font, is_sure=as_typed >= FOREIGN or best.font == hint)


def looks_mixed(text: str) -> bool:
    """Tell whether a text in Unicode holds signs or pairs that only old fonts have."""
    return bool(STRANGE.search(text) or PAIR.search(text))


def from_tcvn3(text: str) -> str:
    """Return a text typed in TCVN3 in Unicode; words in capitals get capital letters throughout."""
    return _level_case(text.translate(_tcvn3()))


def from_vni(text: str) -> str:
    """Return a text typed in VNI in Unicode."""
    letters, pattern = _vni()
    return pattern.sub(lambda m: letters[m[0]], text)


DECODERS = {"TCVN3": from_tcvn3, "VNI": from_vni}


def strangeness(text: str) -> int:
    """Return how little a text looks like Vietnamese, by its syllables; 0 is perfectly usual."""
    signs = len(STRANGE.findall(text))
    composed = unicodedata.normalize("NFC", text)
    words = (_cost(word) for word in WORD.findall(composed) if not word.isascii())
    return FOREIGN * signs + sum(words)


@lru_cache(maxsize=50_000)
def _cost(word: str) -> int:
    small = word.lower()
    if not word.isupper() and word[1:] != small[1:]:
        return FOREIGN
    if small in _usual():
        return 0
    return 1 if _is_syllable(small) else FOREIGN


def _is_syllable(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word)
    tones = TONES.findall(decomposed)
    shape = unicodedata.normalize("NFC", TONES.sub("", decomposed))
    if len(tones) > 1 or shape not in _shapes():
        return False
    return not STOPPED.search(shape) or bool(set(tones) & {SHARP, HEAVY})


def _best(text: str, hint: str = "") -> Legacy:
    """Return the reading in an old font that looks most like Vietnamese."""
    read = [Legacy(to(text), font) for font, to in DECODERS.items()]
    return min(read, key=lambda r: (strangeness(r.text), r.font != hint, r.font))


def _mixed(text: str) -> Legacy:
    """Return a text with letters of Unicode and of an old font: its capitals only, or parts of it."""
    best = _best(text)
    return best if not strangeness(best.text) and strangeness(text) else _by_pieces(text)


def _by_pieces(text: str) -> Legacy:
    """Return a text of which only some parts between commas or lines are in an old font."""
    parts = [_piece(part) for part in PIECE.split(text)]
    font = next((part.font for part in parts if part.font), "")
    return Legacy("".join(part.text for part in parts), font)


def _piece(part: str) -> Legacy:
    if UNICODE_LETTER.search(part) or not strangeness(part):
        return Legacy(part)
    best = _best(part)
    return best if strangeness(best.text) < strangeness(part) else Legacy(part)


def _level_case(text: str) -> str:
    """Give capitals to the accented letters among capitals: TCVN3 typed them as small ones."""
    plain = LETTERS.findall(text)
    if len(plain) > 3 and all(letter.isupper() for letter in plain):
        return text.upper()
    return WORD.sub(lambda m: _capitals(m[0]), text)


def _capitals(word: str) -> str:
    plain = LETTERS.findall(word)
    is_shouted = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return word.upper() if is_shouted else word


@cache
def _usual() -> frozenset[str]:
    return syllables() | set(table("fonts")["short_words"])


@cache
def _shapes() -> frozenset[str]:
    parts = table("fonts")["syllables"]
    rhymes = parts["rhymes"].split()
    return frozenset(onset + rhyme for onset in ["", *parts["onsets"]] for rhyme in rhymes)


@cache
def _tcvn3() -> dict[int, str]:
    font = table("fonts")["tcvn3"]
    return {ord(code): made for code, made in zip(font["codes"], font["letters"], strict=True)}


@cache
def _vni() -> tuple[dict[str, str], re.Pattern[str]]:
    font = table("fonts")["vni"]
    letters = dict(zip(*font["single"], strict=True))
    for vowel, (signs, made) in font["signs"].items():
        letters |= {vowel + sign: letter for sign, letter in zip(signs, made, strict=True)}
        letters |= {vowel + s.upper(): letter for s, letter in zip(signs, made, strict=True)}
    letters |= {typed[0].upper() + typed[1:]: made.upper() for typed, made in letters.items()}
    longest_first = sorted(letters, key=len, reverse=True)
    return letters, re.compile("|".join(map(re.escape, longest_first)))
