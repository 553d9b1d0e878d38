import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from khuyencong.core.words import amount_in_words

ONES = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
VALUES = {word: n for n, word in enumerate(ONES)} | {"mốt": 1, "tư": 4, "lăm": 5}
SCALES = (("tỷ", 10**9), ("triệu", 10**6), ("nghìn", 10**3))


def parsed(words):
    """Read a spoken number: the independent inverse of what papers print."""
    for name, size in SCALES:
        if name in words:
            cut = len(words) - 1 - words[::-1].index(name)
            return parsed(words[:cut]) * size + parsed(words[cut + 1 :])
    return group(words)


def group(words):
    value = 0
    for word in words:
        if word == "trăm":
            value *= 100
        elif word == "mươi":
            value = value // 100 * 100 + value % 100 * 10
        elif word == "mười":
            value += 10
        elif word != "linh":
            value += VALUES[word]
    return value


@given(st.integers(0, 10**16))
@example(10**9)
@example(10**12 + 10**3)
@example(10**18 + 5)
def test_words_read_back_as_the_amount(vnd):
    text = amount_in_words(vnd)
    assert text[0].isupper()
    assert text.endswith(" đồng")
    assert parsed(text.removesuffix(" đồng").lower().split()) == vnd


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_different_amounts_have_different_words(one, other):
    assert (amount_in_words(one) == amount_in_words(other)) == (one == other)


@pytest.mark.parametrize(
    ("vnd", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (20, "Hai mươi đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (104, "Một trăm linh bốn đồng"),
        (111, "Một trăm mười một đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (31_500_000, "Ba mươi mốt triệu năm trăm nghìn đồng"),
        (300_000_000, "Ba trăm triệu đồng"),
        (1_056_000_000, "Một tỷ không trăm năm mươi sáu triệu đồng"),
        (10**12, "Một nghìn tỷ đồng"),
        (1_050 * 10**9, "Một nghìn không trăm năm mươi tỷ đồng"),
        (10**15, "Một triệu tỷ đồng"),
    ],
)
def test_amounts_are_spoken_as_on_vietnamese_papers(vnd, words):
    assert amount_in_words(vnd) == words


def test_a_negative_amount_has_no_words():
    with pytest.raises(ValueError, match="không âm"):
        amount_in_words(-1)
