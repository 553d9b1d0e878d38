"""Forms that carry what a browser tells of a passkey."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as allauth
from django import forms

from khuyencong.ui.forms import Form, TextField

MALFORMED = (AttributeError, LookupError, TypeError, ValueError, struct.error)


@contextmanager
def _judging() -> Iterator[None]:
    """Take what is no answer of a browser at all for a wrong one."""
    try:
        yield
    except MALFORMED as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _KeyForm(Form):
    def clean_credential(self):
        with _judging():
            return super().clean_credential()


class SecondStepByKeyForm(_KeyForm, allauth.AuthenticateWebAuthnForm):
    """The second step of signing in."""


class SignInByKeyForm(_KeyForm, allauth.LoginWebAuthnForm):
    """Signing in by the passkey alone."""


class ConfirmByKeyForm(_KeyForm, allauth.ReauthenticateWebAuthnForm):
    """Who is signed in proves by a passkey that it is still they."""


class AddKeyForm(Form, allauth.AddWebAuthnForm):
    """A passkey with the name its owner knows it by."""

    name = TextField(
        label="Tên gọi",
        max_length=60,
        required=False,
        help_text="Để bạn nhận ra sau này, ví dụ: Điện thoại của tôi, Khóa USB ở cơ quan.",
    )
    passwordless = forms.BooleanField(
        label="Đăng nhập được ngay bằng khóa này, không cần mật khẩu",
        required=False,
        initial=True,
        help_text="Khóa sẽ hỏi vân tay, khuôn mặt hoặc mã PIN. Khóa USB không có mã PIN: bỏ chọn.",
    )

    def clean(self):
        with _judging():
            return super().clean()
