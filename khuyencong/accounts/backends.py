"""Permissions come from the roles a person holds today; failures are counted by address."""

import ipaddress
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend, ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from khuyencong.accounts.models import User
from khuyencong.accounts.permissions import may
from khuyencong.accounts.roles import PERMISSIONS
from khuyencong.geography.models import AdminUnit

UNKNOWN_ADDRESS = "0.0.0.0"  # noqa: S104 - counted by, not bound to


def client_address(request: HttpRequest) -> str:
    """Return where a request comes from: behind a proxy of ours, what that proxy saw."""
    seen = ""
    if settings.KC_PROXY:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")[-1].strip()
    try:
        return str(ipaddress.ip_address(seen or request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return UNKNOWN_ADDRESS


class RoleBackend(BaseBackend):
    """Answers `user.has_perm("<package>.<verb>")` for the permissions of roles.py.

    It stands before Django's own backend and has the last word on them, so that no look-up in
    Django's permission tables follows.
    """

    def get_user(self, user_id: Any) -> Any:
        """Return the person of a session that names this backend, None once they are locked."""
        return ModelBackend().get_user(user_id)

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Return whether the person may do it today: in the area `obj`, else somewhere."""
        if perm not in PERMISSIONS:
            return False
        area = obj if isinstance(obj, AdminUnit) else None
        if not (isinstance(user_obj, User) and may(user_obj, perm, area=area)):
            raise PermissionDenied
        return True
