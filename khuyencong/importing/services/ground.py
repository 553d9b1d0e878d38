"""Where rows lie: the province and commune of today that a list means, and whether one may write there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.text import fold
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit, UnitSuccession
from khuyencong.geography.queries import Locator, ProvinceFinder, province_of
from khuyencong.importing.rules.facts import RowFacts

LAST_OLD_DAY = dt.date(2025, 6, 30)  # the last day of the provinces before the reorganisation
COUNTRY = frozenset({"toan quoc", "ca nuoc", "trung uong", "cac tinh"})


@dataclass(frozen=True)
class Spot:
    """What the words about a place mean; `unknown` is a province that nobody knows."""

    province: AdminUnit | None = None
    former: AdminUnit | None = None  # the province of that name before the reorganisation
    unit: AdminUnit | None = None
    old_unit: AdminUnit | None = None
    unknown: str = ""
    is_country: bool = False
    is_assumed: bool = False


class Ground:
    """Finds places for the rows of one import; each text is looked up once."""

    def __init__(self, organisation: Organisation | None, by: User | None, on: dt.date) -> None:
        self._new, self._old = ProvinceFinder(on), ProvinceFinder(LAST_OLD_DAY)
        area = organisation.area if organisation else None
        self._home = province_of(area) if area else None
        self._by, self._on = by, on
        self._locator = Locator(on)
        self._now: dict[int, list[AdminUnit]] = defaultdict(list)
        links = UnitSuccession.objects.filter(old__level=UnitLevel.PROVINCE)
        for link in links.filter(new__valid__contains=on).select_related("new"):
            self._now[link.old_id].append(link.new)
        self._known: dict[tuple[str, str], Spot] = {}
        self._allowed: dict[str, frozenset[int] | None] = {}

    def learn(self, rows: Iterable[RowFacts]) -> None:
        """Look all the places of some rows up at once."""
        wanted = {_words_of(facts) for facts in rows} - self._known.keys()
        self._locator.learn(address for _, address in wanted)
        self._known |= {words: self._spot(*words) for words in wanted}

    def of(self, facts: RowFacts) -> Spot:
        """Return the place of a row that was learnt."""
        return self._known[_words_of(facts)]

    def may_write(self, permission: str, spot: Spot) -> bool:
        """Tell whether the person may write there; what lies nowhere is the whole country's."""
        if permission not in self._allowed:
            self._allowed[permission] = self._provinces(permission)
        allowed = self._allowed[permission]
        return allowed is None or (spot.province is not None and spot.province.pk in allowed)

    def _provinces(self, permission: str) -> frozenset[int] | None:
        """Return where the person holds the permission, None for everywhere."""
        if self._by is None:
            return None
        scope = scope_of(self._by, self._on).holding(permission)
        return None if scope.is_country else scope.province_ids

    def _spot(self, named: str, address: str) -> Spot:
        if fold(named) in COUNTRY:
            return Spot(is_country=True)
        province, old, former = self._province(named)
        if named and province is None:
            return Spot(unknown=named)
        if province is None:
            province, old, former = self._province(address.rpartition(",")[2])
        is_assumed = province is None
        province = province or self._home
        trace = self._locator.trace(address, province=old or province)
        unit, named_unit = trace.today, trace.named
        return Spot(
            province=province,
            former=former,
            unit=unit if unit is not None and unit.parent == province else None,
            old_unit=named_unit if named_unit is not None and named_unit.valid.upper else old,
            is_assumed=is_assumed and province is not None,
        )

    def _province(self, name: str) -> tuple[AdminUnit | None, AdminUnit | None, AdminUnit | None]:
        """Return today's province, the former one if the name is of former times, its namesake then."""
        if not name:
            return None, None, None
        today, former = self._new.find(name), self._old.find(name)
        if today is not None or former is None:
            return today, None, former
        now = self._now.get(former.pk, [])
        return (now[0], former, former) if len(now) == 1 else (None, None, None)


def _words_of(facts: RowFacts) -> tuple[str, str]:
    return facts.text("province_new", "province"), facts.maker[1]
