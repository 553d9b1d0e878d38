"""Examines rows in sets: places, duplicates, matches; as many queries for one row as for thousands."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from khuyencong.accounts.models import Organisation, User
from khuyencong.core.text import fold
from khuyencong.establishments.models import Establishment
from khuyencong.importing.enums import Match
from khuyencong.importing.kinds import KINDS
from khuyencong.importing.rules.checks import CHECKS, Issue
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.rules.identity import reference_of
from khuyencong.importing.rules.names import legal_form
from khuyencong.importing.rules.twins import Likeness, compare
from khuyencong.importing.services.ground import Ground, Spot
from khuyencong.importing.services.namesakes import Namesakes
from khuyencong.importing.services.staged import DATA, Staged
from khuyencong.importing.services.takers import TAKERS, Known, Pair, Taker

LONGEST_KEY = 300
EVERYWHERE = 0  # the key of no province
RANK = {Match.SURE: 2, Match.PERHAPS: 1, Match.NEW: 0}


class ByName:
    """Records by name and province: thousands may be called the same, few of them in one place."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, int | None], list[Known]] = defaultdict(list)

    def add(self, known: Known) -> None:
        """Keep a record."""
        name, province = known.likeness.name, known.likeness.province
        for place in {province, EVERYWHERE}:
            self._known[name, place].append(known)

    def like(self, mine: Likeness) -> list[Known]:
        """Return those of the name that do not lie in another province."""
        if mine.province is None:
            return self._known.get((mine.name, EVERYWHERE), [])
        places = (mine.province, None)
        return [one for place in places for one in self._known.get((mine.name, place), ())]


