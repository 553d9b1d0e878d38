"""Vietnamese text: cleaning, comparing without accents, alphabetical order, what people look for."""

from khuyencong.core.text.asking import exact_words_asked, words_asked
from khuyencong.core.text.folding import (
    ALPHABET,
    MOST_TERMS,
    WORD,
    clean,
    clean_lines,
    fold,
    search_terms,
    sort_key,
)
from khuyencong.core.text.marking import marked, missing_from

__all__ = [
    "ALPHABET",
    "MOST_TERMS",
    "WORD",
    "clean",
    "clean_lines",
    "exact_words_asked",
    "fold",
    "marked",
    "missing_from",
    "search_terms",
    "sort_key",
    "words_asked",
]
