"""The form by which a scheme comes in that ran elsewhere before."""

from django import forms

from khuyencong.norms.enums import Fund
from khuyencong.schemes.enums import TAKEABLE
from khuyencong.schemes.forms.writing import FIRST_YEAR, LAST_YEAR
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.rules.standing import Standing, Voucher
from khuyencong.ui.forms import DayField, Form, MillionField, TextField, YearField

ADVANCES, PAYMENTS = 3, 2
VOUCHERS = (("advance", "Tạm ứng", ADVANCES), ("payment", "Thanh toán", PAYMENTS))
STANDING = (
    *("state", "support_vnd", "counterpart_vnd", "decision_no", "approved_on", "contract_no"),
    *("contracted_on", "started_on", "minutes_no", "accepted_on", "accepted_eligible_vnd"),
    "accepted_support_vnd",
)


def _paper(label, number="Số"):
    return (
        TextField(label=f"{number} {label}", max_length=100, required=False),
        DayField(label=f"Ngày {label}", required=False),
    )


class TakeOverForm(Form):
    """Who, what, where it stands, its papers and vouchers; amounts typed in triệu."""

    kind = forms.ChoiceField(label="Loại đề án")
    fund = forms.ChoiceField(label="Nguồn kinh phí", choices=Fund.choices)
    name = TextField(label="Tên đề án", max_length=300)
    year = YearField(label="Năm kế hoạch", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    organisation = forms.ChoiceField(label="Đơn vị thực hiện")
    place_text = TextField(label="Địa điểm", required=False)
    ends_on = DayField(label="Phải xong trước ngày", required=False)
    state = forms.ChoiceField(
        label="Đề án đang ở trạng thái",
        choices=[(state.value, state.label) for state in TAKEABLE],
        widget=forms.RadioSelect,
    )
    support_vnd = MillionField(label="Kinh phí khuyến công đã duyệt (triệu đồng)")
    counterpart_vnd = MillionField(label="Vốn đối ứng (triệu đồng)")
    other_vnd = MillionField(label="Nguồn khác (triệu đồng)", required=False)
    decision_no, approved_on = _paper("quyết định phê duyệt")
    contract_no, contracted_on = _paper("hợp đồng")
    started_on = DayField(label="Ngày bắt đầu thực hiện", required=False)
    minutes_no, accepted_on = _paper("biên bản nghiệm thu")
    accepted_eligible_vnd = MillionField(
        label="Chi phí hợp lệ được nghiệm thu (triệu đồng)", required=False
    )
    accepted_support_vnd = MillionField(
        label="Kinh phí theo nghiệm thu (triệu đồng)", required=False
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {o.public_id: o for o in organisations}
        self.fields["kind"].choices = [(kind.code, kind.label) for kind in KINDS.values()]
        self.fields["organisation"].choices = [(i, o.name) for i, o in self.organisations.items()]
        for slug, label, most in VOUCHERS:
            for n in range(1, most + 1):
                self.fields[f"{slug}_{n}_no"] = TextField(
                    label=f"{label} lần {n}: số chứng từ", max_length=100, required=False
                )
                self.fields[f"{slug}_{n}_on"] = DayField(label="Ngày", required=False)
                self.fields[f"{slug}_{n}_vnd"] = MillionField(
                    label="Số tiền (triệu đồng)", required=False
                )

    def voucher_rows(self):
        """Yield the three fields of each voucher: advances, then payments."""
        for slug, _, most in VOUCHERS:
            for n in range(1, most + 1):
                yield [self[f"{slug}_{n}_{part}"] for part in ("no", "on", "vnd")]

    def standing(self):
        """Return where the scheme stands as typed; rows left empty are no vouchers."""
        typed = self.cleaned_data
        return Standing(
            **{name: typed[name] for name in STANDING},
            other_vnd=typed["other_vnd"] or 0,
            advances=self._vouchers("advance", ADVANCES),
            payments=self._vouchers("payment", PAYMENTS),
        )

    def _vouchers(self, slug, most):
        rows = (
            [self.cleaned_data[f"{slug}_{n}_{part}"] for part in ("no", "on", "vnd")]
            for n in range(1, most + 1)
        )
        return tuple(Voucher(*row) for row in rows if any(row))
