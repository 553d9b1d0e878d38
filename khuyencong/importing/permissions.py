"""Who may bring which kind of list in."""

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import may
from khuyencong.importing.kinds import Kind


def may_take(user: User | None, kind: Kind) -> bool:
    """Tell whether the person may write the records that a list of this kind becomes."""
    return may(user, kind.permission)
