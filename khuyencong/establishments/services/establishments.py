"""Register and edit establishments, one by one and in sets."""

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core.findings import Finding, Refusal, Severity
from khuyencong.core.search import COLUMNS
from khuyencong.core.service import insert_all, service
from khuyencong.establishments import events
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.services.comparing import compare_establishments
from khuyencong.establishments.services.guards import require_edit, require_fresh
from khuyencong.establishments.services.rows import EstablishmentRow, values
from khuyencong.establishments.services.search import (
    describe_establishments,
    other_names_of,
    refresh_products,
)

BATCH = 1000
# Ten digits, with three more for a branch (TT 105/2020/TT-BTC Điều 5); twelve are a person's number.
TAX_CODE = re.compile(r"\d{10}(-\d{3})?|\d{12}")
NOT_CLEANED = frozenset(
    {*COLUMNS, "name_core", *(f.name for f in Establishment._meta.fields if f.is_relation)}
)
NOT_STORED = frozenset({"duplicate_of"})
EDITABLE = (
    "name",
    "legal_form",
    "trade",
    "trade_text",
    "tax_code",
    "employees",
    "revenue_vnd",
    "capital_vnd",
    "address_text",
    "province",
    "unit",
    "craft_village",
    "owner_name",
    "phone",
    "is_woman_owned",
    "is_minority_owned",
    "note",
)


@service("establishments.register")
def register_establishment(*, row: EstablishmentRow, by: User | None, on: dt.date) -> Establishment:
    """Enter one establishment; refuses outside the person's province and on incomplete facts."""
    (establishment,) = _create([row], by)
    compare_establishments(ids=[establishment.pk], by=by)
    record(
        events.REGISTERED,
        by=by,
        subject=establishment,
        area=establishment.province,
        on=on,
        after=_snapshot(establishment),
    )
    return establishment


@service("establishments.register_many")
def register_many(
    *, rows: Sequence[EstablishmentRow], by: User | None, on: dt.date
) -> list[Establishment]:
    """Enter a list; rows whose reference is already there are left as they are."""
    references = [row.reference for row in rows if row.reference]
    known = set(
        Establishment.objects.filter(reference__in=references).values_list("reference", flat=True)
    )
    new = [row for row in rows if not row.reference or row.reference not in known]
    if not new:
        return []
    created = _create(new, by)
    _link_duplicates(new)
    text = "\n".join(f"{e.reference}\t{e.name}" for e in created)
    record(
        events.IMPORTED,
        by=by,
        on=on,
        count=len(created),
        after={"count": len(created), "sha256": hashlib.sha256(text.encode()).hexdigest()},
    )
    return created


@service("establishments.edit")
def edit_establishment(
    *,
    establishment: Establishment,
    version: int,
    changes: Mapping[str, Any],
    by: User | None,
    on: dt.date,
    reason: str = "",
) -> Establishment:
    """Change what is known of an establishment; refuses when somebody else changed it meanwhile."""
    locked = Establishment.objects.select_for_update(of=("self",)).get(pk=establishment.pk)
    require_edit(by, locked.province)
    require_fresh(locked, version)
    before = _snapshot(locked)
    for name in EDITABLE:
        if name in changes:
            setattr(locked, name, changes[name])
    require_edit(by, locked.province)
    _require_sound([locked])
    locked.version += 1
    describe_establishments([locked], other_names_of([locked.pk]))
    locked.save()
    refresh_products(list(locked.products.values_list("pk", flat=True)))
    compare_establishments(ids=[locked.pk], by=by)
    _record_edit(locked, before=before, by=by, on=on, reason=reason)
    return locked


def _record_edit(
    locked: Establishment,
    *,
    before: dict[str, Any],
    by: User | None,
    on: dt.date,
    reason: str,
) -> None:
    after = _snapshot(locked)
    changed = [name for name in EDITABLE if before[name] != after[name]]
    record(
        events.EDITED,
        by=by,
        subject=locked,
        area=locked.province,
        on=on,
        reason=reason,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )


def _create(rows: Sequence[EstablishmentRow], by: User | None) -> list[Establishment]:
    for province in {row.province for row in rows}:
        require_edit(by, province)
    new = [Establishment(**values(row, but=NOT_STORED)) for row in rows]
    _require_sound(new)
    describe_establishments(new, {})
    insert_all(new)
    return new


def _link_duplicates(rows: Sequence[EstablishmentRow]) -> None:
    hints = {row.reference: row.duplicate_of for row in rows if row.duplicate_of}
    ids = dict(
        Establishment.objects.filter(reference__in={*hints, *hints.values()}).values_list(
            "reference", "pk"
        )
    )
    linked = [
        Establishment(pk=ids[reference], possible_duplicate_of_id=ids[other])
        for reference, other in hints.items()
        if other in ids
    ]
    Establishment.objects.bulk_update(linked, ["possible_duplicate_of"], batch_size=BATCH)


def _require_sound(establishments: Sequence[Establishment]) -> None:
    found = [
        finding
        for place, establishment in enumerate(establishments, start=1)
        for finding in _faults(establishment, place if len(establishments) > 1 else 0)
    ]
    if found:
        raise Refusal(found)


def _faults(e: Establishment, place: int) -> list[Finding]:
    faults = _field_faults(e)
    if e.tax_code and not TAX_CODE.fullmatch(e.tax_code):
        faults["tax_code"] = "Mã số thuế gồm 10 chữ số, 10 chữ số-3 chữ số, hoặc 12 chữ số."
    if e.unit and e.unit.parent_id != e.province_id:
        faults["unit"] = f"{e.unit} không thuộc tỉnh, thành phố đã chọn."
    return [
        Finding(
            code=f"establishments.{field}",
            severity=Severity.BLOCK,
            message=f"Dòng {place}: {message}" if place else message,
            field=field,
        )
        for field, message in faults.items()
    ]


def _field_faults(e: Establishment) -> dict[str, str]:
    """Return what the fields themselves refuse; keys to other rows are the database's affair."""
    try:
        e.clean_fields(exclude=NOT_CLEANED)
    except ValidationError as error:
        return {field: messages[0] for field, messages in error.message_dict.items()}
    return {}


def _snapshot(e: Establishment) -> dict[str, Any]:
    """Return the facts of an establishment as the log keeps them."""
    plain = {name: getattr(e, name) for name in EDITABLE}
    return {name: str(value) if hasattr(value, "pk") else value for name, value in plain.items()}
