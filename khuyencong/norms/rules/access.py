"""Which permission carries where: what binds a province needs it there."""

from typing import Any

VIEW = "norms.view"
ENTER = "norms.enter"
CONFIRM = "norms.confirm"


def may(user: Any, permission: str, province: Any) -> bool:
    """Return whether `user` may do it for the province; what binds everybody needs it anywhere."""
    return bool(user.has_perm(permission, province) if province else user.has_perm(permission))
