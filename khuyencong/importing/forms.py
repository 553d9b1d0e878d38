"""Uploading a workbook, naming its columns, typing over a cell."""

import re
from decimal import Decimal

from django import forms

from khuyencong.core.dates import parse_date
from khuyencong.core.money import MILLION
from khuyencong.importing.kinds import KINDS, Field
from khuyencong.importing.rules.facts import plain
from khuyencong.ui.forms import (
    DayField,
    DecimalField,
    Form,
    MillionField,
    TextField,
    YearField,
)

MAX_MB = 20
MAX_FILE = MAX_MB * 1024 * 1024
PAIR = re.compile(r"\s*(?:,|;|\bngày\b)\s*", re.IGNORECASE)
LONGEST = 2000
IGNORE = ("", "— bỏ qua cột này —")


class UploadForm(Form):
    """One .xlsx file."""

    file = forms.FileField(
        label="Tệp Excel (.xlsx)",
        help_text=f"Kéo tệp vào đây hoặc bấm để chọn. Tối đa {MAX_MB} MB.",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": "Hãy chọn một tệp Excel.",
            "empty": "Tệp này rỗng. Chọn lại tệp, có thể lần chép trước bị lỗi.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(
                f"Tệp nặng {file.size // (1024 * 1024)} MB, lớn hơn {MAX_MB} MB."
                " Xóa hình ảnh và trang không cần, hoặc chia danh sách thành nhiều tệp."
            )
        return file


class ColumnsForm(Form):
    """What a table lists and what each of its columns holds."""

    kind = forms.ChoiceField(
        label="Bảng này là",
        choices=[(kind.code, kind.label) for kind in KINDS.values()],
        error_messages={"required": "Hãy chọn bảng này là danh sách gì."},
    )
    year = TextField(label="Năm của cả bảng", max_length=20, required=False)
    period = TextField(label="Kỳ của cả bảng", max_length=80, required=False)
    province = TextField(label="Tỉnh của cả bảng", max_length=80, required=False)

    def __init__(self, *args, sheet, kind="", **kwargs):
        self.sheet = sheet
        known = {name: sheet.context.get(name, "") for name in ("year", "period", "province")}
        kind = kind or (sheet.kind if sheet.kind in KINDS else "")
        super().__init__(*args, initial={"kind": kind, **known}, **kwargs)
        if not kind:
            self.fields["kind"].choices = [
                ("", "Chọn loại danh sách"),
                *self.fields["kind"].choices,
            ]
        fields = KINDS[kind].fields if kind else ()
        for column in sheet.columns:
            self.fields[f"col_{column['letter']}"] = forms.ChoiceField(
                label=column["header"] or f"Cột {column['letter']}",
                choices=[IGNORE, *((f.code, f.label) for f in fields)],
                initial=column["field"],
                required=False,
            )

    @property
    def columns(self):
        """Each column of the table with its choice."""
        return [(column, self[f"col_{column['letter']}"]) for column in self.sheet.columns]

    @property
    def chosen(self):
        """The chosen field of each column by letter."""
        letters = [column["letter"] for column in self.sheet.columns]
        return {letter: self.cleaned_data[f"col_{letter}"] for letter in letters}

    @property
    def context(self):
        """What is said about the whole table."""
        return {name: self.cleaned_data[name] for name in ("year", "period", "province")}


class PairField(TextField):
    """Number and day of a paper in one cell: "2740/QĐ-UBND ngày 28/12/2018"."""

    def clean(self, value):
        number, _, day = super().clean(value).partition("|")
        parts = PAIR.split(number, maxsplit=1) if not day else [number, day]
        if len(parts) == 1 or not parts[1]:
            return parts[0] or None
        try:
            return f"{parts[0]}|{parse_date(parts[1]).isoformat()}"
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


FIELDS = {
    "text": lambda: TextField(max_length=LONGEST, required=False),
    "money": lambda: MillionField(required=False),
    "number": lambda: DecimalField(max_value=10**12, min_value=-(10**12), required=False),
    "year": lambda: YearField(min_value=1900, max_value=2100, required=False),
    "day": lambda: DayField(required=False),
    "mark": lambda: forms.ChoiceField(
        choices=[("", "không đánh dấu"), ("1", "có đánh dấu")], required=False
    ),
    "pair": lambda: PairField(max_length=160, required=False),
}


class CellForm(Form):
    """A cell typed anew, read as its column is."""

    def __init__(self, *args, told: Field, **kwargs):
        super().__init__(*args, **kwargs)
        self.told = told
        self.fields["value"] = FIELDS[told.type]()
        self.fields["value"].label = told.label

    @property
    def value(self):
        """What was typed, as a staged cell holds it."""
        value = self.cleaned_data["value"]
        if value in ("", None):
            return None
        if self.told.type == "money":
            value = Decimal(value) / MILLION
        if self.told.type == "mark":
            return int(value)
        return plain(value)
