"""Products and what they reached in the selections."""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.audit.events import EventKind
from khuyencong.audit.services import record
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.core.text import fold
from khuyencong.establishments import events
from khuyencong.establishments.models import Award, Establishment, Product
from khuyencong.establishments.services.guards import require_edit, require_fresh
from khuyencong.establishments.services.rows import ProductRow, Source, values
from khuyencong.establishments.services.search import describe_products, refresh_establishments

BATCH = 1000
EDITABLE = ("name", "group", "is_set", "note")
AWARD = frozenset(
    {"reference", "level", "status", "year", "decision_no", "decision_on", "region", "prize"}
)
SOURCE = frozenset(Source.__dataclass_fields__)
PRODUCT = frozenset(ProductRow.__dataclass_fields__) - AWARD
Key = tuple[int | None, int | None, str, str]


@service("establishments.add_product")
def add_product(
    *,
    establishment: Establishment,
    name: str,
    group: str,
    is_set: bool = False,
    note: str = "",
    by: User | None,
    on: dt.date,
) -> Product:
    """Enter a product of an establishment."""
    require_edit(by, establishment.province)
    product = Product(
        establishment=establishment,
        province=establishment.province,
        name=name,
        group=group,
        is_set=is_set,
        note=note,
    )
    describe_products([product])
    product.save()
    refresh_establishments([establishment.pk])
    _record(events.PRODUCT_ADDED, product, by=by, on=on, after=_snapshot(product, EDITABLE))
    return product


@service("establishments.edit_product")
def edit_product(
    *, product: Product, version: int, changes: Mapping[str, Any], by: User | None, on: dt.date
) -> Product:
    """Change a product; refuses when somebody else changed it meanwhile."""
    locked = (
        Product.objects.select_for_update(of=("self",))
        .select_related("establishment")
        .get(pk=product.pk)
    )
    require_edit(by, locked.province)
    require_fresh(locked, version)
    before = _snapshot(locked, EDITABLE)
    for name in EDITABLE:
        if name in changes:
            setattr(locked, name, changes[name])
    locked.version += 1
    describe_products([locked])
    locked.save()
    if locked.establishment_id:
        refresh_establishments([locked.establishment_id])
    after = _snapshot(locked, EDITABLE)
    changed = [label for label in after if before[label] != after[label]]
    _record(
        events.PRODUCT_EDITED,
        locked,
        by=by,
        on=on,
        before={label: before[label] for label in changed},
        after={label: after[label] for label in changed},
    )
    return locked


@service("establishments.record_award")
def record_award(
    *,
    product: Product,
    level: str,
    status: str,
    year: int,
    decision_no: str = "",
    decision_on: dt.date | None = None,
    region: str = "",
    prize: str = "",
    by: User | None,
    on: dt.date,
) -> Award:
    """Enter what a product reached in one selection."""
    require_edit(by, product.province)
    if decision_on and decision_on > on:
        raise refuse(
            "establishments.award_in_future",
            "Ngày quyết định không thể sau ngày ghi.",
            field="decision_on",
        )
    award = Award.objects.create(
        product=product,
        level=level,
        status=status,
        year=year,
        decision_no=decision_no,
        decision_on=decision_on,
        region=region,
        prize=prize,
    )
    after = _snapshot(award, ("level", "status", "year", "decision_no"))
    _record(events.AWARD_RECORDED, product, by=by, on=on, after=after, award=str(award))
    return award


@service("establishments.record_products")
def record_products(*, rows: Sequence[ProductRow], by: User | None, on: dt.date) -> list[Award]:
    """Enter a list of products with their results; known references are left as they are.

    Rows that name the same product of the same maker become one product with several results.
    """
    references = [row.reference for row in rows if row.reference]
    known = set(Award.objects.filter(reference__in=references).values_list("reference", flat=True))
    new = [row for row in rows if not row.reference or row.reference not in known]
    if not new:
        return []
    for province in {_province_of(row) for row in new}:
        require_edit(by, province)
    products = _products_of(new)
    awards = Award.objects.bulk_create(
        [Award(product=products[_key(row)], **values(row, but=PRODUCT - SOURCE)) for row in new],
        batch_size=BATCH,
    )
    refresh_establishments({p.establishment_id for p in products.values() if p.establishment_id})
    text = "\n".join(f"{a.reference}\t{a.product}\t{a}" for a in awards)
    record(
        events.PRODUCTS_IMPORTED,
        by=by,
        on=on,
        count=len(awards),
        after={"count": len(awards), "sha256": hashlib.sha256(text.encode()).hexdigest()},
    )
    return awards


def _products_of(rows: Sequence[ProductRow]) -> dict[Key, Product]:
    """Return the product of each row, those that were missing made."""
    wanted = {_key(row): row for row in reversed(rows)}
    stored = Product.objects.filter(name_folded__in={key[3] for key in wanted})
    found = {
        (p.establishment_id, p.province_id, fold(p.maker_text), p.name_folded): p.merged_into or p
        for p in stored.select_related("merged_into").order_by("pk")
    }
    missing = [_product(row) for key, row in wanted.items() if key not in found]
    describe_products(missing)
    Product.objects.bulk_create(missing, batch_size=BATCH)
    found |= {
        (p.establishment_id, p.province_id, fold(p.maker_text), p.name_folded): p for p in missing
    }
    return found


def _product(row: ProductRow) -> Product:
    return Product(**values(row, but=AWARD) | {"province": _province_of(row)})


def _province_of(row: ProductRow) -> Any:
    return row.establishment.province if row.establishment else row.province


def _key(row: ProductRow) -> Key:
    province = _province_of(row)
    return (
        row.establishment.pk if row.establishment else None,
        province.pk if province else None,
        fold(row.maker_text),
        fold(row.name),
    )


def _snapshot(record: Product | Award, names: Sequence[str]) -> dict[str, Any]:
    """Return fields by their label: these events stand at the establishment, a different model."""
    fields = [field for field in record._meta.fields if field.name in names]
    return {str(f.verbose_name): _told(record, f.name) for f in fields}


def _told(record: Product | Award, name: str) -> Any:
    display = getattr(record, f"get_{name}_display", None)
    return display() if display else getattr(record, name)


def _record(kind: EventKind, product: Product, **words: Any) -> None:
    """Write the event at the establishment, where people look for it, else at the product."""
    record(
        kind,
        subject=product.establishment or product,
        area=product.province,
        product=str(product),
        **words,
    )
