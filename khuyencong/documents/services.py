"""Keep files, and draw papers."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from khuyencong.accounts.models import User
from khuyencong.audit.services import record
from khuyencong.core.clock import now
from khuyencong.core.findings import Finding, require
from khuyencong.core.service import service
from khuyencong.core.text import clean
from khuyencong.documents import events, rendering
from khuyencong.documents.enums import ENDINGS, IMAGES, FileType
from khuyencong.documents.models import Photo, StoredFile, path_of
from khuyencong.documents.pages import count_pages
from khuyencong.documents.photos import read_photo, why_not_shown
from khuyencong.documents.registry import Paper
from khuyencong.documents.rules import block, type_of, why_not
from khuyencong.documents.scanning import NoAnswer, virus_in

LONGEST_NAME = 150
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def render_docx(paper: Paper) -> bytes:
    """Return the Word file of a paper in the layout of NĐ 30/2020."""
    return rendering.render(paper)


@service("documents.store_file")
def store_file(*, name: str, data: bytes, by: User | None) -> StoredFile:
    """Keep an attachment; its type is told from its bytes. Who may read it, its owner says.

    Of an image a clean copy is made, with time and place of the original.
    """
    given = clean(CONTROL.sub(" ", name).replace("\\", "/").split("/")[-1])
    require(why_not(given, data))
    kind = FileType(str(type_of(data)))
    is_image = kind in IMAGES
    require([*(why_not_shown(given, data) if is_image else ()), *_viruses(given, data)])
    sha256 = _keep(data)
    file = StoredFile.objects.create(
        sha256=sha256,
        name=_name(given, kind),
        size=len(data),
        content_type=kind,
        pages=count_pages(data) if kind is FileType.PDF else None,
        stored_at=now(),
        stored_by=by,
    )
    if is_image:
        _keep_photo(file, data)
    record(events.STORED, by=by, subject=file, after={"sha256": sha256, "size": len(data)})
    return file


@service("documents.sweep")
def sweep(*, by: User | None) -> int:
    """Remove bytes that no row names (left by a crash before the row) and return how many."""
    count, named = 0, set(StoredFile.objects.values_list("sha256", flat=True))
    named.update(Photo.objects.values_list("copy_sha256", flat=True))
    for path in _kept_paths():
        sha256 = PurePosixPath(path).name
        if sha256 not in named and _is_orphan(sha256):
            default_storage.delete(path)
            count += 1
    record(events.SWEPT, by=by, count=count)
    return count


def _is_orphan(sha256: str) -> bool:
    _lock(sha256)  # whoever stores these bytes right now has written the row when we go on
    is_copy = Photo.objects.filter(copy_sha256=sha256).exists()
    return not (is_copy or StoredFile.objects.filter(sha256=sha256).exists())


def _viruses(name: str, data: bytes) -> Iterator[Finding]:
    try:
        virus = virus_in(data)
    except NoAnswer:
        message = f"Chưa kiểm tra được vi-rút trong tệp “{name}”."
        yield block("unscanned", message, "Tải lại sau ít phút; nếu vẫn vậy, báo quản trị.")
    else:
        if virus:
            message = f"Tệp “{name}” chứa mã độc {virus}."
            yield block("virus", message, "Quét vi-rút máy đã tạo tệp rồi lập lại tệp.")


def _keep_photo(file: StoredFile, data: bytes) -> None:
    facts = read_photo(data)
    Photo.objects.create(
        file=file,
        copy_sha256=_keep(facts.copy),
        width=facts.width,
        height=facts.height,
        taken_at=facts.taken_at,
        latitude=facts.latitude,
        longitude=facts.longitude,
    )


def _lock(sha256: str) -> None:
    """Be alone with these bytes until the transaction ends: storing and sweeping may meet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sha256])


def _keep(data: bytes) -> str:
    """Write the bytes unless they lie there whole, and return their hash.

    Half a file is what a crash leaves.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    _lock(sha256)
    path = path_of(sha256)
    if default_storage.exists(path):
        if default_storage.size(path) == len(data):
            return sha256
        default_storage.delete(path)
    default_storage.save(path, ContentFile(data))
    return sha256


def _kept_paths() -> Iterator[str]:
    for first in _folders(""):
        for second in _folders(first):
            folder = f"{first}/{second}"
            yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


def _folders(path: str) -> list[str]:
    return default_storage.listdir(path)[0] if default_storage.exists(path) else []


def _name(given: str, kind: FileType) -> str:
    """Return the name with the ending that its content has."""
    ending = ENDINGS[kind]
    stem = given[: -len(ending)] if given.lower().endswith(ending) else given
    stem = stem.removesuffix(".jpeg").strip() or "tep"
    return stem[: LONGEST_NAME - len(ending)] + ending
