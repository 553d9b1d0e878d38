"""Keeps the search columns: name, trade, products and places, with and without accents."""

from collections.abc import Collection, Iterable

from khuyencong.core.search import COLUMNS, describe
from khuyencong.establishments.enums import Trade
from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.rules.names import read_name
from khuyencong.geography.models import AdminUnit


def places_of(unit_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return for each unit its names and those of the units it lies in."""
    units = AdminUnit.objects.filter(pk__in={pk for pk in unit_ids if pk}).select_related(
        "parent__parent"
    )
    return {unit.pk: " ".join(_lineage(unit)) for unit in units}


def describe_establishments(
    establishments: Collection[Establishment], other_names: dict[int, list[str]]
) -> None:
    """Fill the kept columns of establishments; `other_names` holds those it is found by, by id."""
    places = places_of(
        pk for e in establishments for pk in (e.unit_id, e.province_id, e.old_unit_id)
    )
    for e in establishments:
        located = (places.get(pk, "") for pk in (e.unit_id, e.province_id, e.old_unit_id))
        parts = [e.get_legal_form_display(), _trade(e), e.address_text, e.reference]
        parts += [e.tax_code, e.owner_name, *located, *other_names.get(e.pk, [])]
        describe(e, e.name, parts)
        e.name_core = " ".join(read_name(e.name, ())[0].core)


def other_names_of(ids: Collection[int]) -> dict[int, list[str]]:
    """Return the names of the products of establishments and of what was merged into them."""
    names: dict[int, list[str]] = {}
    products = Product.objects.filter(establishment__in=ids, merged_into=None)
    absorbed = Establishment.objects.filter(merged_into__in=ids)
    for pk, name in (
        *products.order_by("pk").values_list("establishment_id", "name"),
        *absorbed.order_by("pk").values_list("merged_into_id", "name"),
    ):
        names.setdefault(pk, []).append(name)
    return names


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
    describe_establishments(establishments, other_names_of(ids))
    Establishment.objects.bulk_update(establishments, [*COLUMNS, "name_core"], batch_size=1000)


def refresh_products(ids: Collection[int]) -> None:
    """Let products stand in the province of their maker and be found by its name."""
    products = list(Product.objects.filter(pk__in=ids).select_related("establishment__province"))
    for product in products:
        if product.establishment:
            product.province = product.establishment.province
    describe_products(products)
    Product.objects.bulk_update(products, ["province", *COLUMNS], batch_size=1000)


def _trade(e: Establishment) -> str:
    """Return the very trade; the broad name of the law only where nothing closer is known."""
    is_told = e.trade_text or e.trade in {Trade.OTHER, Trade.UNKNOWN}
    return e.trade_text if is_told else e.get_trade_display()


def _lineage(unit: AdminUnit) -> Iterable[str]:
    above: AdminUnit | None = unit
    while above is not None:
        yield from (str(above), *above.aliases)
        above = above.parent
