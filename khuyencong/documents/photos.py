"""Photos: what the original says of time and place, and a clean copy to be shown."""

import datetime as dt
import io
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.ExifTags import GPS, IFD, Base

from khuyencong.core.clock import ZONE
from khuyencong.core.findings import Finding
from khuyencong.core.money import format_number
from khuyencong.documents.rules import block

MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2048
QUALITY = 82
PLACES = Decimal("0.000001")
DAY_AND_TIME = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True)
class PhotoFacts:
    """What a photo tells of itself; place in degrees, `copy` is a JPEG without anything else."""

    width: int
    height: int
    taken_at: dt.datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    copy: bytes


class _UnreadableError(Exception):
    """The bytes are no image that can be shown; the text says why (Vietnamese)."""


def why_not_shown(name: str, data: bytes) -> Iterator[Finding]:
    """Yield what stands against showing the image `data`."""
    try:
        image = _open(data)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
    except _UnreadableError as error:
        yield block(
            "image",
            f"Ảnh “{name}” {error}.",
            "Chụp lại hoặc lưu lại ảnh ở cỡ thường của máy, dạng JPEG, rồi tải lên.",
        )
    except (OSError, SyntaxError, ValueError):
        yield block(
            "image", f"Ảnh “{name}” bị hỏng hoặc thiếu dữ liệu, không mở được.", "Tải lại ảnh gốc."
        )


def read_photo(data: bytes) -> PhotoFacts:
    """Return what the photo says and its clean copy; `why_not_shown` was asked before."""
    image = _open(data)
    exif = image.getexif()
    detail, place = exif.get_ifd(IFD.Exif), exif.get_ifd(IFD.GPSInfo)
    width, height = image.size
    latitude = _degrees(place, GPS.GPSLatitude, GPS.GPSLatitudeRef, most=90)
    longitude = _degrees(place, GPS.GPSLongitude, GPS.GPSLongitudeRef, most=180)
    is_placed = latitude is not None and longitude is not None
    return PhotoFacts(
        width=width,
        height=height,
        taken_at=_moment(detail),
        latitude=latitude if is_placed else None,
        longitude=longitude if is_placed else None,
        copy=_clean_copy(image),
    )


def _open(data: bytes) -> Image.Image:
    """Open an image without unpacking it; refuse what would fill the memory."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _UnreadableError(_too_large()) from error
    except UnidentifiedImageError as error:
        raise _UnreadableError("không mở được") from error
    if image.width * image.height > MOST_PIXELS:
        raise _UnreadableError(_too_large())
    return image


def _too_large() -> str:
    return f"lớn hơn {format_number(MOST_PIXELS // 1_000_000)} triệu điểm ảnh"


def _clean_copy(image: Image.Image) -> bytes:
    """Return the picture alone, upright, small enough for a page: nothing hidden goes with it."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    flat = Image.new("RGB", upright.size, "white")
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    shown = upright.convert("RGBA" if has_alpha else "RGB")
    flat.paste(shown, mask=shown if has_alpha else None)
    kept = io.BytesIO()
    flat.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()


def _moment(detail: Mapping[int, Any]) -> dt.datetime | None:
    """Return when the camera says the photo was taken; without an offset it is Vietnam's time."""
    try:
        taken, offset = detail[Base.DateTimeOriginal], detail.get(Base.OffsetTimeOriginal)
        if offset:
            return dt.datetime.strptime(f"{taken} {offset}", f"{DAY_AND_TIME} %z")
        return dt.datetime.strptime(str(taken), DAY_AND_TIME).replace(tzinfo=ZONE)
    except (KeyError, ValueError):
        return None


def _degrees(place: Mapping[int, Any], value: int, side: int, *, most: int) -> Decimal | None:
    try:
        degrees, minutes, seconds = (Decimal(str(float(part))) for part in place[value])
        found = degrees + minutes / 60 + seconds / 3600
        sign = -1 if str(place[side]).upper() in {"S", "W"} else 1
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None
    return (sign * found).quantize(PLACES) if 0 <= found <= most else None
