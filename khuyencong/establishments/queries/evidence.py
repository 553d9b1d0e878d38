"""Reading the locker: what is there, what ends soon, how often each paper was used."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, ManyToOneRel

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.dates import format_date
from khuyencong.core.fields import contains_day
from khuyencong.establishments.models import Establishment, Evidence, Membership
from khuyencong.establishments.rules.evidence import days_to_remind, standing


def locker_of(establishment: Establishment, on: dt.date) -> list[Evidence]:
    """Return the papers with `standing_on_day` and `use_count`."""
    papers = list(establishment.evidence.standing().select_related("file", "product"))
    counted = uses_of(papers)
    for paper in papers:
        paper.standing_on_day = standing(paper.expires_on, on)
        paper.use_count = counted[paper.pk]
    return papers


def to_remind(on: dt.date) -> list[tuple[User, Evidence, str]]:
    """Return whom of its establishment a paper's end is told on a day, with its last day in words."""
    ends = Evidence.objects.standing().filter(expires_on__in=days_to_remind(on))
    papers = ends.select_related("establishment").order_by("pk")
    members = Membership.objects.filter(
        contains_day("valid", on), establishment__in=papers.values("establishment")
    ).select_related("user")
    people: dict[int, list[User]] = {}
    for member in members.order_by("pk"):
        people.setdefault(member.establishment_id, []).append(member.user)
    return [
        (user, paper, format_date(paper.expires_on))
        for paper in papers
        if paper.expires_on
        for user in people.get(paper.establishment_id, [])
    ]


def uses_of(papers: Iterable[Evidence]) -> Counter[int]:
    """Return how often each paper was used, by key: in every table that keeps a key to it."""
    keys = [paper.pk for paper in papers]
    found: Counter[int] = Counter()
    if not keys:
        return found
    for relation in Evidence._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ManyToOneRel):
            continue
        uses = relation.related_model._default_manager.filter(
            **{f"{relation.field.name}__in": keys}
        )
        counted = uses.order_by().values_list(relation.field.attname).annotate(Count("pk"))
        found.update(dict(counted))
    return found


def ending_for(user: User, on: dt.date) -> tuple[int, dt.date | None]:
    """Return how many papers end within 60 days where the person works, and the first such day."""
    scope = scope_of(user).holding("establishments.edit")
    own = Evidence.objects.standing().filter(establishment__province__in=scope.province_ids)
    days = list(own.ending(on).order_by("expires_on").values_list("expires_on", flat=True))
    return len(days), days[0] if days else None
