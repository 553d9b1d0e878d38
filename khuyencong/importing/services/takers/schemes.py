"""Rows of a list of schemes become recorded schemes."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core.text import fold
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.rules.twins import Likeness
from khuyencong.importing.rules.words import FUNDS, SCHEME_KINDS, SCHEME_STATES, meaning
from khuyencong.importing.services.staged import Staged
from khuyencong.importing.services.takers.base import Arrival, Known, Made, Taker, amounts, joined
from khuyencong.schemes.enums import Origin, State
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.services import RecordedScheme, record_schemes

MONEY = ("support_million", "counterpart_million", "total_million")
LONGEST_KIND = 200
UNKNOWN_KIND = "chưa rõ nội dung"


def name_of(facts: RowFacts) -> str:
    """Return what the scheme is called."""
    return facts.text("scheme_name")


def likeness_of(row: Staged, facts: RowFacts) -> Likeness:
    """Compare by name, province, beneficiary and year; the amount may be typed otherwise."""
    maker = row.maker_key.partition("|")[2]
    hard, soft = (facts.count("year"),), (facts.vnd("support_million"),)
    return Likeness(row.name_key, row.province_id, maker, hard, soft)


def identity_of(row: Staged, facts: RowFacts) -> tuple[object, ...]:
    """Return what makes it the same scheme in another workbook."""
    told = (facts.count("year"), *amounts(facts, *MONEY), facts.decision[0])
    return (row.name_key, row.province_id, row.maker_key, *told)


def known(rows: Sequence[tuple[Staged, Likeness]]) -> Iterator[Known]:
    """Yield the schemes that the rows may mean: by reference, by name, by year and amount."""
    like = [one for _, one in rows]
    same = Q(name_folded__in={one.name for one in like})
    same |= Q(reference__in={row.reference for row, _ in rows})
    told = [one for one in like if one.soft[0] is not None and one.hard[0] is not None]
    alike = Q(
        province__in={one.province for one in told},
        year__in={one.hard[0] for one in told},
        support_vnd__in={one.soft[0] for one in told},
    )
    names = Coalesce(NullIf(F("establishment__name"), Value("")), F("establishment_text"))
    columns = ("public_id", "name", "name_folded", "province_id", "year", "support_vnd")
    found = Scheme.objects.submitted().filter(same | alike if told else same).order_by()
    found = found.exclude(origin=Origin.TAKEN_OVER, state=State.WITHDRAWN)  # as if never come
    for public_id, name, folded, province, year, support, reference, maker in found.values_list(
        *columns, "reference", names
    ):
        likeness = Likeness(folded, province, fold(maker), (year,), (support,))
        yield Known(likeness, name, reverse("schemes:detail", args=[public_id]), reference)


def take(arrivals: Sequence[Arrival], by: User | None, on: dt.date) -> dict[int, Made]:
    """Record the schemes; return what each row became."""
    schemes = record_schemes(rows=[_row(arrival) for arrival in arrivals], by=by, on=on)
    keys = {scheme.reference: scheme.pk for scheme in schemes}
    made = {a.row.pk: keys.get(a.row.reference) for a in arrivals}
    return {pk: [("schemes.scheme", key)] if key else [] for pk, key in made.items()}


def _row(arrival: Arrival) -> RecordedScheme:
    facts, row = arrival.facts, arrival.row
    number, decided_on = facts.decision
    content = facts.text("content_type", "content")
    kind = kind_of(facts)
    status = facts.text("status")
    maker, place = facts.maker
    return RecordedScheme(
        reference=row.reference,
        name=name_of(facts),
        kind=kind,
        kind_text="" if kind else (content or UNKNOWN_KIND)[:LONGEST_KIND],
        fund=fund_of(facts),
        state=meaning(SCHEME_STATES, status) or "approved",
        year=facts.count("year"),
        batch_text=facts.text("batch")[:40],
        establishment=arrival.maker,
        establishment_text="" if arrival.maker else maker,
        province=arrival.province,
        unit=arrival.unit,
        place_text=place,
        support_vnd=facts.vnd("support_million"),
        counterpart_vnd=facts.vnd("counterpart_million"),
        other_vnd=facts.vnd("other_million"),
        total_vnd=facts.vnd("total_million"),
        approved_on=decided_on,
        decision_no=number,
        doubt="; ".join(problem["says"] for problem in row.problems())[:300],
        note=joined(
            f"nguồn ghi trạng thái: {status}" if status else "", facts.text("note"), arrival.note
        ),
        **arrival.source,
    )


def kind_of(facts: RowFacts) -> str:
    """Return the kind that the row's content, or else its name, tells."""
    told = (facts.text("content_type", "content"), facts.text("scheme_name"))
    return next((kind for text in told if (kind := meaning(SCHEME_KINDS, text))), "")


def fund_of(facts: RowFacts) -> str:
    """Return the fund that marks or words tell."""
    marks = (("programme_KCQG", "national"), ("programme_KCĐP", "local"))
    marked = [fund for field, fund in marks if facts.is_marked(field)]
    return marked[0] if len(marked) == 1 else meaning(FUNDS, facts.text("programme"))


TAKER = Taker("schemes", name_of, likeness_of, identity_of, known, take)
