"""Documents of a province and their scans."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage

from khuyencong.audit.models import Event
from khuyencong.core.findings import Refusal
from khuyencong.norms.models import Scan
from khuyencong.norms.services import attach_scan, enter_instrument

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 21)
PDF = b"%PDF-1.7 bytes"


@pytest.fixture
def attach(bare_instrument, enterer, storage):
    def do(data=PDF, by=enterer, name="nghi-quyet.pdf"):
        return attach_scan(instrument=bare_instrument, name=name, data=data, by=by, on=TODAY)

    return do


def enter(place, by, **given):
    facts = {
        "kind": "resolution",
        "number": "12/2026/NQ-HĐND",
        "title": "Mức chi khuyến công",
        "issuer": "HĐND tỉnh Đắk Lắk",
        "province": place.unit,
        "issued_on": dt.date(2026, 11, 10),
        "in_force_on": dt.date(2026, 11, 22),
    }
    return enter_instrument(**(facts | given), by=by, on=TODAY)


def test_a_document_is_entered_with_who_and_when(place, enterer):
    document = enter(place, enterer)
    assert str(document) == "Nghị quyết 12/2026/NQ-HĐND"
    assert (document.origin, document.entered_by_name) == ("site", str(enterer))
    assert Event.objects.get(subject_id=document.public_id).kind == "norms.instrument_entered"


def test_a_document_is_entered_once(place, enterer):
    enter(place, enterer)
    with pytest.raises(Refusal, match="đã có trong danh sách"):
        enter(place, enterer)


def test_a_document_is_in_force_after_it_was_issued(place, enterer):
    with pytest.raises(Refusal, match="trước ngày ban hành") as refused:
        enter(place, enterer, in_force_on=dt.date(2026, 11, 9))
    assert refused.value.findings[0].field == "in_force_on"


def test_only_people_of_the_province_enter_its_documents(place, elsewhere):
    with pytest.raises(Refusal, match="không có quyền"):
        enter(place, elsewhere.person("appraiser"))


@pytest.mark.parametrize(("on", "expected"), [("2025-07-25", False), ("2025-07-26", True)])
def test_a_document_is_in_force_from_its_first_day(bare_instrument, on, expected):
    assert bare_instrument.is_in_force(dt.date.fromisoformat(on)) is expected


def test_a_document_ends_and_one_without_days_says_nothing(bare_instrument):
    bare_instrument.ended_on = dt.date(2026, 1, 1)
    assert bare_instrument.is_in_force(dt.date(2025, 12, 31)) is True
    assert bare_instrument.is_in_force(dt.date(2026, 1, 1)) is False
    bare_instrument.in_force_on = None
    assert bare_instrument.is_in_force(dt.date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PDF, "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n0", "image/png"),
    ],
)
def test_a_scan_is_kept_under_its_digest(attach, data, kind):
    scan = attach(data)
    assert (scan.content_type, scan.size, str(scan)) == (kind, len(data), "nghi-quyet.pdf")
    with default_storage.open(scan.path) as kept:
        assert kept.read() == data


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b"<script>", "PDF, JPEG hay PNG"), (b"", "PDF"), (b"%PDF-" + b"0" * 20 * 1024**2, "20 MB")],
)
def test_what_is_no_scan_is_refused_at_its_field(attach, data, sentence):
    with pytest.raises(Refusal, match=sentence) as refused:
        attach(data)
    assert refused.value.findings[0].field == "scan"
    assert not Scan.objects.exists()


def test_the_same_file_is_attached_once(attach):
    attach()
    with pytest.raises(Refusal, match="đã được tải lên"):
        attach(name="lan-hai.pdf")


def test_only_people_of_the_province_attach_scans(attach, elsewhere):
    with pytest.raises(Refusal, match="không có quyền"):
        attach(by=elsewhere.person("appraiser"))
