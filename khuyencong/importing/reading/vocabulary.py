"""What headers and group rows are called, from the tables: comparing is without accents and signs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from khuyencong.importing.reading.facts import Kind
from khuyencong.importing.reading.tables import table
from khuyencong.importing.reading.words import folded

EQUAL, INSIDE, LENGTH = 1.0, 0.5, 0.42
SHORTEST_INSIDE = 3  # letters; shorter words must be the whole header
PARENTHESES = re.compile(r"\([^()]*\)")
PROVINCE_WORD = re.compile(r"^(?:tinh|thanh pho|thu do|tp|ubnd tinh|so cong thuong(?: tinh)?)\s+")


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column may hold."""

    name: str
    type: str
    kinds: frozenset[str]
    words: tuple[str, ...]
    under: tuple[str, ...]
    unless: tuple[str, ...]

    def fits(self, kind: Kind) -> bool:
        """Tell whether lists of this kind have such a column."""
        return not self.kinds or kind in self.kinds

    def likeness(self, path: tuple[str, ...]) -> float:
        """Return from 0 to 1 how well a header names this field; `path` is folded, from the top."""
        leaf, whole = path[-1], " ".join(path)
        best = max((_likeness(phrase, leaf, whole) for phrase in self.words), default=0.0)
        if best and _has_any(leaf, self.unless):
            best *= 0.3
        if best and self.under:
            above = " ".join(path[:-1])
            best *= 1.1 if _has_any(above, self.under) or _has_any(leaf, self.under) else 0.7
        return min(best, 1.1)


def _likeness(phrase: str, leaf: str, whole: str) -> float:
    if phrase == leaf:
        return EQUAL
    found = 0.0
    if len(phrase) < SHORTEST_INSIDE:
        return found
    if _has(leaf, phrase):
        found = INSIDE + LENGTH * len(phrase) / len(leaf)
    start = f" {whole} ".rfind(f" {phrase} ")
    if start >= 0 and start + len(phrase) > len(whole) - len(leaf):
        found = max(found, INSIDE + LENGTH * len(phrase) / len(whole))
    return found


def _has(text: str, phrase: str) -> bool:
    return f" {phrase} " in f" {text} "


def _has_any(text: str, phrases: Iterable[str]) -> bool:
    return any(_has(text, phrase) for phrase in phrases)


@cache
def _abbreviations() -> tuple[tuple[re.Pattern[str], str], ...]:
    known = {
        folded(short): folded(full) for short, full in table("headers")["abbreviations"].items()
    }
    return tuple((re.compile(rf"\b{short}\b"), full) for short, full in known.items())


@cache
def header_words(text: str) -> str:
    """Return a header text as it is compared: folded, written out, without what is in parentheses."""
    words = folded(PARENTHESES.sub(" ", text)) or folded(text)
    for short, full in _abbreviations():
        words = short.sub(full, words)
    return words


@cache
def fields() -> dict[str, Field]:
    """Return all fields by name."""
    return {name: _field(name, said) for name, said in table("headers")["fields"].items()}


def _field(name: str, said: dict[str, Any]) -> Field:
    lists = {
        part: tuple(dict.fromkeys(header_words(word) for word in said.get(part, ())))
        for part in ("words", "under", "unless")
    }
    return Field(name=name, type=said["type"], kinds=frozenset(said.get("kinds", ())), **lists)


@cache
def best_likeness(words: str) -> float:
    """Return how much a single header text looks like any field."""
    return max((field.likeness((words,)) for field in fields().values()), default=0.0)


def titled_kinds(title: str) -> set[Kind]:
    """Return the kinds of list that title lines name."""
    words = header_words(title)
    titles = table("headers")["titles"]
    return {Kind(kind) for kind, said in titles.items() if _has_any(words, map(header_words, said))}


@cache
def _row_words(part: str) -> tuple[str, ...]:
    return tuple(folded(word) for word in table("headers")["rows"][part])


@cache
def _spelled(part: str) -> tuple[str, ...]:
    return tuple(table("headers")["rows"][part])


def is_total(text: str) -> bool:
    """Tell whether a row's words say that it sums others up; "cộng" is told from "công"."""
    words = " ".join(re.findall(r"\w+", text.lower()))
    words = re.sub(r"^(?:[ivx]+|[a-z]|[0-9]+) ", "", words)
    if any(words.startswith(said) for said in _spelled("not_totals")):
        return False
    begins = any(words.startswith(f"{said} ") for said in _spelled("total_starts"))
    return begins or words in _spelled("total")


def is_note(text: str) -> bool:
    """Tell whether a row begins like a note below a table."""
    return text.startswith(("*", "(*", "- ", "+ ")) or any(
        folded(text).startswith(word) for word in _row_words("note")
    )


def is_signature(text: str) -> bool:
    """Tell whether a row belongs to the place where people sign."""
    words = folded(text)
    is_dated = bool(re.search(r"\bngay\b.*\bthang\b.*\bnam\b", words)) and len(words) < 70
    return is_dated or any(
        words == word or words.startswith(f"{word} ") for word in _row_words("signature")
    )


@cache
def _provinces() -> dict[str, str]:
    groups = table("groups")
    named = {_province_key(name): name for name in groups["provinces"]}
    others = groups["other_names"].items()
    return named | {_province_key(other): name for name, many in others for other in many}


def _province_key(text: str) -> str:
    return PROVINCE_WORD.sub("", folded(text)).replace(" ", "")


def province_named(text: str) -> str:
    """Return the name of the province that a whole text names in any spelling, "" if none."""
    return _provinces().get(_province_key(text), "") if len(text) < 50 else ""


def coded(name: str, text: str) -> str:
    """Return the code in the list `name` of groups.yaml whose words a text contains, "" if none."""
    words = folded(text)
    return next((code for code, said in _coded(name) if _has_any(words, said)), "")


@cache
def _coded(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((code, tuple(map(folded, said))) for code, said in table("groups")[name].items())


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of words of groups.yaml, folded."""
    return frozenset(folded(word) for word in table("groups")[name])


def begins_with(text: str, name: str) -> bool:
    """Tell whether a text begins with a word of the list `name`."""
    words = folded(text).split()
    return any(" ".join(words[:n]) in word_list(name) for n in (1, 2, 3))


def contains(text: str, name: str) -> bool:
    """Tell whether a text contains a word of the list `name`."""
    return not word_list(name).isdisjoint(_grams(folded(text).split()))


def _grams(words: list[str]) -> set[str]:
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}
