"""Forms about people, their roles and who stands in for them."""

from django import forms

from khuyencong.accounts.forms.fields import RecordField, RoleField
from khuyencong.core import clock
from khuyencong.ui.forms import DayField, Form, TextField

CAPACITIES = [
    ("KT.", "KT. — cấp phó ký thay người đứng đầu"),
    ("TL.", "TL. — người đứng đầu đơn vị thuộc cơ quan ký thừa lệnh"),
    ("TUQ.", "TUQ. — ký thừa ủy quyền, có văn bản ủy quyền"),
]
SIGN_IN_NAME = r"[a-z0-9][a-z0-9._-]{2,59}"


class WhoForm(Form):
    """Who a person is, and by what an identity provider would know them."""

    full_name = TextField(label="Họ và tên", max_length=120)
    phone = TextField(label="Điện thoại", max_length=20, required=False)
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        help_text="Địa chỉ người này dùng ở tài khoản định danh, nếu có.",
    )
    personal_id = forms.RegexField(
        label="Số định danh cá nhân",
        regex=r"^[0-9]{12}$",
        required=False,
        help_text="12 chữ số trên thẻ căn cước, để đăng nhập bằng tài khoản định danh.",
        error_messages={"invalid": "Số định danh cá nhân gồm 12 chữ số."},
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class EditPersonForm(WhoForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)


class RoleForm(Form):
    """A role in an organisation from a day on."""

    organisation = RecordField(label="Tổ chức")
    role = RoleField(label="Vai trò")
    title = TextField(
        label="Chức vụ",
        max_length=120,
        required=False,
        help_text="Như ghi dưới chữ ký, ví dụ: Phó Giám đốc.",
    )
    is_head = forms.BooleanField(
        label="Là người đứng đầu tổ chức",
        required=False,
        help_text="Người đứng đầu ký văn bản; mỗi tổ chức có một người.",
    )
    on = DayField(label="Từ ngày", initial=clock.today)

    def __init__(self, *args, organisations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)
        self.fields["role"].offer(organisations)


class AssignForm(RoleForm):
    until = DayField(label="Đến hết ngày", required=False, help_text="Để trống nếu lâu dài.")


class MoveForm(RoleForm):
    reason = TextField(label="Căn cứ", required=False, help_text="Số, ngày của quyết định.")


class NewPersonForm(RoleForm, WhoForm):
    field_order = ("full_name", "phone", "organisation", "role", "title", "is_head", "on")
    username = forms.RegexField(
        label="Tên đăng nhập",
        regex=f"^{SIGN_IN_NAME}$",
        required=False,
        help_text="Để trống thì hệ thống tự đặt theo tên. Chữ thường không dấu, số, dấu chấm.",
        error_messages={
            "invalid": "Tên đăng nhập gồm từ 3 đến 60 chữ thường không dấu, số hoặc dấu . _ -"
        },
    )


class EndForm(Form):
    on = DayField(label="Từ ngày", initial=clock.today)
    reason = TextField(label="Lý do, căn cứ", max_length=500, lines=2)


class ReasonForm(Form):
    reason = TextField(label="Lý do", max_length=500, lines=2)


class HandoverForm(Form):
    to_user = RecordField(label="Người nhận bàn giao")
    on = DayField(label="Từ ngày", initial=clock.today)
    reason = TextField(label="Lý do, căn cứ", max_length=500, required=False)

    def __init__(self, *args, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_user"].offer(colleagues, _named)


class DelegationForm(Form):
    organisation = RecordField(label="Thay mặt ở tổ chức")
    taker = RecordField(label="Người nhận")
    capacity = forms.ChoiceField(label="Hình thức ký", choices=CAPACITIES)
    on = DayField(label="Từ ngày", initial=clock.today)
    until = DayField(label="Đến hết ngày")
    citation = TextField(
        label="Văn bản",
        max_length=200,
        required=False,
        help_text="Số, ngày của văn bản phân công hoặc ủy quyền; bắt buộc với TUQ.",
    )

    def __init__(self, *args, organisations, takers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(organisations)
        self.fields["taker"].offer(takers, _named)


def _named(person):
    return f"{person.full_name} ({person.username})"
