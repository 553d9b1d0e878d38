"""Forms of signing in, of its second step and of changing one's own password."""

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.mfa.base import forms as allauth_mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from khuyencong.accounts.sessions import prolong
from khuyencong.ui.forms import Form, TextField

LONGEST_PASSWORD = 200
CODE_INPUT = {
    "autocomplete": "one-time-code",
    "inputmode": "numeric",
    "spellcheck": "false",
    "autofocus": True,
}


class PasswordField(forms.CharField):
    """A password, kept exactly as typed."""

    def __init__(self, *, autocomplete: str, **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=LONGEST_PASSWORD, strip=False, widget=widget, **kwargs)


class SignInForm(Form, LoginForm):
    """The same answer for an unknown name, a wrong password and a locked account."""

    password = PasswordField(label="Mật khẩu", autocomplete="current-password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = TextField(label="Tên đăng nhập", max_length=60)
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username webauthn",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }

    def add_prefix(self, field_name):
        """Name the input as password keepers know it."""
        return "username" if field_name == "login" else field_name

    def clean_login(self):
        return self.cleaned_data["login"].lower()

    def login(self, request, redirect_url=None):
        answer = super().login(request, redirect_url=redirect_url)
        prolong(request)  # allauth counts from the last request on, we from the sign-in
        return answer


class _CodeForm(Form):
    code = TextField(
        label="Mã 6 chữ số trong ứng dụng, hoặc một mã dự phòng",
        max_length=20,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE_INPUT


class AuthenticateForm(_CodeForm, allauth_mfa.AuthenticateForm):
    """The second step of signing in."""


class ConfirmByCodeForm(_CodeForm, allauth_mfa.ReauthenticateForm):
    """Who is signed in proves by a code that it is still they."""


class ConfirmByPasswordForm(Form, ReauthenticateForm):
    """Who is signed in proves by the password that it is still they."""

    password = PasswordField(label="Mật khẩu", autocomplete="current-password")


class ActivateCodeForm(Form, ActivateTOTPForm):
    """The first code of an authenticator app shows that it holds our secret."""

    code = TextField(label="Mã 6 chữ số đang hiện trong ứng dụng", max_length=20)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= CODE_INPUT


class ChangePasswordForm(Form):
    old_password = PasswordField(label="Mật khẩu đang dùng", autocomplete="current-password")
    new_password = PasswordField(
        label="Mật khẩu mới",
        autocomplete="new-password",
        help_text="Ít nhất 10 ký tự, không quá phổ biến và không giống tên của bạn."
        " Một câu ngắn dễ nhớ là tốt nhất.",
    )
    again = PasswordField(label="Nhập lại mật khẩu mới", autocomplete="new-password")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_old_password(self):
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise ValidationError("Mật khẩu đang dùng không đúng.")
        return old

    def clean_new_password(self):
        new = self.cleaned_data["new_password"]
        if new == self.cleaned_data.get("old_password"):
            raise ValidationError("Mật khẩu mới phải khác mật khẩu đang dùng.")
        validate_password(new, self.user)
        return new

    def clean(self):
        data = super().clean()
        new, again = data.get("new_password"), data.get("again")
        if new and again and new != again:
            self.add_error("again", "Hai lần nhập mật khẩu mới chưa giống nhau.")
        return data
