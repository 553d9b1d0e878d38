"""Which records may be one: candidates found by the database, and what the rule looks at."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, models
from django.db.models import Count, F, Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.core.money import format_vnd
from khuyencong.core.text import fold
from khuyencong.establishments.models import Establishment, Product
from khuyencong.establishments.models.pairs import Pair
from khuyencong.establishments.rules.duplicates import Known, Likeness, compare
from khuyencong.establishments.rules.names import read_name
from khuyencong.establishments.rules.products import KnownProduct, compare_products
from khuyencong.geography.enums import UnitLevel
from khuyencong.geography.models import AdminUnit

ALIKE = 0.5  # as much of a name must agree before the rule looks closer
MOST_HINTS = 5
DRAFTED = ("name", "legal_form", "trade", "tax_code", "province", "unit", "owner_name", "phone")
MOST_LOOKED_AT = 30
# OFFSET 0 keeps the look-ups apart: one by index for each record, whatever the statistics say.
ROUTES = """
SELECT a.id, b.id FROM establishments_establishment a CROSS JOIN LATERAL (
    SELECT id FROM establishments_establishment b
    WHERE b.province_id = a.province_id AND b.name_core %% a.name_core
        AND b.merged_into_id IS NULL OFFSET 0) b
WHERE a.id = ANY(%(ids)s) AND b.id <> a.id
UNION SELECT a.id, b.id FROM establishments_establishment a CROSS JOIN LATERAL (
    SELECT id FROM establishments_establishment b
    WHERE b.phone = a.phone AND b.phone <> '' AND b.merged_into_id IS NULL OFFSET 0) b
WHERE a.id = ANY(%(ids)s) AND b.id <> a.id
UNION SELECT a.id, b.id FROM establishments_establishment a CROSS JOIN LATERAL (
    SELECT id FROM establishments_establishment b
    WHERE b.owner_name = a.owner_name AND b.owner_name <> '' AND b.province_id = a.province_id
        AND b.merged_into_id IS NULL OFFSET 0) b
WHERE a.id = ANY(%(ids)s) AND b.id <> a.id
UNION SELECT a.id, a.possible_duplicate_of_id FROM establishments_establishment a
WHERE a.id = ANY(%(ids)s) AND a.possible_duplicate_of_id IS NOT NULL
"""
PRODUCT_ROUTES = """
SELECT a.id, b.id FROM establishments_product a CROSS JOIN LATERAL (
    SELECT id FROM establishments_product b
    WHERE b.establishment_id = a.establishment_id AND b.merged_into_id IS NULL OFFSET 0) b
WHERE a.id = ANY(%(ids)s) AND b.id <> a.id
UNION SELECT a.id, b.id FROM establishments_product a CROSS JOIN LATERAL (
    SELECT id FROM establishments_product b
    WHERE b.maker_text = a.maker_text AND b.maker_text <> '' AND b.establishment_id IS NULL
        AND b.merged_into_id IS NULL OFFSET 0) b
WHERE a.id = ANY(%(ids)s) AND b.id <> a.id AND a.establishment_id IS NULL
"""


def uncompared(model: type[Establishment] | type[Product]) -> QuerySet[Any]:
    """Return the standing records that were entered or changed since they were last compared."""
    return model.objects.filter(~Q(compared_version=F("version")), merged_into=None).order_by("pk")


def candidates_of(ids: Collection[int], routes: str = ROUTES) -> set[tuple[int, int]]:
    """Return the pairs of ids that are worth a closer look, the earlier record first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(routes, {"ids": list(ids)})
        return {(min(pair), max(pair)) for pair in cursor.fetchall()}


def known_of(establishments: Iterable[Establishment]) -> dict[int | None, Known]:
    """Return what the rule looks at, by id; the rows bring their places along."""
    provinces = AdminUnit.objects.filter(level=UnitLevel.PROVINCE)
    names = frozenset(provinces.values_list("name_folded", flat=True))
    return {e.pk: _known(e, names) for e in establishments}


def likely_of(ids: Collection[int]) -> dict[tuple[int, int], Likeness]:
    """Return the likely pairs among establishments of which one has an id of `ids`."""
    pairs = candidates_of(ids)
    rows = _with_grounds(Establishment.objects.filter(pk__in={pk for p in pairs for pk in p}))
    known = known_of(rows)
    judged = {(a, b): compare(known[a], known[b]) for a, b in pairs}
    return {pair: likeness for pair, likeness in judged.items() if likeness.is_likely}


