"""The forms of a plan batch."""

from django import forms

from khuyencong.norms.enums import Fund
from khuyencong.ui.forms import DayField, Form, TextField, YearField


class OpenForm(Form):
    """A new batch."""

    organisation = forms.ChoiceField(label="Cơ quan lập")
    year = YearField(label="Năm kế hoạch", min_value=2000, max_value=2100)
    fund = forms.ChoiceField(label="Nguồn", choices=Fund.choices, initial=Fund.LOCAL)

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {o.public_id: o for o in organisations}
        self.fields["organisation"].choices = [(i, o.name) for i, o in self.organisations.items()]


class MemoForm(Form):
    """The memo that submits a batch."""

    paper_no = TextField(label="Số tờ trình", max_length=100)
    on = DayField(label="Ngày tờ trình")


class DecisionForm(Form):
    """The decision on the ticked schemes of a batch."""

    paper_no = TextField(label="Số quyết định", max_length=100)
    on = DayField(label="Ngày quyết định", help_text="Luật áp dụng là luật của ngày này.")


class TakeBackForm(Form):
    """Why a memo is taken back."""

    reason = TextField(label="Lý do rút lại tờ trình", max_length=2000, lines=2)
