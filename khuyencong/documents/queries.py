"""Finding files and papers within a person's sight."""

from typing import Any

from khuyencong.accounts.models import User
from khuyencong.documents.models import StoredFile
from khuyencong.documents.registry import OWNERS, PAPERS, PaperKind


def readable_file(user: User, public_id: str) -> StoredFile | None:
    """Return the file if one of its owners lets `user` read it."""
    file = StoredFile.objects.filter(public_id=public_id).first()
    if file and any(owner.may_read(file, user) for owner in OWNERS):
        return file
    return None


def paper_for(user: User, code: str, public_id: str) -> tuple[PaperKind, Any] | None:
    """Return the kind of paper and its object if `user` may print it."""
    if code not in PAPERS or not user.has_perm(PAPERS[code].permission):
        return None
    subject = PAPERS[code].find(user, public_id)
    return None if subject is None else (PAPERS[code], subject)