def likely_products_of(ids: Collection[int]) -> dict[tuple[int, int], Likeness]:
    """Return the likely pairs among products of which one has an id of `ids`."""
    pairs = candidates_of(ids, PRODUCT_ROUTES)
    rows = Product.objects.filter(pk__in={pk for pair in pairs for pk in pair})
    known = {p.pk: KnownProduct(p.name, p.group) for p in rows}
    judged = {(a, b): compare_products(known[a], known[b]) for a, b in pairs}
    return {pair: likeness for pair, likeness in judged.items() if likeness.is_likely}


def similar_to(draft: Establishment, user: User) -> list[tuple[Establishment, Likeness]]:
    """Return what stands in the register and is much like what is being typed, most alike first."""
    visible = Establishment.objects.visible_to(user).exclude(pk=draft.pk)
    here = visible.filter(province=draft.province, name_core__trigram_similar=draft.name_core)
    alike = here.order_by(TrigramSimilarity("name_core", draft.name_core).desc(), "pk")
    rows = list(_with_grounds(alike)[:MOST_LOOKED_AT])
    if draft.tax_code:
        rows += list(_with_grounds(visible.filter(tax_code=draft.tax_code)))
    known = known_of([*rows, draft])
    judged = {row: compare(known[row.pk], known[draft.pk]) for row in rows}
    found = [(row, likeness) for row, likeness in judged.items() if likeness.is_likely]
    return sorted(found, key=lambda pair: -pair[1].score)[:MOST_HINTS]


def _with_grounds(establishments: QuerySet[Establishment]) -> QuerySet[Establishment]:
    return establishments.select_related("province", "unit", "old_unit__parent__parent")


def _known(e: Establishment, provinces: frozenset[str]) -> Known:
    district = _above(e.old_unit, UnitLevel.DISTRICT)
    commune = e.unit or _above(e.old_unit, UnitLevel.COMMUNE)
    near = (unit for unit in (e.province, district, commune) if unit is not None)
    return Known(
        name=e.name,
        legal_form=e.legal_form,
        trade=e.trade,
        tax_code=e.tax_code,
        province=e.province_id,
        district=district.code if district else "",
        commune=commune.code if commune else "",
        places=provinces | {unit.name_folded for unit in near},
        owner=fold(e.owner_name),
        phone=e.phone,
        source=e.source_url,
    )


def _above(unit: AdminUnit | None, level: str) -> AdminUnit | None:
    while unit is not None and unit.level != level:
        unit = unit.parent
    return unit


def links_to(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """Return every model with its field that points to records of `model`, pairs set aside."""
    return [
        (relation.related_model, relation.field.name)
        for relation in model._meta.related_objects
        if relation.related_model is not model and not issubclass(relation.related_model, Pair)
    ]


def hanging_on(pair: Pair) -> list[tuple[str, int, int]]:
    """Return what hangs on the two records of a pair: its name and how many on either side."""
    first, second = pair.records
    counted = []
    for related, field in links_to(type(first)):
        rows = related._meta.base_manager.filter(**{f"{field}__in": [first.pk, second.pk]})
        counts = dict(rows.order_by().values_list(field).annotate(n=Count("pk")))
        if counts:
            label = str(related._meta.verbose_name)
            counted.append((label, counts.get(first.pk, 0), counts.get(second.pk, 0)))
    return counted


def draft_like(typed: dict[str, Any]) -> Establishment | None:
    """Return an establishment of what was typed so far, None while it has no name."""
    known = {n: typed[n] for n in DRAFTED if typed.get(n)}
    draft = Establishment(**known)
    draft.name_core = " ".join(read_name(draft.name, ())[0].core)
    return draft if draft.name_core else None


def told(record: Any, name: str) -> str:
    """Return a value of a record as people read it."""
    field = record._meta.get_field(name.removesuffix("_id"))
    value = getattr(record, field.name)
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "có" if value else "không"
    if name.endswith("_vnd"):
        return f"{format_vnd(value)} đồng"
    return str(dict(field.flatchoices).get(value, value))
