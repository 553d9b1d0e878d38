"""Keeping the list of what may be entered twice: at every single entry, and by a job for whole lists."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, Q

from khuyencong.accounts.models import User
from khuyencong.core.service import service
from khuyencong.establishments.enums import Verdict
from khuyencong.establishments.models import (
    Establishment,
    EstablishmentPair,
    Product,
    ProductPair,
)
from khuyencong.establishments.queries.duplicates import likely_of, likely_products_of
from khuyencong.establishments.rules.duplicates import Likeness
from khuyencong.establishments.services.search import refresh_establishments


@service("establishments.compare")
def compare_establishments(*, ids: Collection[int], by: User | None) -> int:
    """Compare establishments with the whole register; return how many may be entered twice."""
    unread = Establishment.objects.filter(pk__in=ids, name_core="")
    refresh_establishments(list(unread.values_list("pk", flat=True)))
    found = likely_of(ids)
    _keep(EstablishmentPair, ids, found)
    _mark(Establishment, ids)
    return len(found)


@service("establishments.compare_products")
def compare_products(*, ids: Collection[int], by: User | None) -> int:
    """Compare products with the others of their makers; return how many may be entered twice."""
    found = likely_products_of(ids)
    _keep(ProductPair, ids, found)
    _mark(Product, ids)
    return len(found)


def drop_guesses(model: type[Any], ids: Collection[int]) -> None:
    """Let go the open pairs of records that are taken back; a decision of people holds them."""
    model.objects.filter(Q(first__in=ids) | Q(second__in=ids), verdict=Verdict.OPEN).delete()


def _keep(
    model: type[Any], ids: Collection[int], found: Mapping[tuple[int, int], Likeness]
) -> None:
    """Write the pairs found; a decision of people stays, an open pair that no longer holds goes."""
    open_pairs = model.objects.filter(Q(first__in=ids) | Q(second__in=ids), verdict=Verdict.OPEN)
    gone = [p.pk for p in open_pairs if (p.first_id, p.second_id) not in found]
    model.objects.filter(pk__in=gone).delete()
    pairs = [
        model(first_id=first, second_id=second, score=like.score, reasons=like.reasons)
        for (first, second), like in sorted(found.items())
    ]
    model.objects.bulk_create(
        pairs,
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score", "reasons"],
    )


def _mark(model: type[Any], ids: Collection[int]) -> None:
    model.objects.filter(pk__in=ids).update(compared_version=F("version"))
