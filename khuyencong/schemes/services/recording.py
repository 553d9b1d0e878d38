"""Schemes as published sources tell them: in sets, without steps, unknown fields left empty."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import require_permission
from khuyencong.audit.services import record
from khuyencong.core.service import insert_all, service
from khuyencong.desk.services import forget
from khuyencong.establishments.models import Establishment
from khuyencong.geography.models import AdminUnit
from khuyencong.schemes import events
from khuyencong.schemes.enums import Origin
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.permissions import WRITE
from khuyencong.schemes.services.searching import describe_schemes


@dataclass(frozen=True, kw_only=True)
class RecordedScheme:
    """One scheme of a source; names and columns are those of the model."""

    reference: str
    name: str
    kind: str
    fund: str
    state: str
    kind_text: str = ""
    year: int | None = None
    batch_text: str = ""
    establishment: Establishment | None = None
    establishment_text: str = ""
    province: AdminUnit | None = None
    unit: AdminUnit | None = None
    place_text: str = ""
    support_vnd: int | None = None
    counterpart_vnd: int | None = None
    other_vnd: int | None = None
    total_vnd: int | None = None
    approved_on: dt.date | None = None
    decision_no: str = ""
    doubt: str = ""
    note: str = ""
    source_url: str = ""
    source_title: str = ""
    source_date: str = ""
    retrieved_on: dt.date | None = None


@service("schemes.record")
def record_schemes(*, rows: Sequence[RecordedScheme], by: User | None, on: dt.date) -> list[Scheme]:
    """Record schemes; rows whose reference is already there are left as they are."""
    for province in {row.province for row in rows}:
        require_permission(by, WRITE, area=province)
    references = [row.reference for row in rows]
    known = set(Scheme.objects.filter(reference__in=references).values_list("reference", flat=True))
    new = [
        Scheme(origin=Origin.RECORDED, **_values(row)) for row in rows if row.reference not in known
    ]
    if not new:
        return []
    describe_schemes(new)
    insert_all(new)
    text = "\n".join(f"{scheme.reference}\t{scheme.name}" for scheme in new)
    record(
        events.RECORDED,
        by=by,
        on=on,
        after={"count": len(new), "sha256": hashlib.sha256(text.encode()).hexdigest()},
        count=str(len(new)),
    )
    return new


@service("schemes.forget")
def forget_schemes(*, keys: Collection[int], by: User | None, on: dt.date) -> int:
    """Take recorded schemes back that a list brought in by mistake; return how many."""
    rows = Scheme.objects.filter(pk__in=keys, origin=Origin.RECORDED)
    locked = list(rows.select_for_update(of=("self",)).select_related("province"))
    for province in {scheme.province for scheme in locked}:
        require_permission(by, WRITE, area=province)
    forget(rows)
    if locked:
        record(events.FORGOTTEN, by=by, on=on, count=str(len(locked)))
    return len(locked)


def _values(row: RecordedScheme) -> dict[str, object]:
    return {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
