"""What the name of an establishment consists of: legal form, what it does, where, and its own name."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from khuyencong.core.text import WORD, fold

# Folded words that say the legal form or the kind of business: many share them.
FORMS = (
    *("cong ty", "tong cong ty", "cty", "ct", "tap doan", "xi nghiep", "nha may", "chi nhanh"),
    *("co phan", "cp", "ctcp", "trach nhiem huu han", "tnhh", "tn hh", "hop danh"),
    *("mot thanh vien", "mtv", "1 thanh vien", "hai thanh vien", "2 thanh vien"),
    *("doanh nghiep tu nhan", "dntn", "doanh nghiep", "dn", "lien hiep", "lien hiep hop tac xa"),
    *("hop tac xa", "htx", "to hop tac", "tht", "ho kinh doanh", "hkd", "ho gia dinh", "ho"),
    *("co so san xuat", "co so", "cssx", "cs", "trang trai", "lang nghe", "nhom"),
    *("company", "co ltd", "jsc", "ltd", "cooperative", "joint stock", "and", "va"),
)
DOINGS = (
    *("san xuat", "sx", "kinh doanh", "kd", "thuong mai", "tm", "dich vu", "dv", "tmdv", "sxtm"),
    *("xuat nhap khau", "xnk", "xuat khau", "nhap khau", "dau tu", "phat trien", "che bien"),
    *("tong hop", "xay dung", "cong nghiep", "cong nghe", "ky nghe", "nong nghiep", "lam nghiep"),
    *("san pham", "gia cong", "tieu thu", "cung ung", "quoc te", "viet nam", "tinh", "huyen", "xa"),
    *("trading", "production", "service", "import", "export", "agricultural", "huu co", "sach"),
)
TRADES = (
    *("nong san", "thuc pham", "nong lam san", "lam san", "thuy san", "hai san", "dac san"),
    *("duoc pham", "duoc lieu", "thao duoc", "dong trung ha thao", "my pham", "tinh dau"),
    *("my thuat", "my nghe", "thu cong", "do go", "go", "moc", "may tre", "may tre dan", "tre"),
    *("gom", "gom su", "duc dong", "det", "det may", "may mac", "tho cam", "theu", "da my nghe"),
    *("mien", "mien dong", "bun", "banh", "banh trang", "gao", "che", "tra", "ca phe", "cacao"),
    *("mac ca", "hat dieu", "mat ong", "nuoc mam", "yen sao", "rau"),
    *("trai cay", "chan nuoi", "co khi", "gach", "vat lieu", "vlxd", "giay", "nhua", "muoi"),
)
PHRASES = {
    kind: frozenset(tuple(phrase.split()) for phrase in phrases)
    for kind, phrases in (("form", (*FORMS, *DOINGS)), ("trade", TRADES))
}
LONGEST = max(len(phrase) for known in PHRASES.values() for phrase in known)
FORMER = re.compile(r"\(\s*(?:tên cũ|trước đây|trước là)\s*:?\s*([^)]*)\)", re.IGNORECASE)
BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class Name:
    """The parts that tell one name from another: `core` without form, `own` also without trade."""

    core: tuple[str, ...]
    own: tuple[str, ...]


def read_name(text: str, places: Collection[str]) -> list[Name]:
    """Return what a written name says, the present one first, former ones in brackets after it."""
    written = [BRACKETS.sub(" ", text), *FORMER.findall(text)]
    return [_read(WORD.findall(fold(name)), places) for name in written]


def likeness(one: Iterable[str], other: Iterable[str]) -> float:
    """Return how alike two rows of words are, 0 to 1, as the database's trigrams count it."""
    mine, theirs = _trigrams(one), _trigrams(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0


def _read(words: list[str], places: Collection[str]) -> Name:
    core = _without(words, PHRASES["form"])
    grounds = frozenset(tuple(place.split()) for place in places if place)
    own = _without(_without(core, PHRASES["trade"]), grounds)
    return Name(tuple(core), tuple(own))


def _without(words: list[str], phrases: Collection[tuple[str, ...]]) -> list[str]:
    """Leave out the phrases, the longest first at every place; a name is never left empty by form."""
    kept: list[str] = []
    rest = list(words)
    while rest:
        size = next((n for n in range(LONGEST, 0, -1) if tuple(rest[:n]) in phrases), 0)
        kept += [] if size else rest[:1]
        rest = rest[size or 1 :]
    return kept


def _trigrams(words: Iterable[str]) -> set[str]:
    padded = (f"  {word} " for word in words)
    return {word[i : i + 3] for word in padded for i in range(len(word) - 2)}
