"""Passkeys, codes and recovery codes of one's own: allauth's views in our pages."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.urls import reverse_lazy

from khuyencong.accounts.forms.keys import AddKeyForm
from khuyencong.accounts.forms.sign_in import ActivateCodeForm
from khuyencong.accounts.queries import keys_of, needs_second_factor
from khuyencong.accounts.views.common import me, page
from khuyencong.ui.access import signed_in


class OverviewView(IndexView):
    """What opens the account beside the password, and what the person's roles ask for."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        count = keys_of(me(self.request)).count()
        is_needed = needs_second_factor(me(self.request))
        return super().get_context_data(**kwargs) | {
            "is_due": is_needed and not count,
            "may_remove": count > 1 or not is_needed,
        }


class RemoveKeyView(RemoveWebAuthnView):
    """Taking back a passkey; the last one of a person who must have one stays."""

    def get_queryset(self) -> Any:
        person = me(self.request)
        keys = super().get_queryset()
        is_last = needs_second_factor(person) and keys_of(person).count() < 2
        return keys.none() if is_last else keys


overview = page(signed_in, OverviewView, "accounts/second_factor.html")
add_code = page(signed_in, ActivateTOTPView, "accounts/add_code.html", form_class=ActivateCodeForm)
remove_code = page(signed_in, DeactivateTOTPView, "accounts/remove_code.html")
add_key = page(signed_in, AddWebAuthnView, "accounts/add_key.html", form_class=AddKeyForm)
remove_key = page(
    signed_in, RemoveKeyView, "accounts/remove_key.html", success_url=reverse_lazy("mfa_index")
)
recovery_codes = page(signed_in, ViewRecoveryCodesView, "accounts/recovery_codes.html")
renew_codes = page(signed_in, GenerateRecoveryCodesView, "accounts/renew_codes.html")
