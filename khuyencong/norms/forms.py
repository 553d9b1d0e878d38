"""What a person types in to enter documents and rows."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError

from khuyencong.core.dates import parse_date
from khuyencong.geography.enums import AreaKind, UnitLevel
from khuyencong.geography.models import AdminUnit
from khuyencong.geography.queries import find_unit, provinces_on
from khuyencong.norms.enums import Approver, DeadlineStep, Fund, InstrumentKind, SupportKind
from khuyencong.norms.models import (
    AreaListing,
    DatedRow,
    DeadlineRule,
    HolidayList,
    Norm,
    Procedure,
)
from khuyencong.norms.permissions import ENTER, may
from khuyencong.ui.forms import CountField, DayField, DecimalField, Form, MillionField, TextField

MOST_LINES = 500
EVERYWHERE = "ca-nuoc"
AREA_KINDS = (AreaKind.DIFFICULT, AreaKind.ESPECIALLY_DIFFICULT, AreaKind.CLASS1_CITY)


class InstrumentForm(Form):
    kind = forms.ChoiceField(
        label="Loại văn bản", choices=InstrumentKind.choices, initial=InstrumentKind.RESOLUTION
    )
    number = TextField(label="Số, ký hiệu", max_length=160, help_text="Ví dụ: 12/2025/NQ-HĐND")
    title = TextField(label="Trích yếu", max_length=400, lines=2)
    issuer = TextField(label="Cơ quan ban hành", max_length=160)
    province = forms.ChoiceField(label="Áp dụng ở")
    issued_on = DayField(label="Ngày ban hành")
    in_force_on = DayField(label="Có hiệu lực từ ngày")

    def __init__(self, *args, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        mine = [p for p in provinces_on(on) if may(user, ENTER, p)]
        self.fields["province"].choices = [
            *((p.public_id, str(p)) for p in mine),
            (EVERYWHERE, "Cả nước (ví dụ thông báo ngày nghỉ)"),
        ]

    def clean_province(self):
        code = self.cleaned_data["province"]
        return None if code == EVERYWHERE else AdminUnit.objects.get(public_id=code)


class ScanForm(Form):
    scan = forms.FileField(
        label="Bản chụp văn bản",
        help_text="PDF, JPEG hoặc PNG, tối đa 20 MB.",
        error_messages={"empty": "Tệp này trống.", "required": "Hãy chọn tệp."},
    )


class RowForm(Form):
    """The parts that every table shares; `values()` gives the table's own fields."""

    table: type[DatedRow]
    OWN: tuple[str, ...] = ()

    article = TextField(label="Điều, khoản", max_length=160, help_text="Ví dụ: Điều 3 khoản 2")
    first_on = DayField(label="Từ ngày")
    last_on = DayField(
        label="Đến hết ngày",
        required=False,
        help_text="Để trống khi chưa biết; dòng mới sau này tự kết thúc dòng này.",
    )
    note = TextField(label="Ghi chú", max_length=600, required=False, lines=2)

    def __init__(self, *args, instrument, **kwargs):
        super().__init__(*args, **kwargs)
        self.instrument = instrument
        self.order_fields(self.OWN)
        if instrument.in_force_on and "first_on" in self.fields:
            self.fields["first_on"].initial = instrument.in_force_on

    @classmethod
    def title(cls):
        return f"Nhập {cls.table._meta.verbose_name}"

    def values(self):
        return {name: self.cleaned_data[name] for name in self.OWN} | self.place()

    def place(self):
        return {"province": self.instrument.province}


class CeilingForm(RowForm):
    table = Norm
    OWN = ("kind", "rate_percent", "cap_vnd", "unit", "condition", "variant")

    kind = forms.ChoiceField(label="Nội dung hỗ trợ", choices=SupportKind.choices)
    rate_percent = DecimalField(
        label="Tỷ lệ tối đa (%)", required=False, min_value=0, max_value=150, places=2
    )
    cap_vnd = MillionField(label="Mức tối đa", required=False)
    unit = TextField(label="Tính cho", max_length=60, required=False, help_text="Ví dụ: cơ sở")
    condition = TextField(label="Điều kiện", max_length=600, required=False, lines=2)
    variant = TextField(
        label="Trường hợp riêng",
        max_length=120,
        required=False,
        help_text="Chỉ ghi khi văn bản đặt nhiều mức cho cùng một nội dung.",
    )

    def clean(self):
        given = super().clean()
        if not self.errors and given["rate_percent"] is None and given["cap_vnd"] is None:
            self.add_error("cap_vnd", "Nhập tỷ lệ hoặc mức tiền tối đa, ít nhất một trong hai.")
        return given

    def place(self):
        return super().place() | {"fund": Fund.LOCAL}


