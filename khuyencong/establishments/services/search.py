"""Keeps the search columns: name, trade, products and places, with and without accents."""

from collections.abc import Collection, Iterable

from khuyencong.core.search import COLUMNS, describe
from khuyencong.establishments.enums import Trade
from khuyencong.establishments.models import Establishment, Product
from khuyencong.geography.models import AdminUnit


def places_of(unit_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return for each unit its names and those of the units it lies in."""
    units = AdminUnit.objects.filter(pk__in={pk for pk in unit_ids if pk}).select_related(
        "parent__parent"
    )
    return {unit.pk: " ".join(_lineage(unit)) for unit in units}


def describe_establishments(
    establishments: Collection[Establishment], products: dict[int, list[str]]
) -> None:
    """Fill the search columns of establishments; `products` holds names by establishment."""
    places = places_of(
        pk for e in establishments for pk in (e.unit_id, e.province_id, e.old_unit_id)
    )
    for e in establishments:
        located = (places.get(pk, "") for pk in (e.unit_id, e.province_id, e.old_unit_id))
        parts = [e.get_legal_form_display(), _trade(e), e.address_text, e.reference]
        parts += [e.tax_code, e.owner_name, *located, *products.get(e.pk, [])]
        describe(e, e.name, parts)


def describe_products(products: Collection[Product]) -> None:
    """Fill the search columns of products."""
    places = places_of(pk for p in products for pk in (p.province_id, p.old_unit_id))
    for p in products:
        maker = p.establishment.name if p.establishment else p.maker_text
        located = (places.get(pk, "") for pk in (p.province_id, p.old_unit_id))
        describe(p, p.name, [maker, p.get_group_display(), p.place_text, *located])


def refresh_establishments(ids: Collection[int]) -> None:
    """Write the search columns of stored establishments anew, in sets."""
    establishments = list(Establishment.objects.filter(pk__in=ids))
    names: dict[int, list[str]] = {}
    for pk, name in Product.objects.filter(establishment__in=ids).values_list(
        "establishment_id", "name"
    ):
        names.setdefault(pk, []).append(name)
    describe_establishments(establishments, names)
    Establishment.objects.bulk_update(establishments, COLUMNS, batch_size=1000)


def _trade(e: Establishment) -> str:
    """Return the very trade; the broad name of the law only where nothing closer is known."""
    is_told = e.trade_text or e.trade in {Trade.OTHER, Trade.UNKNOWN}
    return e.trade_text if is_told else e.get_trade_display()


def _lineage(unit: AdminUnit) -> Iterable[str]:
    above: AdminUnit | None = unit
    while above is not None:
        yield from (str(above), *above.aliases)
        above = above.parent