class Book:
    """What is known while the rows of one import are examined."""

    def __init__(
        self,
        *,
        organisation: Organisation | None,
        answers: dict[str, str],
        by: User | None,
        on: dt.date,
    ) -> None:
        self._ground = Ground(organisation, by, on)
        self._namesakes = Namesakes()
        self._organisation, self._answers = organisation, answers
        wanted = [answer for answer in answers.values() if answer not in {"new", "text"}]
        self._chosen = {e.public_id: e for e in Establishment.objects.filter(public_id__in=wanted)}
        self._references: dict[str, dict[str, Any]] = {}
        self._seen: dict[str, ByName] = defaultdict(ByName)

    def examine(
        self, kind: str, rows: Sequence[Staged], context: dict[str, Any], sheet: str
    ) -> None:
        """Find places, matches and doubts of the rows and say where each stands."""
        for row in rows:
            row.mark()
        pairs = [(row, row.facts(context)) for row in rows if row.kind == DATA]
        for row, facts in pairs:
            row.findings, row.twin, row.maker = [], {}, {}
            for issue in CHECKS[kind](facts):
                row.add(issue)
        self._ground.learn(facts for _, facts in pairs)
        for row, facts in pairs:
            self._locate(kind, row, self._ground.of(facts))
        if taker := TAKERS.get(kind):
            inside = [pair for pair in pairs if not pair[0].place.get("outside")]
            self._name(taker, inside)
            self._match_makers(taker, inside)
            self._match_twins(taker, inside, sheet)
            for row, issue in taker.review(inside, self._organisation):
                row.add(issue)
        for row, _ in pairs:
            row.settle(is_kept=KINDS[kind].is_kept)

    def _locate(self, kind: str, row: Staged, spot: Spot) -> None:
        row.province_id = spot.province.pk if spot.province else None
        units = {"unit": spot.unit, "old_unit": spot.old_unit, "former": spot.former}
        row.place = {name: unit.pk for name, unit in units.items() if unit}
        if spot.is_assumed:
            row.place["assumed"] = True
        if spot.unknown:
            row.add(
                Issue(
                    "province",
                    "province",
                    f"Không có tỉnh, thành phố nào tên “{spot.unknown}”.",
                    "Sửa lại tên tỉnh rồi lưu; tên trước và sau sắp xếp năm 2025 đều được.",
                )
            )
        elif not self._ground.may_write(KINDS[kind].permission, spot):
            row.place["outside"] = True

    def _name(self, taker: Taker, pairs: Sequence[Pair]) -> None:
        for row, facts in pairs:
            row.name_key = fold(taker.name(facts))[:LONGEST_KEY]
            maker = fold(facts.maker[0])[:LONGEST_KEY] if taker.has_maker else ""
            row.maker_key = f"{row.province_id or ''}|{maker}" if maker else ""
        for row, facts in pairs:
            row.reference = reference_of(taker.kind, taker.identity(row, facts))

    def _match_makers(self, taker: Taker, pairs: Sequence[Pair]) -> None:
        named = [pair for pair in pairs if pair[0].maker_key]
        self._namesakes.learn({_name_and_province(row) for row, _ in named})
        for row, facts in named:
            row.maker = self._maker(row, facts)
            if taker.kind == "establishments":
                row.twin, row.maker = _as_twin(row.maker), {}

    def _maker(self, row: Staged, facts: RowFacts) -> dict[str, Any]:
        told = {"name": facts.maker[0]}
        answer = self._answers.get(row.maker_key, "")
        if answer in {"new", "text"}:
            return told | {"is": Match.NEW, "do": answer}
        if chosen := self._chosen.get(answer):
            return told | {"is": Match.SURE, "id": chosen.pk, "as": chosen.name}
        match, found = self._namesakes.find(*_name_and_province(row))
        if match == Match.SURE:
            return told | {"is": match, "id": found[0].pk, "as": found[0].name}
        options = [{"id": n.public_id, "name": n.name, "at": n.address} for n in found]
        is_firm = legal_form(facts.maker[0]) != "unknown" and row.province_id is not None
        return told | {"is": match, "options": options, "do": "new" if is_firm else "text"}

    def _match_twins(self, taker: Taker, pairs: Sequence[Pair], sheet: str) -> None:
        like = [(row, taker.likeness(row, facts)) for row, facts in pairs if row.name_key]
        by_reference, by_name, by_facts = _indexed(taker.known(like))
        for row, mine in like:
            double = by_reference.get(row.reference) or self._references.get(row.reference)
            alike = by_facts.get((mine.province, mine.hard, mine.soft), ())
            earlier = self._seen[taker.kind]
            others = [*by_name.like(mine), *alike, *earlier.like(mine)]
            row.twin = row.twin or double or _best(mine, others)
            here = Known(mine, f"dòng {row.number}, bảng {sheet}", "")
            earlier.add(here)
            self._references.setdefault(row.reference, _twin(Match.SURE, here))
            if row.choice == "take" and double:
                row.reference = reference_of(taker.kind, (row.reference, sheet), row.number)


def _indexed(
    known: Any,
) -> tuple[dict[str, dict[str, Any]], ByName, dict[Any, list[Known]]]:
    by_reference, by_name, by_facts = {}, ByName(), defaultdict(list)
    for one in known:
        if one.reference:
            by_reference[one.reference] = _twin(Match.SURE, one)
        by_name.add(one)
        by_facts[one.likeness.province, one.likeness.hard, one.likeness.soft].append(one)
    return by_reference, by_name, by_facts


def _best(mine: Likeness, others: Sequence[Known]) -> dict[str, Any]:
    found = [(compare(mine, other.likeness), other) for other in others]
    match, best = max(found, key=lambda pair: RANK[pair[0]], default=(Match.NEW, None))
    return _twin(match, best) if best is not None and match != Match.NEW else {}


def _twin(match: Match, known: Known) -> dict[str, Any]:
    return {"is": match.value, "label": known.label, "url": known.url}


def _as_twin(maker: dict[str, Any]) -> dict[str, Any]:
    """Return the match of a name as the match of the row itself, for lists of establishments."""
    if maker["is"] == Match.SURE:
        return {"is": Match.SURE.value, "label": maker["as"], "url": ""}
    if maker["is"] == Match.PERHAPS:
        names = " · ".join(option["name"] for option in maker["options"])
        return {"is": Match.PERHAPS.value, "label": names, "url": ""}
    return {}


def _name_and_province(row: Staged) -> tuple[str, int | None]:
    return row.maker_key.partition("|")[2], row.province_id
