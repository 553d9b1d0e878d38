"""What allauth asks us: how our site signs people in, and what it refuses."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import redirect

from khuyencong.accounts import services
from khuyencong.accounts.backends import client_address
from khuyencong.accounts.queries import keys_of, needs_second_factor, person_vouched_for
from khuyencong.accounts.sessions import prolong
from khuyencong.core import clock

UNSPOKEN = {"account/messages/logged_in.txt"}  # the page that follows says it


class AccountAdapter(DefaultAccountAdapter):
    """People are made by an administrator; wrong passwords are counted by axes."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave the counting of wrong passwords to axes: by name and address, for all processes."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that axes counts by too."""
        return client_address(request)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin a session that ends at a moment, whatever way was taken to sign in."""
        super().login(request, user)
        prolong(request)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again for the password before keys are changed, not just after signing in."""
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        """Say what happened, unless it is plain to see."""
        if message_template not in UNSPOKEN:
            super().add_message(request, level, message_template, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keys and codes beside the password."""

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return how a device names us beside the passkey."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Return how a device names the person beside the passkey."""
        entity = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.full_name, "name": user.username}

    def get_totp_label(self, user: Any) -> str:
        """Return how an authenticator app names the person."""
        return str(user.username)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last key of a person whose role asks for one."""
        person: Any = authenticator.user
        return not needs_second_factor(person) or keys_of(person).count() > 1


class IdentityAdapter(DefaultSocialAccountAdapter):
    """People whom an identity provider vouches for: known ones come in, others get a page."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Set aside what the provider tells, so that it is asked once and kept nowhere."""
        told = sociallogin.account.extra_data
        sociallogin.account.extra_data = {}
        sociallogin.claims = told.get("userinfo") or told["id_token"]
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link the identity to the person it names at their first sign-in."""
        if sociallogin.is_existing:
            return
        claim = sociallogin.provider.app.settings["claim"]
        person = person_vouched_for(claim, sociallogin.claims)
        if person is None:
            raise ImmediateHttpResponse(redirect("accounts:unknown_identity"))
        services.link_identity(identity=sociallogin.account, by=person, on=clock.today())
        sociallogin.user = person

    def on_authentication_error(self, request: HttpRequest, provider: Any, **details: Any) -> None:
        """Say in our words that it did not work; the causes are in the log."""
        raise ImmediateHttpResponse(redirect("accounts:identity_failed"))
