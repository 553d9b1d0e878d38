"""Photos: sealed originals, clean copies, and pictures that are none."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from khuyencong.core.clock import ZONE
from khuyencong.core.findings import Refusal
from khuyencong.documents import services
from khuyencong.documents.models import Photo
from khuyencong.documents.photos import LONGEST_SIDE, read_photo, why_not_shown
from tests.documents.factories import JPEG, image


def shot(**tags) -> bytes:
    """Return a photo with what a phone writes into it."""
    exif = Image.Exif()
    detail, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    detail |= {36867: "2026:03:05 08:30:00"} | tags.get("detail", {})
    place |= {1: "N", 2: (12.0, 40.0, 30.0), 3: "E", 4: (108.0, 3.0, 0.0)} | tags.get("place", {})
    exif[0x8769], exif[0x8825] = detail, place
    return image(exif=exif)


def test_time_and_place_are_read_and_not_given_away():
    facts = read_photo(shot())
    assert facts.taken_at == dt.datetime(2026, 3, 5, 8, 30, tzinfo=ZONE)
    assert (facts.latitude, facts.longitude) == (Decimal("12.675000"), Decimal("108.050000"))
    assert not Image.open(io.BytesIO(facts.copy)).getexif()


def test_a_zone_of_the_camera_counts():
    taken = read_photo(shot(detail={36881: "+00:00"})).taken_at
    assert taken == dt.datetime(2026, 3, 5, 8, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("place", [{1: "S"}, {2: (91.0, 0.0, 0.0)}, {4: (1.0, 2.0)}])
def test_a_place_is_whole_or_unknown(place):
    facts = read_photo(shot(place=place))
    if place == {1: "S"}:
        assert facts.latitude == Decimal("-12.675000")
    else:
        assert (facts.latitude, facts.longitude) == (None, None)


def test_a_time_that_is_none_is_unknown():
    assert read_photo(shot(detail={36867: "hôm qua"})).taken_at is None
    assert read_photo(JPEG).taken_at is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_the_copy_is_a_jpeg_small_enough_for_a_page(kind):
    facts = read_photo(image(kind, (3000, 1500)))
    shown = Image.open(io.BytesIO(facts.copy))
    assert (shown.format, shown.size) == ("JPEG", (LONGEST_SIDE, LONGEST_SIDE // 2))
    assert (facts.width, facts.height) == (3000, 1500)


def test_what_is_see_through_becomes_white():
    made = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(made, "PNG")
    shown = Image.open(io.BytesIO(read_photo(made.getvalue()).copy))
    assert min(shown.getpixel((1, 1))) > 250


def test_a_script_at_the_end_of_a_photo_does_not_reach_the_reader():
    data = JPEG + b"<?php system($_GET['x']); ?>"
    assert not list(why_not_shown("a.jpg", data))
    assert b"<?php" not in read_photo(data).copy


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (JPEG[:100], "bị hỏng"),
        (b"\xff\xd8\xff" + b"<script>" * 9, "không mở được"),
        (image("PNG", (12_000, 12_000)), "lớn hơn 50 triệu điểm ảnh"),
        (image("PNG", (7_200, 7_000)), "lớn hơn 50 triệu điểm ảnh"),
        (image("PNG", (20_000, 20_000)), "lớn hơn 50 triệu điểm ảnh"),
    ],
    ids=["half", "script", "warned", "large", "bomb"],
)
def test_what_cannot_be_shown_is_refused_with_a_cure(data, words):
    [finding] = why_not_shown("máy.jpg", data)
    assert words in finding.message
    assert finding.cure


@pytest.mark.django_db
def test_the_original_is_sealed_in_the_database(storage):
    file = services.store_file(name="máy.jpg", data=shot(), by=None)
    photo = Photo.objects.get(file=file)
    assert (storage / photo.copy_path).exists()
    for change in (photo.save, photo.delete):
        with pytest.raises(IntegrityError, match="sealed"), transaction.atomic():
            change()
    assert services.sweep(by=None) == 0


@pytest.mark.django_db
def test_a_refused_picture_leaves_nothing(storage):
    with pytest.raises(Refusal, match="bị hỏng"):
        services.store_file(name="máy.jpg", data=JPEG[:100], by=None)
    assert not [p for p in storage.rglob("*") if p.is_file()]
