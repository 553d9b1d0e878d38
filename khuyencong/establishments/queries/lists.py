"""What a list shows of each row, asked of the database in one query."""

from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Count,
    Max,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from khuyencong.establishments.enums import LADDER, AwardStatus
from khuyencong.establishments.models import Award, Establishment, Product, SupportReceived


def with_list_facts(establishments: QuerySet[Establishment]) -> QuerySet[Establishment]:
    """Add to each row what a list shows: products, highest recognition, support received."""
    own = Award.objects.filter(product__establishment=OuterRef("pk"))
    products = Product.objects.filter(establishment=OuterRef("pk"), merged_into=None).order_by()
    return establishments.select_related("province", "unit").annotate(
        product_count=_aggregate(products, Count("pk")),
        top_level=_highest(own.filter(status=AwardStatus.RECOGNISED)),
        support_vnd=_supported_vnd(),
    )


def _supported_vnd() -> Subquery:
    """Return the support an establishment received, as one value of its row."""
    supports = SupportReceived.objects.filter(establishment=OuterRef("pk")).order_by()
    return _aggregate(supports, Sum("amount_vnd"))


def with_awards(products: QuerySet[Product]) -> QuerySet[Product]:
    """Add to each product its maker, its highest level and the year it was last in a selection."""
    own = Award.objects.filter(product=OuterRef("pk")).order_by()
    return products.select_related("province", "establishment").annotate(
        maker=Coalesce("establishment__name", "maker_text"),
        top_level=_highest(own),
        last_year=_aggregate(own, Max("year")),
    )


def _aggregate(rows: QuerySet[Any], expression: Aggregate) -> Subquery:
    """Return an aggregate over `rows` as one value."""
    whole = rows.annotate(whole=Value(1)).values("whole")
    return Subquery(whole.annotate(result=expression).values("result"))


def _highest(awards: QuerySet[Award]) -> Subquery:
    ranks = [When(level=level, then=Value(rank)) for rank, level in enumerate(LADDER)]
    return Subquery(awards.order_by(Case(*ranks, default=Value(-1)).desc()).values("level")[:1])
