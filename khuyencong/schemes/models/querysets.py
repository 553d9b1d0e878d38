"""Who sees which schemes and batches."""

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Count, Prefetch, Q, Sum

from khuyencong.accounts.models import User
from khuyencong.accounts.queries import scope_of
from khuyencong.core.search import SearchQuerySet
from khuyencong.establishments.models.managers import RegisterQuerySet
from khuyencong.schemes.enums import LIVING, OPEN, Origin

VIEW = "schemes.view"
SUMS = ("support_vnd", "counterpart_vnd", "other_vnd", "total_vnd")


class SchemeQuerySet(RegisterQuerySet):
    """Schemes: scoped by place once submitted, by organisation before."""

    def visible_to(self, user: User, on: dt.date | None = None) -> Self:
        """Return submitted and recorded schemes of the person's places, and their own drafts.

        Before submission a scheme is known to the people of its centre and of the department
        it goes to, whatever else their reach; never to other provinces or the country's roles.
        """
        scope = scope_of(user, on).holding(VIEW)
        if not scope.grants:
            return self.none()
        own = Q(organisation__in=scope.organisation_ids) | Q(department__in=scope.organisation_ids)
        if scope.is_country:
            return self.filter(SUBMITTED | own)
        places = Q(province__in=scope.province_ids) | Q(unit__in=scope.commune_ids)
        return self.filter((SUBMITTED & places) | own)

    def submitted(self) -> Self:
        """Return what has left its centre, was taken over or recorded from sources."""
        return self.filter(SUBMITTED)

    def open_on(self, on: dt.date) -> Self:
        """Return schemes in which somebody still had to act on a day."""
        begun = Q(origin__in=LIVING, created_on__lte=on)
        return self.filter(begun, Q(state__in=OPEN) | Q(ended_on__gt=on))

    def answered_by(self, user: User) -> Self:
        """Return the open schemes for which a person answers."""
        return self.filter(officer=user, origin__in=LIVING, state__in=OPEN)

    def totals(self) -> dict[str, Any]:
        """Return the count and the sums of the whole set."""
        return self.order_by().aggregate(
            count=Count("pk"), **{name: Sum(name, default=0) for name in SUMS}
        )

    def with_related(self) -> Self:
        """Fetch what a row of a list shows."""
        return self.select_related(
            "establishment", "organisation", "province", "unit", "officer", "holder", "batch"
        )

    def with_facts(self) -> Self:
        """Fetch at once what the rules look at, for a page that shows what they find."""
        return self.select_related(
            "establishment__unit__parent",
            "establishment__old_unit__parent",
            "establishment__province",
            "establishment__craft_village",
            "organisation__area",
            "organisation__parent",
            "department__area",
            "province",
            "unit__parent",
            "officer",
            "holder",
            "batch__organisation",
            "norm__instrument",
        ).prefetch_related(
            "lines",
            "machines",
            self._with("documents", "file", "by"),
            self._with("steps", "by", "organisation"),
            self._with("events", "by"),
        )

    def _with(self, related: str, *fields: str) -> Prefetch:
        table: Any = self.model._meta.get_field(related).related_model
        return Prefetch(related, table._default_manager.select_related(*fields))

    def with_states(self) -> Self:
        """Fetch what the places were called and were over time, for a page of many schemes."""
        return self.prefetch_related("unit__states", "unit__parent__states")


class DocumentQuerySet(SearchQuerySet):
    """Papers of the dossiers."""

    def visible_to(self, user: User, on: dt.date | None = None) -> Self:
        """Return the papers that stand in the dossiers of schemes the person sees."""
        schemes: Any = self.model._meta.get_field("scheme").related_model
        return self.filter(removed_at=None, scheme__in=schemes.objects.visible_to(user, on))


SUBMITTED = ~Q(origin=Origin.RUN) | Q(submitted_on__isnull=False)


class BatchQuerySet(models.QuerySet):
    """Plan batches."""

    def visible_to(self, user: User, on: dt.date | None = None) -> Self:
        """Return the batches of the person's provinces; open ones only to the department."""
        scope = scope_of(user, on).holding(VIEW)
        if not scope.grants:
            return self.none()
        own = Q(organisation__in=scope.organisation_ids)
        sent = Q(memo_on__isnull=False)
        if scope.is_country:
            return self.filter(sent | own)
        return self.filter((sent & Q(province__in=scope.province_ids)) | own)

    def with_sums(self) -> Self:
        """Add the count and the sums of the schemes in each batch."""
        names = {f"sum_{name}": Sum(f"schemes__{name}", default=0) for name in SUMS}
        return self.annotate(scheme_count=Count("schemes"), **names)
