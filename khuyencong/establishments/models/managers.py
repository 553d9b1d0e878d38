"""Who sees which rows of the register."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.clock import today
from khuyencong.core.search import SearchQuerySet

VIEW = "establishments.view"


class RegisterQuerySet(SearchQuerySet):
    """Rows of the register: scoped by place, searched without accents."""

    path_to_establishment = ""  # the lookup prefix of the establishment a row belongs to

    def visible_to(self, user: User, on: dt.date | None = None) -> Self:
        """Return the standing rows of the places `user` works for, or else of their own."""
        return self.reachable_by(user, on).filter(merged_into=None)

    def reachable_by(self, user: User, on: dt.date | None = None) -> Self:
        """Return the rows that `visible_to` returns and those that were merged into others."""
        scope = scope_of(user, on).holding(VIEW)
        if scope.is_country:
            return self
        if scope.province_ids or scope.commune_ids:
            communes = {f"{self.path_to_establishment}unit__in": scope.commune_ids}
            return self.filter(Q(province__in=scope.province_ids) | Q(**communes))
        own = f"{self.path_to_establishment}memberships"
        return self.filter(**{f"{own}__user": user.pk, f"{own}__valid__contains": on or today()})


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
