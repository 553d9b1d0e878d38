"""Rows of dated law for tests: what a province entered and a second person confirmed."""

import datetime as dt
from typing import Any

import factory
from django.db.backends.postgresql.psycopg_any import DateRange

from khuyencong.core.clock import now
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import Approver, Certainty, Fund, InstrumentKind, Origin, SupportKind
from khuyencong.norms.models import Instrument, Norm, Procedure, Scan

FIRST_DAY = dt.date(2025, 7, 26)


class InstrumentFactory(factory.django.DjangoModelFactory):
    """A resolution that somebody of the province entered."""

    class Meta:
        model = Instrument

    kind = InstrumentKind.RESOLUTION
    number = factory.Sequence(lambda n: f"{n + 1:02}/2025/NQ-HĐND")
    title = "Quy định mức chi cho hoạt động khuyến công"
    issuer = "Hội đồng nhân dân tỉnh"
    issued_on = dt.date(2025, 7, 16)
    in_force_on = FIRST_DAY
    certainty = Certainty.VERIFIED
    origin = Origin.SITE
    entered_by_id = 1
    entered_by_name = "Người nhập"
    entered_at = factory.LazyFunction(now)


class ScanFactory(factory.django.DjangoModelFactory):
    """A scan on file; its bytes are nowhere."""

    class Meta:
        model = Scan

    instrument = factory.SubFactory(InstrumentFactory)
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    name = "nghi-quyet.pdf"
    content_type = "application/pdf"
    size = 1000
    added_by_id = 1
    added_by_name = "Người nhập"
    added_at = factory.LazyFunction(now)


class RowFactory(factory.django.DjangoModelFactory):
    """What every confirmed row of a site has; `until` is the day after its last day."""

    class Meta:
        abstract = True

    class Params:
        since = FIRST_DAY
        until = None

    instrument = factory.SubFactory(InstrumentFactory)
    article = "Điều 3"
    certainty = Certainty.VERIFIED
    valid = factory.LazyAttribute(lambda row: DateRange(row.since, row.until))
    origin = Origin.SITE
    entered_by_id = 1
    entered_by_name = "Người nhập"
    entered_at = factory.LazyFunction(now)
    confirmed_by_id = 2
    confirmed_by_name = "Người xác nhận"
    confirmed_at = factory.LazyFunction(now)


class NormFactory(RowFactory):
    """A confirmed local level: machinery, 50 %, at most 300 million."""

    class Meta:
        model = Norm

    kind = SupportKind.MACHINERY
    fund = Fund.LOCAL
    rate_percent = 50
    cap_vnd = 300_000_000
    unit = "cơ sở"


class ProcedureFactory(RowFactory):
    """A confirmed local procedure: the department approves, 70 % in advance after half the work."""

    class Meta:
        model = Procedure

    approver = Approver.DEPARTMENT
    advance_percent = 70
    min_invested_percent = 50


def verified_levels(province: AdminUnit, **given: Any) -> dict[str, Norm]:
    """Give `province` its verified levels: machinery 300 million, a line 450, both 50 %."""
    document = InstrumentFactory(province=province)
    shared = {"province": province, "instrument": document, **given}
    line = NormFactory(kind=SupportKind.TECHNOLOGY_LINE, cap_vnd=450_000_000, **shared)
    return {"machinery": NormFactory(**shared), "technology_line": line}
