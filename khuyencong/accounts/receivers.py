"""The log hears of the keys and codes that allauth adds and removes; signing in is being seen."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from khuyencong.accounts import services
from khuyencong.accounts.models import User
from khuyencong.accounts.sessions import is_due_to_be_seen
from khuyencong.core import clock


@receiver(authenticator_added)
def key_added(user: User, authenticator: Authenticator, **told: Any) -> None:
    """Let the log tell what allauth added."""
    services.record_key_added(key=authenticator, by=user, on=clock.today())


@receiver(authenticator_removed)
def key_removed(user: User, authenticator: Authenticator, **told: Any) -> None:
    """Let the log tell what allauth removed."""
    services.record_key_removed(key=authenticator, by=user, on=clock.today())


@receiver(authenticator_reset)
def codes_renewed(user: User, **told: Any) -> None:
    """Let the log tell that recovery codes were made anew."""
    services.record_codes_renewed(by=user, on=clock.today())


@receiver(user_logged_in)
def seen(request: HttpRequest, **told: Any) -> None:
    """Note nothing of a session for a while after it began."""
    is_due_to_be_seen(str(request.session.session_key))
