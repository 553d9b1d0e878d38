"""How soon one wants notices by e-mail."""

from django import forms

from khuyencong.jobs.enums import MailPace
from khuyencong.ui.forms import Form


class MailChoiceForm(Form):
    """How soon."""

    pace = forms.ChoiceField(
        label="Nhận thông báo qua thư điện tử",
        choices=MailPace.choices,
        widget=forms.RadioSelect,
        help_text="Thông báo luôn hiện trong phần mềm; thư chỉ là thêm.",
    )
