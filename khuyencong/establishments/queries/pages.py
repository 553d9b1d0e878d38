"""What the pages of one record show beside its own fields."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from khuyencong.accounts.models import User
from khuyencong.audit.models import Event
from khuyencong.audit.queries import Change, changes_of, history_of
from khuyencong.establishments.enums import AwardLevel
from khuyencong.establishments.models import (
    Award,
    CraftVillage,
    Establishment,
    EstablishmentPair,
    Product,
)
from khuyencong.geography.models import AdminUnit

RUNGS = (
    ("Cấp quốc gia", frozenset({AwardLevel.NATIONAL})),
    ("Cấp khu vực", frozenset({AwardLevel.REGION})),
    ("Cấp tỉnh", frozenset({AwardLevel.PROVINCE})),
    ("Cấp xã, huyện", frozenset({AwardLevel.COMMUNE, AwardLevel.DISTRICT})),
    ("Không rõ cấp", frozenset({AwardLevel.UNKNOWN})),
)


@dataclass(frozen=True)
class Rung:
    """What a product reached on one level."""

    label: str
    awards: list[Award]


@dataclass(frozen=True)
class Ladder:
    """A product with its rungs, highest first."""

    product: Product
    rungs: list[Rung]


@dataclass(frozen=True)
class Past:
    """An event and the fields it changed."""

    event: Event
    changes: list[Change]


def name_of(unit: AdminUnit | None) -> str:
    """Return the name of a unit of any time with those it lay in; "" where none is known."""
    names = []
    while unit is not None:
        names.append(str(unit))
        unit = unit.parent
    return ", ".join(names)


def with_places(establishments: QuerySet[Establishment]) -> QuerySet[Establishment]:
    """Fetch the places, old and of today, along with each row."""
    return establishments.select_related(
        "province", "unit__parent", "old_unit__parent__parent", "craft_village"
    )


def possible_duplicates(
    establishment: Establishment, user: User
) -> list[tuple[EstablishmentPair, Establishment]]:
    """Return the open pairs of an establishment, each with the other one, the likeliest first."""
    pairs = (
        EstablishmentPair.objects.visible_to(user)
        .open()
        .filter(Q(first=establishment) | Q(second=establishment))
        .select_related("first__province", "second__province")
    )
    return [(p, p.second if p.first_id == establishment.pk else p.first) for p in pairs]


def survivor_of(user: User, public_id: str) -> Establishment | None:
    """Return what a merged establishment became, None for one that stands."""
    merged = Establishment.objects.reachable_by(user).exclude(merged_into=None)
    gone = merged.select_related("merged_into").filter(public_id=public_id).first()
    return gone.merged_into if gone else None


def ladders_of(establishment: Establishment) -> list[Ladder]:
    """Return the products with what each reached on every level, in two queries."""
    products = list(establishment.products.filter(merged_into=None).prefetch_related("awards"))
    is_vague = any(a.level == AwardLevel.UNKNOWN for p in products for a in p.awards.all())
    levels = RUNGS if is_vague else RUNGS[:-1]
    return [Ladder(product, [_rung(product, *level) for level in levels]) for product in products]


def _rung(product: Product, label: str, levels: frozenset[str]) -> Rung:
    return Rung(label, [award for award in product.awards.all() if award.level in levels])


def history_with_changes(subject: Establishment | Product | CraftVillage) -> list[Past]:
    """Return what happened to a record and to what was merged into it, the changes in words."""
    events = history_of(subject)
    if not isinstance(subject, CraftVillage):
        for absorbed in subject.absorbed.all():
            events |= history_of(absorbed)
    return [Past(event, changes_of(event) if event.before else []) for event in events]
