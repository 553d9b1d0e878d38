"""Taking back what a list brought in by mistake, as long as nothing leans on it."""

import datetime as dt
from collections.abc import Collection

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core.service import service
from khuyencong.desk.services import forget
from khuyencong.establishments import events
from khuyencong.establishments.enums import Origin
from khuyencong.establishments.models import (
    Award,
    Establishment,
    EstablishmentPair,
    Product,
    ProductPair,
)
from khuyencong.establishments.services.comparing import drop_guesses
from khuyencong.establishments.services.guards import require_edit
from khuyencong.establishments.services.search import refresh_establishments


@service("establishments.forget_awards")
def forget_awards(*, keys: Collection[int], by: User | None, on: dt.date) -> int:
    """Take results of selections back; return how many."""
    rows = Award.objects.filter(pk__in=keys).exclude(reference="")
    locked = list(rows.select_for_update(of=("self",)).select_related("product__province"))
    for province in {award.product.province for award in locked}:
        require_edit(by, province)
    forget(rows)
    if locked:
        record(events.AWARDS_FORGOTTEN, by=by, on=on, count=len(locked))
    return len(locked)


@service("establishments.forget_products")
def forget_products(*, keys: Collection[int], by: User | None, on: dt.date) -> int:
    """Take recorded products back; return how many."""
    rows = Product.objects.filter(pk__in=keys, origin=Origin.RECORDED)
    locked = list(rows.select_for_update(of=("self",)).select_related("province"))
    for province in {product.province for product in locked}:
        require_edit(by, province)
    drop_guesses(ProductPair, [product.pk for product in locked])
    forget(rows)
    refresh_establishments({p.establishment_id for p in locked if p.establishment_id})
    if locked:
        record(events.PRODUCTS_FORGOTTEN, by=by, on=on, count=len(locked))
    return len(locked)


@service("establishments.forget")
def forget_establishments(*, keys: Collection[int], by: User | None, on: dt.date) -> int:
    """Take recorded establishments back; return how many."""
    rows = Establishment.objects.filter(pk__in=keys, origin=Origin.RECORDED)
    locked = list(rows.select_for_update(of=("self",)).select_related("province"))
    for province in {establishment.province for establishment in locked}:
        require_edit(by, province)
    drop_guesses(EstablishmentPair, [establishment.pk for establishment in locked])
    forget(rows)
    if locked:
        record(events.FORGOTTEN, by=by, on=on, count=len(locked))
    return len(locked)
