"""Keeps the search columns: name, trade, products and places, with and without accents."""

from collections.abc import Collection, Iterable

from khuyencong.core.text import WORD, clean, fold, sort_key
from khuyencong.establishments.enums import Trade
from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.models.base import Searchable
from khuyencong.geography.models import AdminUnit

ABBREVIATIONS = (
    ("HTX", "hợp tác xã"),
    ("THT", "tổ hợp tác"),
    ("HKD", "hộ kinh doanh"),
    ("TNHH", "trách nhiệm hữu hạn"),
    ("MTV", "một thành viên"),
    ("CP", "cổ phần"),
    ("DNTN", "doanh nghiệp tư nhân"),
    ("CNNT", "công nghiệp nông thôn"),
    ("CNNTTB", "công nghiệp nông thôn tiêu biểu"),
    ("KCN", "khu công nghiệp"),
    ("CCN", "cụm công nghiệp"),
    ("TP", "thành phố"),
    ("TX", "thị xã"),
    ("TT", "thị trấn"),
    ("SX", "sản xuất"),
    ("TM", "thương mại"),
    ("DV", "dịch vụ"),
    ("XNK", "xuất nhập khẩu"),
)
COLUMNS = ("name_folded", "sort_key", "search_folded", "search_exact")


def describe(record: Searchable, name: str, parts: Iterable[str]) -> None:
    """Fill the search columns of a record from its name and everything else it is found by."""
    text = _with_abbreviations(clean(" ".join([name, *parts])))
    record.name_folded = fold(name)
    record.sort_key = sort_key(name)
    record.search_folded = _distinct(WORD.findall(fold(text)))
    record.search_exact = _distinct(sort_key(text).split())


def places_of(unit_ids: Iterable[int | None]) -> dict[int | None, str]:
    """Return for each unit its name with kind and those of the units it lies in."""
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
        yield str(above)
        above = above.parent


def _with_abbreviations(text: str) -> str:
    """Return `text` with the long form of each abbreviation in it and the other way round."""
    folded = f" {' '.join(WORD.findall(fold(text)))} "
    also = [
        long if f" {fold(short)} " in folded else short
        for short, long in ABBREVIATIONS
        if f" {fold(short)} " in folded or f" {fold(long)} " in folded
    ]
    return " ".join([text, *also])


def _distinct(words: Iterable[str]) -> str:
    return f" {' '.join(dict.fromkeys(words))} "
