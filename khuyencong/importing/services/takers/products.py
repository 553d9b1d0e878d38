"""Rows of a list of products become products with what they reached in a selection."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse

from khuyencong.accounts.models import User
from khuyencong.core.text import fold
from khuyencong.establishments.enums import AwardLevel, AwardStatus, Origin, ProductGroup
from khuyencong.establishments.models import Award, Product
from khuyencong.establishments.services import ProductRow, record_products
from khuyencong.importing.rules.facts import RowFacts
from khuyencong.importing.rules.twins import Likeness
from khuyencong.importing.rules.words import (
    LEVEL_MARKS,
    LEVELS,
    PRODUCT_GROUPS,
    PRODUCT_NAMES,
    meaning,
)
from khuyencong.importing.services.staged import Staged
from khuyencong.importing.services.takers.base import Arrival, Known, Made, Taker, joined

LEVEL_IN_TITLE = re.compile(r"\bcap (quoc gia|khu vuc|tinh|huyen|xa)\b")
PRIZE = re.compile(r"^giai\b")
LONGEST_PRIZE = 60


def name_of(facts: RowFacts) -> str:
    """Return what the product is called."""
    return facts.product


def level_of(facts: RowFacts) -> str:
    """Return the level of the selection: marks, then words, then the title of the table."""
    marked = [level for field, level in LEVEL_MARKS if facts.is_marked(field)]
    told = LEVEL_IN_TITLE.search(fold(facts.text("title")))
    return (
        next(iter(marked), "")
        or meaning(LEVELS, facts.text("level"))
        or (meaning(LEVELS, told[1]) if told else "")
        or AwardLevel.UNKNOWN.value
    )


def likeness_of(row: Staged, facts: RowFacts) -> Likeness:
    """Compare by name, province, maker, level and year."""
    level = level_of(facts)
    hard = (facts.count("year"), None if level == AwardLevel.UNKNOWN else level)
    return Likeness(row.name_key, row.province_id, row.maker_key.partition("|")[2], hard)


def identity_of(row: Staged, facts: RowFacts) -> tuple[object, ...]:
    """Return what makes it the same result in another workbook."""
    told = (facts.count("year"), level_of(facts), facts.decision[0])
    return (row.name_key, row.province_id, row.maker_key, *told)


def known(rows: Sequence[tuple[Staged, Likeness]]) -> Iterator[Known]:
    """Yield the results that the rows may mean."""
    same = Q(product__name_folded__in={one.name for _, one in rows})
    same |= Q(reference__in={row.reference for row, _ in rows})
    maker = Coalesce(NullIf(F("product__establishment__name"), Value("")), F("product__maker_text"))
    product = (
        "product__public_id",
        "product__name",
        "product__name_folded",
        "product__province_id",
    )
    found = Award.objects.filter(same).order_by()
    for public_id, name, folded, province, year, level, reference, told in found.values_list(
        *product, "year", "level", "reference", maker
    ):
        hard = (year, None if level == AwardLevel.UNKNOWN else level)
        url = reverse("establishments:product", args=[public_id])
        yield Known(Likeness(folded, province, fold(told), hard), name, url, reference)


def take(arrivals: Sequence[Arrival], by: User | None, on: dt.date) -> dict[int, Made]:
    """Record products and results; return what each row became, new products among it."""
    rows = [_row(arrival) for arrival in arrivals]
    names = {fold(row.name) for row in rows}
    there = set(Product.objects.filter(name_folded__in=names).values_list("pk", flat=True))
    awards = {award.reference: award for award in record_products(rows=rows, by=by, on=on)}
    made: dict[int, Made] = {}
    for arrival in arrivals:
        award = awards.get(arrival.row.reference)
        made[arrival.row.pk] = [("establishments.award", award.pk)] if award else []
        if award and award.product_id not in there:
            there.add(award.product_id)
            made[arrival.row.pk].append(("establishments.product", award.product_id))
    return made


def _row(arrival: Arrival) -> ProductRow:
    facts = arrival.facts
    number, decided_on = facts.decision
    maker, place = facts.maker
    group, is_inferred = _group(facts)
    told = facts.text("prize_or_note")
    prize = facts.text("prize") or (told if PRIZE.match(fold(told)) else "")
    return ProductRow(
        reference=arrival.row.reference,
        origin=Origin.RECORDED,
        name=facts.product,
        group=group,
        is_group_inferred=is_inferred,
        is_set=fold(facts.product).startswith("bo "),
        establishment=arrival.maker,
        maker_text="" if arrival.maker else maker,
        place_text=place,
        province=arrival.province,
        old_unit=arrival.old_unit,
        level=level_of(facts),
        status=AwardStatus.RECOGNISED,
        year=facts.count("year"),
        decision_no=number,
        decision_on=decided_on,
        prize=prize[:LONGEST_PRIZE],
        note=joined(told if told != prize else "", facts.text("note"), arrival.note),
        **arrival.source,
    )


def _group(facts: RowFacts) -> tuple[str, bool]:
    told = facts.text("group_name", "name")
    group = told if told in ProductGroup.values else meaning(PRODUCT_GROUPS, told)
    if group:
        return group, False
    return meaning(PRODUCT_NAMES, facts.product) or ProductGroup.OTHER.value, True


TAKER = Taker("products", name_of, likeness_of, identity_of, known, take)
