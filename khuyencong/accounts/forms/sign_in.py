"""Forms of signing in and of changing one's own password."""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from khuyencong.ui.forms import Form, TextField

LONGEST_PASSWORD = 200


class PasswordField(forms.CharField):
    """A password, kept exactly as typed."""

    def __init__(self, *, autocomplete: str, **kwargs):
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=LONGEST_PASSWORD, strip=False, widget=widget, **kwargs)


class SignInForm(Form):
    """The same answer for an unknown name, a wrong password and a locked account."""

    username = TextField(label="Tên đăng nhập", max_length=60)
    password = PasswordField(label="Mật khẩu", autocomplete="current-password")

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        self.user = None
        self.fields["username"].widget.attrs |= {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }

    def clean_username(self):
        return self.cleaned_data["username"].lower()

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        self.user = authenticate(self.request, **data)
        if self.user is None:
            raise ValidationError("Tên đăng nhập hoặc mật khẩu không đúng.")
        return data


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
