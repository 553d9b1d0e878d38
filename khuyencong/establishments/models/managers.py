"""Who sees which rows of the register, and the order of a search."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.clock import today
from khuyencong.core.text import fold, search_terms, sort_key

VIEW = "establishments.view"


class RegisterQuerySet(models.QuerySet):
    """Rows of the register: scoped by place, searched without accents."""

    path_to_establishment = ""  # the lookup prefix of the establishment a row belongs to

    def visible_to(self, user: User, on: dt.date | None = None) -> Self:
        """Return the rows of the places `user` works for, or else of their own establishments."""
        scope = scope_of(user, on).holding(VIEW)
        if scope.is_country:
            return self
        if scope.province_ids or scope.commune_ids:
            communes = {f"{self.path_to_establishment}unit__in": scope.commune_ids}
            return self.filter(Q(province__in=scope.province_ids) | Q(**communes))
        own = f"{self.path_to_establishment}memberships"
        return self.filter(**{f"{own}__user": user.pk, f"{own}__valid__contains": on or today()})

    def search(self, text: str) -> Self:
        """Return the rows that hold every word of `text`, the nearest first.

        First those that hold the words in the very accents typed, then those whose name begins so,
        then the rest; each group in the order of the Vietnamese alphabet.
        """
        terms = search_terms(text)
        if not terms:
            return self
        found = self
        for term in terms:
            found = found.filter(search_folded__contains=f" {term}")
        nearness = Case(
            *_nearest_first(text), default=Value(2), output_field=models.SmallIntegerField()
        )
        return found.order_by(nearness, "sort_key", "pk")


class EstablishmentQuerySet(RegisterQuerySet):
    """Establishments."""


class ProductQuerySet(RegisterQuerySet):
    """Products; they are seen where their establishment is."""

    path_to_establishment = "establishment__"


class StandingSupportManager(models.Manager):
    """Support that was not taken back."""

    def get_queryset(self) -> models.QuerySet:
        """Return what stands."""
        return super().get_queryset().filter(withdrawn_at=None)


def _nearest_first(text: str) -> list[When]:
    ranks = [When(name_folded__startswith=fold(text), then=Value(1))]
    accented = [word for word in text.split() if fold(word) != word.lower()]
    if accented:
        exact = Q()
        for word in accented:
            exact &= Q(search_exact__contains=f" {sort_key(word)} ")
        ranks.insert(0, When(exact, then=Value(0)))
    return ranks
