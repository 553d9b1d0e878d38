"""Permissions come from the roles a person holds today."""

from django.contrib.auth.backends import BaseBackend


class RoleBackend(BaseBackend):
    """Answers `user.has_perm("<package>.<verb>")` from the assignments of today."""
