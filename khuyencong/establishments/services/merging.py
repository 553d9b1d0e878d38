"""Two records become one and, if that was wrong, two again exactly as they were.

Nothing is deleted: the absorbed record stays with its history and points to the survivor. Every key
that pointed to it, also from packages that this one does not know, is found through Django's own
relations and pointed to the survivor; the merge notes which, so that it can be taken back.
"""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import IntegrityError, models, transaction

from khuyencong.core.findings import refuse
from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.queries.duplicates import links_to
from khuyencong.establishments.services.search import refresh_establishments, refresh_products

Undo = dict[str, Any]
FIELDS: dict[type[models.Model], tuple[str, ...]] = {
    Establishment: (
        *("name", "legal_form", "trade", "trade_text", "tax_code", "owner_name", "phone"),
        *("address_text", "province_id", "unit_id", "old_unit_id", "craft_village_id"),
        *("employees", "revenue_vnd", "capital_vnd", "is_woman_owned", "is_minority_owned", "note"),
    ),
    Product: ("name", "group", "is_group_inferred", "is_set", "note"),
}


def absorb(survivor: Any, absorbed: Any, taken: Collection[str]) -> Undo:
    """Let `survivor` take the values `taken` and every link of `absorbed`; return how to undo it."""
    before = {name: getattr(survivor, name) for name in taken}
    after = {name: getattr(absorbed, name) for name in taken}
    absorbed.merged_into = survivor
    absorbed.save(update_fields=["merged_into"])
    _write(survivor, after)
    undo: Undo = {
        "survivor": survivor.pk,
        "absorbed": absorbed.pk,
        "before": before,
        "after": after,
        "moved": [move for move in _moves(absorbed, survivor) if move[2]],
    }
    undo["twins"] = [absorb(*twins, ()) for twins in _twins(survivor, absorbed)]
    _refresh(survivor)
    return undo


def restore(undo: Undo, model: type[Any]) -> list[str]:
    """Take a merge back; return the fields that were changed since and therefore kept."""
    survivor, absorbed = locked(model, undo["survivor"], undo["absorbed"])
    if survivor.merged_into_id:
        raise refuse(
            "establishments.merged_on",
            f"“{survivor}” sau đó lại được gộp vào bản ghi khác. Hãy gỡ lần gộp sau trước.",
        )
    for twin in reversed(undo["twins"]):
        restore(twin, Product)
    kept = [name for name, value in undo["after"].items() if getattr(survivor, name) != value]
    _write(survivor, {n: value for n, value in undo["before"].items() if n not in kept})
    _refresh(survivor)  # its folded name must be free again before the other one takes it
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    for label, field, ids in reversed(undo["moved"]):
        rows = _related(model, label)._meta.base_manager.filter(pk__in=ids, **{field: survivor.pk})
        rows.update(**{field: absorbed.pk})
    _refresh(survivor)
    _refresh(absorbed)
    return kept


def locked(model: type[Any], *ids: int) -> list[Any]:
    """Return the records in the order asked, locked in the order of their ids."""
    rows = model.objects.select_for_update(of=("self",)).order_by("pk").in_bulk(ids)
    return [rows[pk] for pk in ids]


def _write(record: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save()


def _moves(absorbed: Any, survivor: Any) -> Iterator[list[Any]]:
    """Point what hangs on one record to the other; yield model, field and the ids that moved."""
    for related, field in links_to(type(absorbed)):
        rows = related._meta.base_manager.filter(**{field: absorbed.pk})
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        yield [related._meta.label, field, _repoint(related, field, ids, survivor.pk)]


def _repoint(related: type[models.Model], field: str, ids: list[int], target: int) -> list[int]:
    """Point rows elsewhere, together or else one by one; what the other already has stays behind."""
    if _try(related, field, ids, target):
        return ids
    return [pk for pk in ids if _try(related, field, [pk], target)]


def _try(related: type[models.Model], field: str, ids: list[int], target: int) -> bool:
    try:
        with transaction.atomic():
            related._meta.base_manager.filter(pk__in=ids).update(**{field: target})
    except IntegrityError:
        return False
    return True


def _twins(survivor: Any, absorbed: Any) -> list[tuple[Product, Product]]:
    """Return the products that stayed behind because the survivor has one of that name."""
    if not isinstance(absorbed, Establishment):
        return []
    own = {product.name_folded: product for product in survivor.products.filter(merged_into=None)}
    left = absorbed.products.filter(merged_into=None).order_by("pk")
    return [(own[product.name_folded], product) for product in left if product.name_folded in own]


def _refresh(record: Any) -> None:
    """Let the record and its products be found by the words that hold now."""
    if isinstance(record, Establishment):
        refresh_establishments([record.pk])
        refresh_products(list(record.products.values_list("pk", flat=True)))
    else:
        refresh_products([record.pk])


def _related(model: type[models.Model], label: str) -> type[models.Model]:
    return next(related for related, _ in links_to(model) if related._meta.label == label)
