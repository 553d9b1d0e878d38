"""Who may change the register: officers for the places they work for."""

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import may
from khuyencong.accounts.queries import scope_of
from khuyencong.core.clock import today
from khuyencong.core.fields import contains_day
from khuyencong.establishments.models import Establishment
from khuyencong.geography.models import AdminUnit

EDIT = "establishments.edit"
SETTLE = "schemes.settle"


def may_edit(user: User | None, province: AdminUnit | None) -> bool:
    """Tell whether `user` may write establishments of a province; None is the system.

    What lies in no known province belongs to those who reach the whole country.
    """
    return _may(user, EDIT, province)


def may_keep_evidence(user: User | None, establishment: Establishment) -> bool:
    """Tell whether `user` may fill the locker: who edits the register, and the establishment's own."""
    if _may(user, EDIT, establishment.province):
        return True
    own = establishment.memberships.filter(contains_day("valid", today()), user=user)
    return user is not None and own.exists()


def may_record_support(user: User | None, province: AdminUnit | None) -> bool:
    """Tell whether `user` may note a support: who edits, and who settles the scheme that paid."""
    return _may(user, EDIT, province) or _may(user, SETTLE, province)


def _may(user: User | None, permission: str, province: AdminUnit | None) -> bool:
    if user is None or province is not None:
        return may(user, permission, area=province)
    return scope_of(user).holding(permission).is_country
