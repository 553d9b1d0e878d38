"""The decision about a year's money."""

from django import forms

from khuyencong.accounts.models import Organisation
from khuyencong.budget.enums import APPROPRIATED, Source
from khuyencong.core import clock
from khuyencong.ui.forms import DayField, Form, MillionField, TextField

RAISE, LOWER = "tang", "giam"
FIRST_YEAR = 2012  # NĐ 45/2012/NĐ-CP


class DecisionForm(Form):
    """A decision that gives, raises or lowers an appropriation."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="Tổ chức được giao", empty_label="Chọn tổ chức"
    )
    year = forms.TypedChoiceField(label="Năm ngân sách", coerce=int)
    source = forms.ChoiceField(
        label="Nguồn kinh phí",
        choices=[(source.value, source.caption) for source in APPROPRIATED],
        initial=Source.LOCAL,
    )
    direction = forms.ChoiceField(
        label="Quyết định này",
        choices=[(RAISE, "giao mới hoặc bổ sung dự toán"), (LOWER, "giảm dự toán")],
        widget=forms.RadioSelect,
        initial=RAISE,
    )
    amount_vnd = MillionField(label="Số tiền", min_vnd=1)
    decision_no = TextField(label="Số quyết định", max_length=100)
    decision_on = DayField(label="Ngày quyết định")

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations
        self.fields["decision_on"].latest = clock.today()
        this_year = clock.today().year
        self.fields["year"].choices = [(y, y) for y in range(this_year + 1, FIRST_YEAR - 1, -1)]
        self.fields["year"].initial = this_year

    def facts(self):
        """Return what the service asks for: a lowering is a negative amount."""
        facts = dict(self.cleaned_data)
        if facts.pop("direction") == LOWER:
            facts["amount_vnd"] = -facts["amount_vnd"]
        return facts


class ReasonForm(Form):
    """Why a booked decision is withdrawn."""

    reason = TextField(label="Lý do đảo bút toán", max_length=300)
