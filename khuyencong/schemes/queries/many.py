"""What may be done to many schemes at once, and why not to some of them."""

import datetime as dt

from django.db.models import F, Q, QuerySet

from khuyencong.accounts.models import Organisation, User
from khuyencong.accounts.permissions import may
from khuyencong.accounts.queries import holders_in, scope_of
from khuyencong.core.service import held_back
from khuyencong.schemes.enums import BatchState, Origin, State
from khuyencong.schemes.models import PlanBatch, Scheme

ASSIGN, PLAN, WRITE = "schemes.assign", "schemes.plan", "schemes.write"
RECORDED = (Q(origin=Origin.RECORDED), "ghi lại từ nguồn đã công bố")


def held_from_assigning(
    rows: QuerySet[Scheme], *, officer: User, by: User, on: dt.date, reason: str = ""
) -> dict[int, str]:
    """Return by key why an officer cannot be made answerable for some of the schemes."""
    held = Organisation.objects.filter(pk__in=rows.order_by().values("organisation"))
    organisations = list(held.select_related("area"))
    mine = [o.pk for o in organisations if may(by, ASSIGN, organisation=o)]
    theirs = [o.pk for o in organisations if may(officer, WRITE, organisation=o)]
    return held_back(
        rows,
        [
            RECORDED,
            (~Q(organisation__in=mine), "của đơn vị mà bạn không phân công"),
            (Q(officer=officer), f"đã do {officer.full_name} phụ trách"),
            (~Q(organisation__in=theirs), f"{officer.full_name} không phải cán bộ của đơn vị đó"),
        ],
    )


def held_from_planning(
    rows: QuerySet[Scheme], *, batch: PlanBatch, by: User, on: dt.date
) -> dict[int, str]:
    """Return by key why some of the schemes cannot enter a plan batch."""
    ours = {"department": batch.organisation_id, "year": batch.year, "fund": batch.fund}
    return held_back(
        rows,
        [
            RECORDED,
            (Q(batch__isnull=False), "đã ở một đợt kế hoạch"),
            (~Q(state=State.APPRAISED), "chưa thẩm định đạt, hoặc đã qua bước kế hoạch"),
            (~Q(**ours), f"không cùng cơ quan, năm hoặc nguồn với {batch}"),
            (Q(appraised_on__gt=on), "thẩm định sau ngày hôm nay"),
        ],
    )


def officers_to_choose(user: User, on: dt.date) -> QuerySet[User]:
    """Return who may be made answerable where the person assigns."""
    return holders_in(scope_of(user, on).holding(ASSIGN).organisation_ids, WRITE, on)


def batches_to_fill(user: User) -> QuerySet[PlanBatch]:
    """Return the open batches of the departments for which the person plans."""
    where = scope_of(user).holding(PLAN).organisation_ids
    found = PlanBatch.objects.filter(organisation__in=where, state=BatchState.OPEN)
    return found.select_related("organisation").order_by(F("year").desc(), "-number")
