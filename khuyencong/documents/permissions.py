"""Who may open what is sealed; who may read a file at all, its owner says (registry.OWNERS)."""

from khuyencong.accounts.models import User
from khuyencong.documents.models import StoredFile


def may_open_original(user: User, file: StoredFile) -> bool:
    """Return whether the person may open the sealed original of a photo: who took it, and auditors."""
    return file.stored_by_id == user.pk or user.has_perm("audit.view")
