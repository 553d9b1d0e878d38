"""Forms about organisations, their names and powers."""

from django import forms

from khuyencong.accounts.enums import OrganisationKind, Power
from khuyencong.accounts.forms.fields import RecordField
from khuyencong.core import clock
from khuyencong.ui.forms import DayField, Form, TextField

NO_PARENT = "— Không có —"


class _PlacedForm(Form):
    """Where an organisation stands in the tree and since when it uses the system."""

    short_name = TextField(label="Tên gọi tắt", max_length=80)
    parent = RecordField(label="Cấp trên", required=False, empty=NO_PARENT)
    budget_parent = RecordField(
        label="Cấp trên về dự toán",
        required=False,
        empty="— Như cấp trên —",
        help_text="Chỉ chọn khi dự toán gửi về nơi khác với cấp trên.",
    )
    in_use_from = DayField(
        label="Dùng hệ thống từ ngày",
        required=False,
        help_text="Trước ngày này, báo cáo lấy số liệu đã công bố thay cho hồ sơ.",
    )

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(organisations)
        self.fields["budget_parent"].offer(organisations)


class EditOrganisationForm(_PlacedForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)


class NewOrganisationForm(_PlacedForm):
    field_order = ("kind", "name", "short_name", "code", "area")
    kind = forms.ChoiceField(label="Loại", choices=OrganisationKind.choices)
    name = TextField(label="Tên đầy đủ", max_length=200)
    code = TextField(
        label="Ký hiệu trong số văn bản",
        max_length=40,
        required=False,
        help_text="Ví dụ SCT trong số 12/QĐ-SCT.",
    )
    area = RecordField(label="Địa bàn", required=False, empty="— Cả nước —")
    on = DayField(label="Thành lập từ ngày", initial=clock.today)
    citation = TextField(label="Căn cứ", max_length=200, required=False)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].offer(areas)


class RenameForm(Form):
    name = TextField(label="Tên mới", max_length=200)
    short_name = TextField(label="Tên gọi tắt", max_length=80)
    code = TextField(label="Ký hiệu trong số văn bản", max_length=40, required=False)
    on = DayField(label="Từ ngày", initial=clock.today)
    citation = TextField(label="Căn cứ", max_length=200)


class PowerForm(Form):
    power = forms.ChoiceField(label="Thẩm quyền", choices=Power.choices)
    on = DayField(label="Từ ngày", initial=clock.today)
    until = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu lâu dài.")
    citation = TextField(label="Căn cứ", max_length=200)
