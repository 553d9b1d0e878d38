"""What people type about establishments, their products and the support they received."""

from dataclasses import dataclass

from django import forms

from khuyencong.core import clock
from khuyencong.establishments.enums import (
    AwardLevel,
    AwardStatus,
    EvidenceKind,
    LegalForm,
    ProductGroup,
    SupportSource,
    Trade,
)
from khuyencong.establishments.models import CraftVillage
from khuyencong.establishments.queries import (
    communes_in,
    craft_villages_in,
    owners_known_to,
    provinces_edited_by,
)
from khuyencong.establishments.queries.duplicates import told
from khuyencong.establishments.services.merging import FIELDS
from khuyencong.geography.models import AdminUnit
from khuyencong.ui.forms import (
    BulkForm,
    CountField,
    DayField,
    Form,
    MillionField,
    PagesField,
    TextField,
    VersionedForm,
    YearField,
)

SIDES = ("first", "second")
UNTOLD = {"—", "không"}  # what is the same in both and tells nothing
NOT_CHOSEN = [("", "— chọn —")]
FIRST_AWARDS = 2000  # the first selections were held after that
MAX_WORKERS = 1_000_000


class UnitField(forms.ModelChoiceField):
    """A place, chosen by its public id."""

    def __init__(self, **kwargs):
        kwargs.setdefault("empty_label", "— chọn —")
        kwargs.setdefault("queryset", AdminUnit.objects.none())
        super().__init__(to_field_name="public_id", **kwargs)


class TradeOfManyForm(BulkForm):
    """The trade that many establishments are given."""

    trade = forms.ChoiceField(label="Ngành nghề", choices=NOT_CHOSEN + Trade.choices)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)


