"""Legal documents of a province and their scans."""

import datetime as dt
import hashlib
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from khuyencong.audit.services import record
from khuyencong.core import clock
from khuyencong.core.findings import refuse
from khuyencong.core.service import service
from khuyencong.geography.models import AdminUnit
from khuyencong.norms import events
from khuyencong.norms.enums import Certainty, Origin
from khuyencong.norms.models import Instrument, Scan
from khuyencong.norms.permissions import ENTER, require

MOST_BYTES = 20 * 1024 * 1024
# How a file of a kind begins: the name and the sender's word prove nothing.
BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}


@service("norms.enter_instrument")
def enter_instrument(
    *,
    kind: str,
    number: str,
    title: str,
    issuer: str,
    province: AdminUnit | None,
    issued_on: dt.date,
    in_force_on: dt.date,
    by: AbstractBaseUser,
    on: dt.date,
) -> Instrument:
    """Enter a document whose figures somebody is about to read out."""
    require(by, ENTER, province)
    if in_force_on < issued_on:
        raise refuse(
            "norms.in_force_before_issued",
            "Ngày có hiệu lực đứng trước ngày ban hành.",
            field="in_force_on",
            cure="Xem lại hai ngày ở trang đầu và điều khoản thi hành của văn bản.",
        )
    document = Instrument.objects.create(
        kind=kind,
        number=number,
        title=title,
        issuer=issuer,
        province=province,
        issued_on=issued_on,
        in_force_on=in_force_on,
        certainty=Certainty.VERIFIED,
        origin=Origin.SITE,
        **entered(by),
    )
    record(events.INSTRUMENT_ENTERED, by=by, subject=document, area=province, on=on)
    return document


@service("norms.attach_scan")
def attach_scan(
    *, instrument: Instrument, name: str, data: bytes, by: AbstractBaseUser, on: dt.date
) -> Scan:
    """Keep a scan of a document; the bytes are written before the row."""
    require(by, ENTER, instrument.province)
    scan = Scan(
        instrument=instrument,
        name=name[-160:],
        sha256=hashlib.sha256(data).hexdigest(),
        content_type=_content_type(data),
        size=len(data),
        added_by_id=by.pk,
        added_by_name=str(by),
        added_at=clock.now(),
    )
    if not default_storage.exists(scan.path):
        default_storage.save(scan.path, ContentFile(data))
    scan.save()
    record(
        events.SCAN_ATTACHED,
        by=by,
        subject=instrument,
        area=instrument.province,
        on=on,
        after={"sha256": scan.sha256, "size": scan.size},
        name=scan.name,
    )
    return scan


def entered(by: AbstractBaseUser) -> dict[str, Any]:
    """Return the fields that say who entered a row, and when."""
    return {"entered_by_id": by.pk, "entered_by_name": str(by), "entered_at": clock.now()}


def _content_type(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise refuse(
            "norms.scan_too_large",
            "Tệp lớn hơn 20 MB.",
            field="scan",
            cure="Chụp lại ở độ phân giải thấp hơn hoặc chia tệp.",
        )
    known = (kind for start, kind in BEGINNINGS.items() if data.startswith(start))
    kind = next(known, None)
    if kind is None:
        raise refuse(
            "norms.scan_kind",
            "Tệp không phải PDF, JPEG hay PNG.",
            field="scan",
            cure="Lưu bản chụp thành PDF hoặc ảnh rồi tải lại.",
        )
    return kind
