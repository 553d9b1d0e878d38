"""What somebody looks for, as the database understands it (`tsquery`).

A record keeps its words twice: folded, and in the spelling of `sort_key`, in which Hoà and Hòa are
one and every tone counts. The two never meet: a folded word has no capitals.
"""

from khuyencong.core.text.folding import fold, search_terms, sort_key
from khuyencong.core.text.slips import meant

ABBREVIATIONS = {
    "HTX": "hợp tác xã",
    "LHHTX": "liên hiệp hợp tác xã",
    "THT": "tổ hợp tác",
    "HKD": "hộ kinh doanh",
    "CSSX": "cơ sở sản xuất",
    "TNHH": "trách nhiệm hữu hạn",
    "MTV": "một thành viên",
    "CP": "cổ phần",
    "CTCP": "công ty cổ phần",
    "DN": "doanh nghiệp",
    "DNTN": "doanh nghiệp tư nhân",
    "CNNT": "công nghiệp nông thôn",
    "CNNTTB": "công nghiệp nông thôn tiêu biểu",
    "TTCN": "tiểu thủ công nghiệp",
    "KCN": "khu công nghiệp",
    "CCN": "cụm công nghiệp",
    "KCQG": "khuyến công quốc gia",
    "KCĐP": "khuyến công địa phương",
    "UBND": "ủy ban nhân dân",
    "SCT": "sở công thương",
    "TP": "thành phố",
    "TX": "thị xã",
    "TT": "thị trấn",
    "SX": "sản xuất",
    "TM": "thương mại",
    "DV": "dịch vụ",
    "TMDV": "thương mại dịch vụ",
    "SXTM": "sản xuất thương mại",
    "SXKD": "sản xuất kinh doanh",
    "SXTMDV": "sản xuất thương mại dịch vụ",
    "XNK": "xuất nhập khẩu",
    "VLXD": "vật liệu xây dựng",
}
LONG = {fold(short): tuple(fold(long).split()) for short, long in ABBREVIATIONS.items()}
SHORT = {words: short for short, words in LONG.items()}
LONGEST = max(map(len, SHORT))


def words_asked(text: str) -> str:
    """Return the query for records that hold every word of `text`, "" where no word is asked.

    The last word may still be growing: it stands for all that begin with it. An abbreviation and
    its long form are one; what looks like a Telex or VNI slip may also be the syllable meant.
    """
    terms = search_terms(text)
    found: list[str] = []
    while terms:
        size = _phrase_at_start(terms)
        found.append(_either(terms[:size], is_last=size == len(terms)))
        terms = terms[size:]
    return " & ".join(found)


def exact_words_asked(text: str) -> str:
    """Return the query for records that hold the accented words of `text` in the very accents.

    "" where nothing was typed with accents; the words without any are asked as they are.
    """
    words = [meant(word) or word for word in text.split()]
    plain = [word for word in words if fold(word) == word.lower()]
    if len(plain) == len(words):
        return ""
    exact = [_quoted(k) for w in words if w not in plain for k in sort_key(w).split()]
    return " & ".join([*exact, *filter(None, [words_asked(" ".join(plain))])])


def _phrase_at_start(terms: tuple[str, ...]) -> int:
    sizes = range(min(LONGEST, len(terms)), 1, -1)
    return next((size for size in sizes if terms[:size] in SHORT), 1)


def _either(terms: tuple[str, ...], *, is_last: bool) -> str:
    """Return one group of the query: the words as typed, or what they stand for."""
    typed = " & ".join(map(_quoted, terms)) + (":*" if is_last else "")
    others = _other_words(terms)
    return f"(({typed}) | ({' & '.join(map(_quoted, others))}))" if others else typed


def _other_words(terms: tuple[str, ...]) -> tuple[str, ...]:
    if terms in SHORT:
        return (SHORT[terms],)
    (term,) = terms
    return LONG.get(term) or tuple(fold(meant(term)).split())


def _quoted(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
