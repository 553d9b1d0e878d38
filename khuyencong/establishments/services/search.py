"""Keeps the search columns: name, trade, products and places, with and without accents."""

import functools
from collections.abc import Collection, Iterable

from khuyencong.core.text import WORD, fold, sort_key
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
    ("SX", "sản xuất"),
    ("TM", "thương mại"),
    ("DV", "dịch vụ"),
    ("XNK", "xuất nhập khẩu"),
)
COLUMNS = ("name_folded", "sort_key", "search_folded", "search_exact")


@functools.lru_cache(maxsize=50_000)
def _spellings(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return a word without and with its accents; syllables repeat, a list of thousands is quick."""
    return tuple(WORD.findall(fold(word))), tuple(sort_key(word).split())


PAIRS = tuple(
    (f" {fold(short)} ", f" {fold(long)} ", short.split(), long.split())
    for short, long in ABBREVIATIONS
)


def describe(record: Searchable, name: str, parts: Iterable[str]) -> None:
    """Fill the search columns of a record from its name and everything else it is found by."""
    words = " ".join([name, *parts]).split()
    folded, exact = _words(words)
    also_folded, also_exact = _words(_abbreviations(f" {' '.join(folded)} "))
    record.name_folded = fold(name)
    record.sort_key = sort_key(name)
    record.search_folded = _distinct([*folded, *also_folded])
    record.search_exact = _distinct([*exact, *also_exact])


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


def _words(words: Iterable[str]) -> tuple[list[str], list[str]]:
    folded: list[str] = []
    exact: list[str] = []
    for word in words:
        plain, accented = _spellings(word)
        folded += plain
        exact += accented
    return folded, exact


def _abbreviations(folded: str) -> list[str]:
    """Return the long form of each abbreviation in a text, and the other way round."""
    found: list[str] = []
    for short, long, short_words, long_words in PAIRS:
        if short in folded:
            found += long_words
        elif long in folded:
            found += short_words
    return found


def _distinct(words: Iterable[str]) -> str:
    return f" {' '.join(dict.fromkeys(words))} "
