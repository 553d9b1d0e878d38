"""Cleaning, comparing without accents, alphabetical order, search words."""

import functools
import re
import unicodedata

# Letters that no decomposition turns into a plain one; the last two are used in Ê Đê names.
PLAIN = str.maketrans({"đ": "d", "ð": "d", "ɖ": "d", "ƀ": "b"})
APOSTROPHES = re.compile("['’‘ʼ`´]")  # noqa: RUF001 - Ea H'leo is spelt with any of them
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# Signs that sort before all letters and digits, and after the space between syllables.
LEVEL_TONE = "!"
TONES = {"\u0300": "#", "\u0309": "$", "\u0303": "%", "\u0301": "&", "\u0323": "'"}
KEPT = 20_000  # lists repeat their texts: what was worked out is kept for so many of them
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
RANKS = str.maketrans({letter: chr(ord("A") + rank) for rank, letter in enumerate(ALPHABET)})
WORD = re.compile(r"[^\W_]+")
MOST_TERMS = 8


def clean(text: str) -> str:
    """Return one line in composed form with single plain spaces and no invisible characters."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return " ".join(text.split())


def clean_lines(text: str) -> str:
    """Return text of several lines, each cleaned, with at most one empty line between two."""
    lines = "\n".join(clean(line) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n")


@functools.lru_cache(maxsize=KEPT)
def fold(text: str) -> str:
    """Return what two spellings have in common: lower case, no accents, no apostrophes.

    "Hoà" and "Hòa", "Đăk Lăk" and "Đắk Lắk" become equal, also with the look-alikes Ð and Ɖ.
    """
    return clean(APOSTROPHES.sub("", _bare(text.lower())))


def sort_key(text: str) -> str:
    """Return a key whose byte order is the dictionary order of Vietnamese, syllable by syllable.

    Letters come first, then the tone (ngang, huyền, hỏi, ngã, sắc, nặng) of each syllable. The key
    is at most twice as long as the text; store it, no collation of the database sorts like this.
    """
    lower = unicodedata.normalize("NFC", APOSTROPHES.sub("", text.lower()))
    return " ".join(_syllable_key(s) for s in WORD.findall(lower))


def search_terms(query: str) -> tuple[str, ...]:
    """Return the folded words to look for, without repetition, the first few of them."""
    return tuple(dict.fromkeys(WORD.findall(fold(query))))[:MOST_TERMS]


class _Bare(dict[int, str]):
    """The plain letter of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        letters = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
        return self.setdefault(code, letters.translate(PLAIN))


BARE = _Bare()


def _bare(text: str) -> str:
    """Return a text of small letters without marks."""
    return text if text.isascii() else text.translate(BARE)


@functools.lru_cache(maxsize=KEPT)
def _syllable_key(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    tone = next((TONES[c] for c in decomposed if c in TONES), LEVEL_TONE)
    toneless = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES))
    letters = "".join(c if c in ALPHABET else _bare(c) for c in toneless)
    return letters.translate(RANKS) + tone
