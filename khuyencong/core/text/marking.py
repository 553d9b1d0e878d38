"""Showing why something was found: which words of a text answer the words that were asked."""

import re

from khuyencong.core.text.asking import LONG
from khuyencong.core.text.folding import WORD, fold, search_terms
from khuyencong.core.text.slips import meant

PIECE = re.compile(r"\S+|\s+")


def marked(text: str, asked: str) -> list[tuple[str, bool]]:
    """Return `text` in pieces, each with whether it answers a word of `asked`."""
    begins, wholes = _wanted(asked)
    pieces: list[tuple[str, bool]] = []
    for piece in PIECE.findall(text):
        answers = any(_answers(word, begins, wholes) for word in WORD.findall(fold(piece)))
        if pieces and pieces[-1][1] == answers:
            pieces[-1] = (pieces[-1][0] + piece, answers)
        else:
            pieces.append((piece, answers))
    return pieces


def missing_from(text: str, asked: str) -> str:
    """Return the asked words that no word of `text` answers, to be looked for elsewhere."""
    words = WORD.findall(fold(text))
    return " ".join(
        term
        for term in search_terms(asked)
        if not any(_answers(word, *_wanted(term)) for word in words)
    )


def _wanted(asked: str) -> tuple[tuple[str, ...], frozenset[str]]:
    terms = search_terms(asked)
    others = (word for term in terms for word in (*LONG.get(term, ()), fold(meant(term))))
    return terms, frozenset(filter(None, others))


def _answers(word: str, begins: tuple[str, ...], wholes: frozenset[str]) -> bool:
    return word.startswith(begins) or word in wholes
