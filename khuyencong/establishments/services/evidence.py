"""Papers into the locker and out of it."""

import dataclasses
import datetime as dt
from dataclasses import dataclass
from typing import Any

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core.clock import now
from khuyencong.core.dates import format_date
from khuyencong.core.findings import Finding, refuse, require
from khuyencong.core.service import service
from khuyencong.core.text import clean
from khuyencong.documents.models import StoredFile
from khuyencong.documents.queries import pages_refused
from khuyencong.establishments import events
from khuyencong.establishments.models import Establishment, Evidence, Product
from khuyencong.establishments.permissions import may_keep_evidence


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """What a paper says of itself."""

    kind: str
    title: str
    number: str = ""
    issuer: str = ""
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None
    product: Product | None = None
    note: str = ""

    @property
    def values(self) -> dict[str, Any]:
        """The columns, texts cleaned."""
        told = ((field.name, getattr(self, field.name)) for field in dataclasses.fields(self))
        return {name: clean(value) if isinstance(value, str) else value for name, value in told}


@service("establishments.keep_evidence")
def keep_evidence(
    *,
    establishment: Establishment,
    row: EvidenceRow,
    file: StoredFile,
    by: User,
    on: dt.date,
    pages: tuple[int, int] | None = None,
) -> Evidence:
    """Put a paper into the locker of an establishment."""
    _require_power(by, establishment)
    require([*_of_days(row, on), *pages_refused(file, pages)])
    if row.product and row.product.establishment_id != establishment.pk:
        raise refuse("evidence.product", "Sản phẩm này của cơ sở khác.", field="product")
    first, last = pages or (None, None)
    evidence = Evidence.objects.create(
        **row.values,
        establishment=establishment,
        file=file,
        first_page=first,
        last_page=last,
        at=now(),
        by=by,
    )
    told = {"sha256": file.sha256, "number": evidence.number, "kind": evidence.kind}
    record(
        events.EVIDENCE_KEPT,
        by=by,
        subject=establishment,
        area=establishment.province,
        on=on,
        after=told,
        paper=str(evidence),
    )
    return evidence


@service("establishments.remove_evidence")
def remove_evidence(*, evidence: Evidence, reason: str, by: User, on: dt.date) -> Evidence:
    """Take a wrong paper out of the locker; where it was used it stays."""
    known = Evidence.objects.select_for_update(of=("self",)).get(pk=evidence.pk)
    _require_power(by, known.establishment)
    if known.removed_at:
        raise refuse("evidence.removed", "Giấy tờ này đã được rút ra.")
    why = clean(reason)
    if not why:
        raise refuse("evidence.reason", "Nêu lý do rút giấy tờ ra.", field="reason")
    known.removed_at, known.removed_reason = now(), why
    known.save(update_fields=["removed_at", "removed_reason"])
    record(
        events.EVIDENCE_REMOVED,
        by=by,
        subject=known.establishment,
        area=known.establishment.province,
        on=on,
        reason=why,
        paper=str(known),
    )
    return known


def _require_power(by: User, establishment: Establishment) -> None:
    if not may_keep_evidence(by, establishment):
        raise refuse(
            "evidence.not_allowed", "Chỉ cán bộ khuyến công của nơi đó và người của cơ sở được cất."
        )


def _of_days(row: EvidenceRow, on: dt.date) -> list[Finding]:
    if row.issued_on and row.issued_on > on:
        message = f"Ngày cấp {format_date(row.issued_on)} chưa tới."
        return list(refuse("evidence.future", message, field="issued_on").findings)
    if row.issued_on and row.expires_on and row.expires_on < row.issued_on:
        message = "Ngày hết hạn không thể trước ngày cấp."
        return list(refuse("evidence.order", message, field="expires_on").findings)
    return []
