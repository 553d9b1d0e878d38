"""Whether two records of the register are one and the same, with the reasons in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khuyencong.establishments.enums import ENTERPRISES, LegalForm
from khuyencong.establishments.rules.names import Name, likeness, read_name

LIKELY = 50  # from here on people are asked
MOST = 100
CLOSE, FAR = 0.75, 0.5
COOPERATIVES = frozenset(
    {LegalForm.COOPERATIVE, LegalForm.COOPERATIVE_UNION, LegalForm.COOPERATIVE_GROUP}
)
FAMILIES = (ENTERPRISES, COOPERATIVES, frozenset({LegalForm.BUSINESS_HOUSEHOLD}))
VAGUE_TRADES = frozenset({"other", "unknown"})
BASE_CODE = 10  # digits of a tax code before those of a branch


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of one establishment; "" and None are unknown. Names of units are folded."""

    name: str
    legal_form: str = ""
    trade: str = ""
    tax_code: str = ""
    province: int | None = None
    district: str = ""
    commune: str = ""
    places: frozenset[str] = frozenset()
    owner: str = ""
    phone: str = ""
    source: str = ""


@dataclass(frozen=True)
class Point:
    """One thing that speaks for (or below zero against) the two being one."""

    weight: int
    reason: str


@dataclass(frozen=True)
class Likeness:
    """The points of a pair and their sum, 0 to 100."""

    points: tuple[Point, ...]

    @property
    def score(self) -> int:
        """The sum, held between 0 and 100."""
        return max(0, min(MOST, sum(point.weight for point in self.points)))

    @property
    def is_likely(self) -> bool:
        """Whether people should look at the pair."""
        return self.score >= LIKELY

    @property
    def reasons(self) -> list[str]:
        """The reasons, the strongest first, each with its weight."""
        ordered = sorted(self.points, key=lambda point: -abs(point.weight))
        return [f"{point.reason} ({point.weight:+d})" for point in ordered]


def compare(one: Known, other: Known) -> Likeness:
    """Judge whether two establishments are one."""
    return Likeness(tuple(point for look in LOOKS if (point := look(one, other)) is not None))


def names(one: Known, other: Known) -> Point | None:
    """Compare the names without their legal form, the present ones and former ones."""
    places = one.places | other.places
    pairs = [
        _alike(mine, theirs, is_person=_is_household(one, other))
        for mine in read_name(one.name, places)
        for theirs in read_name(other.name, places)
    ]
    return max(pairs, key=lambda point: point.weight)


def _alike(one: Name, other: Name, *, is_person: bool) -> Point:
    """Weigh two names; what only tells trade and place tells nothing unless all of it is equal."""
    if one.core == other.core:
        if is_person:
            return Point(30, "hai hộ cùng tên; tên người hay trùng nhau")
        return Point(45, "tên giống hệt khi bỏ loại hình")
    if not one.own or not other.own:
        return Point(-20, "tên chỉ giống ở nơi và ngành nghề")
    share = likeness(one.own, other.own)
    whole = likeness(one.core, other.core)
    own = f"“{' '.join(one.own)}” và “{' '.join(other.own)}”"
    if one.own == other.own and whole >= (FAR if len(one.own) > 1 else CLOSE):
        return Point(40, f"tên riêng giống hệt, cả tên giống {whole:.0%}")
    if share >= CLOSE:
        return Point(30, f"tên riêng {own} giống {share:.0%}")
    return Point(-30 if share < FAR else 0, f"tên riêng khác nhau: {own}")


def tax_codes(one: Known, other: Known) -> Point | None:
    """One tax code is one taxpayer; a branch has its parent's with three digits more."""
    if not one.tax_code or not other.tax_code:
        return None
    if one.tax_code == other.tax_code:
        return Point(90, f"cùng mã số thuế {one.tax_code}")
    if one.tax_code[:BASE_CODE] == other.tax_code[:BASE_CODE]:
        return Point(0, "một bên là chi nhánh của bên kia theo mã số thuế")
    return Point(-60, "mã số thuế khác nhau")


def provinces(one: Known, other: Known) -> Point | None:
    """Tell provinces apart: the same name in another one is another establishment."""
    if one.province is None or other.province is None:
        return None
    if one.province != other.province:
        return Point(-60, "ở hai tỉnh khác nhau")
    return Point(5, "cùng tỉnh")


def grounds(one: Known, other: Known) -> Point | None:
    """Compare the communes, else the districts of before."""
    for mine, theirs, near, weight, away in (
        (one.commune, other.commune, "cùng xã, phường", 15, "khác xã, phường"),
        (one.district, other.district, "cùng huyện cũ", 10, "khác huyện cũ"),
    ):
        if mine and theirs:
            return Point(weight, near) if mine == theirs else Point(-15, away)
    return None


def people(one: Known, other: Known) -> Point | None:
    """Compare who answers for it and how they are reached."""
    if one.phone and one.phone == other.phone:
        return Point(25, f"cùng điện thoại {one.phone}")
    if not one.owner or not other.owner:
        return None
    if one.owner == other.owner:
        return Point(15, "cùng chủ cơ sở, người đại diện")
    return Point(-10, "chủ cơ sở khác nhau")


def forms(one: Known, other: Known) -> Point | None:
    """Compare the families of forms; a company whose form is unknown may be any company."""
    mine, theirs = _family(one.legal_form), _family(other.legal_form)
    if mine is None or theirs is None:
        return None
    if mine is theirs:
        return Point(5, "cùng loại hình")
    return Point(-20, "loại hình khác nhau")


def trades(one: Known, other: Known) -> Point | None:
    """Compare the trades where both are known."""
    if {one.trade, other.trade} & (VAGUE_TRADES | {""}):
        return None
    return (
        Point(5, "cùng ngành nghề") if one.trade == other.trade else Point(-10, "khác ngành nghề")
    )


def sources(one: Known, other: Known) -> Point | None:
    """Heed a published list that names both: it takes them for two."""
    if one.source and one.source == other.source:
        return Point(-25, "cùng một nguồn công bố nêu là hai cơ sở")
    return None


LOOKS: Iterable[Callable[[Known, Known], Point | None]] = (
    *(names, tax_codes, provinces, grounds, people, forms, trades, sources),
)


def _family(form: str) -> frozenset[LegalForm] | None:
    return next((family for family in FAMILIES if form in family), None)


def _is_household(one: Known, other: Known) -> bool:
    return LegalForm.BUSINESS_HOUSEHOLD in {one.legal_form, other.legal_form}
