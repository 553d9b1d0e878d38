"""Names of establishments: their legal form, and how alike two of them are."""

import functools
import re

from khuyencong.core.text import fold

# The first that fits counts; words as folded names have them.
LEGAL_FORMS = (
    (r"lien hiep (?:hop tac xa|htx)", "cooperative_union"),
    (r"hop tac xa|htx", "cooperative"),
    (r"to hop tac|tht", "cooperative_group"),
    (r"ho (?:san xuat )?kinh doanh|hkd|ho ca the", "business_household"),
    (r"(?:cong ty|cty).*\b(?:tnhh|trach nhiem huu han)\b|cty tnhh", "limited_company"),
    (r"(?:cong ty|cty).*\b(?:cp|co phan|ctcp)\b|ctcp", "joint_stock_company"),
    (r"(?:cong ty|cty) (?:hop danh|hd)", "partnership"),
    (r"dntn|doanh nghiep tu nhan|xi nghiep tu doanh", "private_enterprise"),
    (r"cong ty|cty", "company"),
    (r"lang nghe", "craft_village"),
    (r"doanh nghiep|xi nghiep|nha may", "other_enterprise"),
    (r"co so|xuong|trai|lo ", "production_site"),
)
FORMS = tuple((re.compile(rf"^(?:{words})\b"), form) for words, form in LEGAL_FORMS)
# What firms share: taken out before names are compared.
COMMON = frozenset(
    [
        "cong",
        "ty",
        "cty",
        "tnhh",
        "trach",
        "nhiem",
        "huu",
        "han",
        "cp",
        "co",
        "phan",
        "ctcp",
        "mtv",
        "mot",
        "thanh",
        "vien",
        "hai",
        "htx",
        "hop",
        "tac",
        "xa",
        "tht",
        "to",
        "hkd",
        "ho",
        "kinh",
        "doanh",
        "dntn",
        "doanh",
        "nghiep",
        "tu",
        "nhan",
        "xi",
        "co",
        "so",
        "san",
        "xuat",
        "sx",
        "thuong",
        "mai",
        "tm",
        "dich",
        "vu",
        "dv",
        "xuat",
        "nhap",
        "khau",
        "xnk",
        "che",
        "bien",
        "va",
        "cac",
        "dau",
        "phat",
        "trien",
        "tong",
        "nong",
        "nghiep",
        "nn",
    ]
)
WORD = re.compile(r"[a-z0-9]+")
LIKE = 0.62


@functools.lru_cache(maxsize=20_000)
def legal_form(name: str) -> str:
    """Return the legal form that a name begins with, "unknown" where it tells none."""
    folded = fold(name)
    return next((form for pattern, form in FORMS if pattern.match(folded)), "unknown")


def core_words(folded: str) -> tuple[str, ...]:
    """Return the words of a folded name that tell it from others."""
    words = WORD.findall(folded)
    return tuple(w for w in words if w not in COMMON) or tuple(words)


def trigrams(text: str) -> frozenset[str]:
    """Return the trigrams of a text as pg_trgm makes them."""
    return frozenset(
        padded[at : at + 3]
        for word in WORD.findall(text)
        for padded in (f"  {word} ",)
        for at in range(len(padded) - 2)
    )


def likeness(one: str, other: str) -> float:
    """Return how alike two folded texts are: shared trigrams of all, 0 to 1."""
    a, b = trigrams(one), trigrams(other)
    return len(a & b) / len(a | b) if a or b else 0.0
