"""Finding files and papers within a person's sight."""

from typing import Any

from khuyencong.accounts.models import User
from khuyencong.core.findings import Finding
from khuyencong.documents.models import StoredFile
from khuyencong.documents.registry import OWNERS, PAPERS, PaperKind
from khuyencong.documents.rules import why_not_pages


def readable_file(user: User, public_id: str) -> StoredFile | None:
    """Return the file if one of its owners lets `user` read it."""
    file = StoredFile.objects.select_related("photo").filter(public_id=public_id).first()
    if file and any(owner.may_read(file, user) for owner in OWNERS):
        return file
    return None


def own_file(user: User, public_id: str) -> StoredFile | None:
    """Return a file that the person sent, to go on with after a mistake elsewhere in the form."""
    return StoredFile.objects.filter(public_id=public_id, stored_by=user).first()


def pages_refused(file: StoredFile, pages: tuple[int, int] | None) -> list[Finding]:
    """Return what stands against taking some pages of a file; None takes all of it."""
    return list(why_not_pages(file.pages, pages))


def paper_for(user: User, code: str, public_id: str) -> tuple[PaperKind, Any] | None:
    """Return the kind of paper and its object if `user` may print it."""
    if code not in PAPERS or not user.has_perm(PAPERS[code].permission):
        return None
    subject = PAPERS[code].find(user, public_id)
    return None if subject is None else (PAPERS[code], subject)
