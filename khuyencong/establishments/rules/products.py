"""Whether two products of one maker are one and the same, with the reasons in words."""

import re
from dataclasses import dataclass

from khuyencong.core.text import WORD, fold
from khuyencong.establishments.rules.duplicates import Likeness, Point
from khuyencong.establishments.rules.names import likeness

CLOSE = 0.7
# How it is packed and praised, not what it is.
PACKING = frozenset(
    [
        "san",
        "pham",
        "bo",
        "hop",
        "tui",
        "goi",
        "lon",
        "chai",
        "lo",
        "hu",
        "bich",
        "loai",
        "dac",
        "san",
        "cao",
        "cap",
        "nguyen",
        "chat",
        "cua",
    ]
)
MEASURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:g|gr|gram|kg|ml|l|lit|tui|goi|hop)\b")


@dataclass(frozen=True)
class KnownProduct:
    """What is known of one product of a maker."""

    name: str
    group: str = ""


def compare_products(one: KnownProduct, other: KnownProduct) -> Likeness:
    """Judge whether two products of the same maker are one."""
    mine, theirs = _core(one.name), _core(other.name)
    points = [_names(mine, theirs), _groups(one, other)]
    if _numbers(mine) != _numbers(theirs):
        points.append(Point(-40, "số trong tên khác nhau"))
    return Likeness(tuple(points))


def _names(mine: list[str], theirs: list[str]) -> Point:
    if mine == theirs or sorted(mine) == sorted(theirs):
        return Point(70, "tên giống hệt khi bỏ quy cách đóng gói")
    share = likeness(mine, theirs)
    if share >= CLOSE:
        return Point(round(share * 60), f"tên giống {share:.0%}")
    return Point(0, f"tên chỉ giống {share:.0%}")


def _groups(one: KnownProduct, other: KnownProduct) -> Point:
    if one.group == other.group:
        return Point(5, "cùng nhóm sản phẩm")
    return Point(-20, "khác nhóm sản phẩm")


def _core(name: str) -> list[str]:
    words = WORD.findall(MEASURE.sub(" ", fold(name)))
    return [word for word in words if word not in PACKING] or words


def _numbers(words: list[str]) -> list[str]:
    return sorted(word for word in words if word.isdecimal())
