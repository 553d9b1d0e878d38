"""Which establishments a name may mean: the same name, or one that is much like it."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from khuyencong.establishments.models import Establishment
from khuyencong.importing.enums import Match
from khuyencong.importing.rules.names import LIKE, core_words, likeness

COLUMNS = ("pk", "public_id", "name", "name_folded", "province_id", "address_text")
RARE = 60  # a word in more names than this tells nothing
NEAREST = 6
SHOWN = 4


@dataclass(frozen=True, slots=True)
class Namesake:
    """An establishment that a name may mean."""

    pk: int
    public_id: str
    name: str
    folded: str
    province_id: int | None
    address: str


class Namesakes:
    """The register as seen from names: exact ones by index, like ones by their rare words."""

    def __init__(self) -> None:
        self._exact: dict[tuple[str, int | None], list[Namesake]] = defaultdict(list)
        self._asked: set[str] = set()
        self._names: dict[int, list[tuple[int, str]]] = {}
        self._by_word: dict[int, dict[str, list[int]]] = {}
        self._by_pk: dict[int, Namesake] = {}

    def learn(self, wanted: Collection[tuple[str, int | None]]) -> None:
        """Fetch at once what the names in their provinces may mean."""
        new = {name for name, _ in wanted} - self._asked
        self._asked |= new
        for found in _fetch(name_folded__in=new):
            self._exact[found.folded, found.province_id].append(found)
        unknown = [(n, p) for n, p in wanted if p is not None and not self._exact.get((n, p))]
        self._learn_provinces({province for _, province in unknown} - self._names.keys())
        near = {pk for name, province in unknown for pk in self._near(name, province)}
        self._by_pk |= {n.pk: n for n in _fetch(pk__in=near - self._by_pk.keys())}

    def find(self, name: str, province: int | None) -> tuple[Match, list[Namesake]]:
        """Return how sure the match is, and with whom."""
        exact = self._exact.get((name, province), [])
        if len(exact) == 1:
            return Match.SURE, exact
        if exact:
            return Match.PERHAPS, exact[:SHOWN]
        near = [self._by_pk[pk] for pk in self._near(name, province)] if province else []
        return (Match.PERHAPS, near[:SHOWN]) if near else (Match.NEW, [])

    def _learn_provinces(self, provinces: Collection[int]) -> None:
        for province in provinces:
            self._names[province], self._by_word[province] = [], defaultdict(list)
        rows = Establishment.objects.filter(merged_into=None, province__in=provinces).order_by()
        fetched = rows.values_list("pk", "name_folded", "province_id") if provinces else []
        for pk, folded, province in fetched:
            at = len(self._names[province])
            self._names[province].append((pk, folded))
            for word in set(core_words(folded)):
                self._by_word[province][word].append(at)

    def _near(self, name: str, province: int) -> list[int]:
        """Return the keys of the nearest names that share a rare word and are like it."""
        core = core_words(name)
        places = self._by_word[province]
        shared = Counter(
            at
            for word in set(core)
            if len(places.get(word, ())) <= RARE
            for at in places.get(word, ())
        )
        scored = []
        for at, _ in shared.most_common(NEAREST):
            pk, other = self._names[province][at]
            score = likeness(" ".join(core), " ".join(core_words(other)))
            if score >= LIKE:
                scored.append((score, pk))
        return [pk for _, pk in sorted(scored, reverse=True)]


def _fetch(**wanted: object) -> list[Namesake]:
    if not next(iter(wanted.values())):
        return []
    rows = (
        Establishment.objects.filter(merged_into=None, **wanted)
        .order_by("pk")
        .values_list(*COLUMNS)
    )
    return [Namesake(*row) for row in rows]