class CommuneOfManyForm(BulkForm):
    """The commune in which many establishments are placed."""

    unit = UnitField(
        label="Xã, phường, đặc khu", help_text="Chỉ cho những cơ sở chưa biết ở xã nào."
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        communes = communes_in(provinces_edited_by(by)).select_related("parent")
        self.fields["unit"].queryset = communes


class EstablishmentForm(VersionedForm):
    """An establishment of a province that the person works for."""

    name = TextField(label="Tên cơ sở", max_length=200, help_text="Như trên giấy đăng ký.")
    legal_form = forms.ChoiceField(label="Loại hình", choices=NOT_CHOSEN + LegalForm.choices)
    trade = forms.ChoiceField(
        label="Ngành nghề",
        choices=NOT_CHOSEN + Trade.choices,
        help_text="Theo NĐ 45/2012/NĐ-CP Điều 5 và NĐ 235/2025/NĐ-CP.",
    )
    trade_text = TextField(
        label="Sản phẩm, nghề cụ thể",
        max_length=300,
        required=False,
        help_text="Ví dụ: cà phê bột, mắc ca sấy.",
    )
    tax_code = TextField(
        label="Mã số thuế",
        max_length=14,
        required=False,
        help_text="10 chữ số, 10 chữ số-3 chữ số (chi nhánh) hoặc 12 chữ số (hộ kinh doanh).",
    )
    employees = CountField(label="Số lao động", max_value=MAX_WORKERS, required=False)
    revenue_vnd = MillionField(label="Doanh thu năm trước", required=False)
    capital_vnd = MillionField(label="Tổng nguồn vốn", required=False)
    province = UnitField(label="Tỉnh, thành phố")
    unit = UnitField(label="Xã, phường, đặc khu", required=False)
    craft_village = forms.ModelChoiceField(
        label="Làng nghề được công nhận",
        queryset=CraftVillage.objects.none(),
        to_field_name="public_id",
        empty_label="— không ở trong làng nghề —",
        required=False,
    )
    address_text = TextField(
        label="Địa chỉ",
        max_length=300,
        required=False,
        help_text="Số nhà, thôn, buôn; địa chỉ cũ đã công bố vẫn giữ nguyên.",
    )
    owner_name = TextField(label="Chủ cơ sở, người đại diện", max_length=120, required=False)
    phone = TextField(label="Điện thoại", max_length=20, required=False)
    is_woman_owned = forms.BooleanField(label="Chủ là nữ", required=False)
    is_minority_owned = forms.BooleanField(label="Chủ là người dân tộc thiểu số", required=False)
    note = TextField(label="Ghi chú", max_length=2000, lines=3, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        provinces = provinces_edited_by(by)
        self.fields["province"].queryset = provinces
        self.fields["unit"].queryset = communes_in(provinces)
        self.fields["craft_village"].queryset = craft_villages_in(provinces)


class DayForm(Form):
    """The day on which eligibility is judged."""

    ngay = DayField(label="Xét theo ngày")


class ProductForm(VersionedForm):
    """A product of an establishment."""

    name = TextField(label="Tên sản phẩm", max_length=200)
    group = forms.ChoiceField(label="Nhóm sản phẩm", choices=NOT_CHOSEN + ProductGroup.choices)
    is_set = forms.BooleanField(label="Là bộ sản phẩm", required=False)
    note = TextField(label="Ghi chú", max_length=2000, lines=3, required=False)


class AwardForm(Form):
    """What a product reached in one selection."""

    level = forms.ChoiceField(label="Cấp bình chọn", choices=NOT_CHOSEN + AwardLevel.choices)
    status = forms.ChoiceField(label="Kết quả", choices=AwardStatus.choices)
    year = YearField(label="Năm")
    decision_no = TextField(label="Số quyết định", max_length=60, required=False)
    decision_on = DayField(label="Ngày quyết định", required=False)
    prize = TextField(label="Giải", max_length=60, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].min_value = FIRST_AWARDS
        self.fields["year"].max_value = clock.today().year


class SupportForm(Form):
    """State money received outside the schemes that are run here."""

    source = forms.ChoiceField(label="Nguồn hỗ trợ", choices=SupportSource.choices)
    item = TextField(
        label="Nội dung chi được hỗ trợ",
        max_length=300,
        help_text="Ghi đúng máy móc, hạng mục: dùng để phát hiện hỗ trợ trùng.",
    )
    amount_vnd = MillionField(label="Số tiền", min_vnd=1)
    received_on = DayField(label="Ngày nhận")
    voucher = TextField(label="Chứng từ", max_length=100, required=False)


class CraftVillageForm(Form):
    """A craft village recognised by the People's Committee."""

    name = TextField(label="Tên làng nghề", max_length=200)
    unit = UnitField(label="Xã, phường, đặc khu")
    decision_no = TextField(label="Số quyết định công nhận", max_length=60)
    recognised_on = DayField(label="Được công nhận từ ngày")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = communes_in(provinces_edited_by(by))


class WithdrawalForm(Form):
    """The end of a recognition."""

    decision_no = TextField(label="Số quyết định thu hồi", max_length=60)
    withdrawn_on = DayField(label="Thu hồi từ ngày")


class MemberForm(Form):
    """Who may follow the file of the establishment as its own."""

    username = TextField(label="Tên đăng nhập của người bên cơ sở", max_length=60)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by

    def clean_username(self):
        user = owners_known_to(self.by).filter(username=self.cleaned_data["username"]).first()
        if user is None:
            raise forms.ValidationError(
                "Ở địa bàn của bạn không có người dùng nào giữ vai trò cơ sở với tên này."
            )
        return user


class ReasonForm(Form):
    """Why two records are not one, or are two after all."""

    reason = TextField(label="Lý do", max_length=300, help_text="Để người sau khỏi xem lại từ đầu.")


@dataclass(frozen=True)
class Side:
    """A value of one of two records."""

    side: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """One field of two records, to choose between where they differ."""

    name: str
    label: str
    values: tuple[Side, Side]
    differs: bool


class MergeForm(Form):
    """Which of two records stays, and from which of them each differing value is taken."""

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.sides = dict(zip(SIDES, pair.records, strict=True))
        self.fields["survivor"] = forms.ChoiceField(
            label="Giữ bản ghi", choices=[(side, str(r)) for side, r in self.sides.items()]
        )
        self.fields["survivor"].initial = SIDES[0]
        for name in FIELDS[type(pair.first)]:
            mine, theirs = (getattr(record, name) for record in pair.records)
            if mine != theirs:
                field = forms.ChoiceField(
                    label=_label(pair.first, name), choices=[(side, side) for side in SIDES]
                )
                field.initial = SIDES[len(str(theirs or "")) > len(str(mine or ""))]  # tells more
                self.fields[name] = field

    @property
    def survivor(self):
        """The record that stays."""
        return self.sides[self.cleaned_data["survivor"]]

    @property
    def taken(self):
        """The fields whose value comes from the record that goes."""
        chosen = self.cleaned_data
        names = set(chosen) - {"survivor"}
        return {name for name in names if chosen[name] != chosen["survivor"]}

    @property
    def lines(self):
        """Every field of both records, the choice of the survivor first."""
        yield self._line("survivor", "Giữ bản ghi", ("giữ bản ghi này",) * 2)
        for name in FIELDS[type(self.pair.first)]:
            texts = tuple(told(record, name) for record in self.pair.records)
            if set(texts) <= UNTOLD:
                continue
            yield self._line(name, _label(self.pair.first, name), texts)

    def _line(self, name, label, texts):
        chosen = self[name].value() if name in self.fields else ""
        values = (Side(side, text, side == chosen) for side, text in zip(SIDES, texts, strict=True))
        return Line(name, label, tuple(values), name in self.fields)


def _label(record, name):
    label = str(record._meta.get_field(name.removesuffix("_id")).verbose_name)
    return label[:1].upper() + label[1:]


class EvidenceForm(Form):
    """A paper for the locker."""

    file = forms.FileField(label="Tệp", help_text="PDF hoặc ảnh chụp rõ; không quá 20 MB.")
    pages = PagesField(
        label="Trang", required=False, help_text="Nếu tệp quét nhiều giấy tờ: ghi trang, ví dụ 2-4."
    )
    kind = forms.ChoiceField(label="Loại giấy tờ", choices=NOT_CHOSEN + EvidenceKind.choices)
    title = TextField(label="Tên giấy tờ", max_length=200)
    number = TextField(label="Số", max_length=100, required=False)
    issuer = TextField(label="Nơi cấp", max_length=200, required=False)
    issued_on = DayField(label="Ngày cấp", required=False)
    expires_on = DayField(
        label="Có giá trị đến hết ngày", required=False, help_text="Bỏ trống nếu không có hạn."
    )
    product: forms.ModelChoiceField = forms.ModelChoiceField(
        label="Của sản phẩm",
        queryset=None,
        to_field_name="public_id",
        required=False,
        empty_label="— cả cơ sở —",
    )
    note = TextField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args, establishment, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["product"].queryset = establishment.products.all()


class RemovalForm(Form):
    """Why a paper leaves the locker."""

    reason = TextField(label="Lý do rút ra", max_length=300)