class ProcedureForm(RowForm):
    table = Procedure
    OWN = ("approver", "advance_percent", "min_invested_percent", "condition")

    approver = forms.ChoiceField(label="Nơi phê duyệt kế hoạch", choices=Approver.choices)
    advance_percent = DecimalField(
        label="Tạm ứng tối đa (%)", required=False, min_value=0, max_value=100, places=2
    )
    min_invested_percent = DecimalField(
        label="Khi đã đầu tư ít nhất (%)", required=False, min_value=0, max_value=100, places=2
    )
    condition = TextField(label="Điều kiện tạm ứng", max_length=600, required=False, lines=2)


class DeadlineForm(RowForm):
    table = DeadlineRule
    OWN = ("step", "days", "is_working", "counted_from")

    step = forms.ChoiceField(label="Bước", choices=DeadlineStep.choices)
    days = CountField(label="Số ngày", min_value=1, max_value=730)
    is_working = forms.BooleanField(label="Tính theo ngày làm việc", required=False)
    counted_from = TextField(
        label="Tính từ",
        max_length=200,
        required=False,
        help_text="Ví dụ: từ ngày nhận đủ hồ sơ",
    )

    def place(self):
        return super().place() | {"fund": Fund.LOCAL}


class LinesForm(RowForm):
    """Several lines in one box, each read on its own; all errors are told with their line."""

    def read_lines(self, field, read):
        lines = [line.strip() for line in self.cleaned_data[field].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise ValidationError(f"Mỗi lần nhập tối đa {MOST_LINES} dòng.")
        found, wrong = [], []
        for number, line in enumerate(lines, 1):
            try:
                found.append(read(line))
            except ValueError as error:
                wrong.append(f"Dòng {number} “{line[:60]}”: {error}")
        if wrong:
            raise ValidationError(wrong[:20])
        return list(dict.fromkeys(found))


class AreaForm(LinesForm):
    table = AreaListing
    OWN = ("list_kind", "unit_codes")

    list_kind = forms.ChoiceField(
        label="Danh mục", choices=[(kind.value, kind.label) for kind in AREA_KINDS]
    )
    unit_codes = TextField(
        label="Các xã, phường, đặc khu",
        max_length=100_000,
        lines=12,
        help_text="Mỗi dòng một tên, có thể chép từ phụ lục của văn bản.",
    )
    field_order = ("article", "first_on", "last_on", "note", "list_kind", "unit_codes")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean_unit_codes(self):
        on = self.cleaned_data.get("first_on")
        if on is None:
            raise ValidationError("Nhập từ ngày trước, vì tên xã thay đổi theo thời gian.")
        return self.read_lines("unit_codes", lambda line: self._code(line, on))

    def _code(self, name, on):
        unit = find_unit(name, UnitLevel.COMMUNE, on, within=self.instrument.province)
        if unit is None:
            raise ValueError(f"không có đúng một đơn vị tên này ở {self.instrument.province}.")
        return unit.code


class HolidayForm(LinesForm):
    table = HolidayList
    OWN = ("year", "days")

    first_on = last_on = None  # type: ignore[assignment]
    year = CountField(label="Năm", min_value=2012, max_value=2100)
    days = TextField(
        label="Các ngày nghỉ",
        max_length=5000,
        lines=12,
        help_text="Mỗi dòng một ngày, ví dụ 02/09/2026. Không cần ghi thứ Bảy, Chủ nhật.",
    )

    def clean_days(self):
        return sorted(self.read_lines("days", self._day))

    def clean(self):
        given = super().clean()
        if not self.errors:
            given["first_on"] = dt.date(given["year"], 1, 1)
            given["last_on"] = dt.date(given["year"], 12, 31)
        return given

    def _day(self, line):
        day = parse_date(line)
        if day.year != self.cleaned_data.get("year"):
            raise ValueError("không thuộc năm đang nhập.")
        return day

    def place(self):
        return {}


LOCAL_FORMS = (CeilingForm, ProcedureForm, DeadlineForm, AreaForm)


def forms_for(instrument):
    """Return the forms for what a document may hold: a province's figures, or days off."""
    allowed = LOCAL_FORMS if instrument.province_id else (HolidayForm,)
    return {form.table.SLUG: form for form in allowed}


class WithdrawForm(Form):
    reason = TextField(label="Lý do rút", max_length=300)


class DayForm(Form):
    """Day, fund and province of the page; what cannot be read falls back to today's."""

    ngay = DayField(label="Vào ngày")
    quy = forms.ChoiceField(label="Nguồn", choices=Fund.choices)
    tinh = forms.ChoiceField(label="Tỉnh")

    def __init__(self, *args, provinces, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tinh"].choices = [(p.public_id, str(p)) for p in provinces]
