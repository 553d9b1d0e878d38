"""The forms in which a scheme is written: the draft, the eight parts, estimate, machines."""

import re
from itertools import zip_longest

from django import forms

from khuyencong.geography.queries import communes_of
from khuyencong.schemes.enums import Part
from khuyencong.schemes.kinds import KINDS, QuestionType, kinds_on
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.services import PART_FIELDS, LineInput, MachineInput
from khuyencong.ui.forms import (
    CountField,
    DayField,
    DecimalField,
    Difference,
    Form,
    TextField,
    VersionedForm,
    VndField,
    YearField,
    shown_value,
)

LONG = 10_000
MOST_ROWS = 200
ROW_OF_FINDING = re.compile(r"^line\..*\.(\d+)$")  # the place of a row stands in the code
FIRST_YEAR, LAST_YEAR = 2000, 2100
HINTS = {
    "rationale": "Vì sao cần làm, căn cứ nào; nêu hiện trạng bằng con số.",
    "objectives": "Kết quả đo được: công suất, chất lượng, việc làm, doanh thu.",
    "scale": "Tính năng hơn hẳn của công nghệ, máy móc, sản phẩm so với hiện nay.",
    "contents": "Từng việc, ai làm, xong khi nào.",
    "organisation_text": "Ai điều hành, ai phối hợp, cơ sở làm gì.",
    "effects": "Kinh tế, xã hội, môi trường; có bền vững, có nhân rộng được không.",
}


def _year(label="Năm kế hoạch"):
    return YearField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR)


class DraftForm(Form):
    """What a scheme begins with."""

    kind = forms.ChoiceField(label="Loại đề án", widget=forms.RadioSelect)
    name = TextField(
        label="Tên đề án", help_text="Nêu máy hoặc mô hình, tên cơ sở và nơi làm.", max_length=300
    )
    year = _year()
    organisation = forms.ChoiceField(label="Đơn vị thực hiện")

    def __init__(self, *args, organisations, on, fund, **kwargs):
        super().__init__(*args, **kwargs)
        self.organisations = {o.public_id: o for o in organisations}
        self.fields["kind"].choices = [(k.code, k.label) for k in kinds_on(on, fund=fund)]
        self.fields["organisation"].choices = [(i, o.name) for i, o in self.organisations.items()]
        if len(self.organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial.setdefault("organisation", next(iter(self.organisations)))

    def values(self):
        """Return what the service wants."""
        typed = dict(self.cleaned_data)
        return typed | {"organisation": self.organisations[typed["organisation"]]}


class PartForm(VersionedForm):
    """One of the eight parts of TT 36/2013 Điều 5."""

    def __init__(self, *args, scheme, part, on, **kwargs):
        self.scheme, self.part = scheme, part
        kwargs["initial"] = self._saved() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name in PART_FIELDS[part]:
            if name in HINTS:
                label = str(Scheme._meta.get_field(name).verbose_name).capitalize()
                self.fields[name] = TextField(
                    label=label, help_text=HINTS[name], max_length=LONG, lines=9, required=False
                )
        add = {Part.PARTIES: self._add_parties, Part.SCALE: self._add_questions}.get(part)
        if add:
            add(on)
        if part == Part.CONTENTS:
            self.fields["starts_on"] = DayField(label="Bắt đầu từ ngày", required=False)
            self.fields["ends_on"] = DayField(label="Đến ngày", required=False)

    def _saved(self):
        saved = {name: getattr(self.scheme, name) for name in PART_FIELDS[self.part]}
        answers = {f"question_{code}": given for code, given in self.scheme.answers.items()}
        if self.scheme.unit:
            saved["unit"] = self.scheme.unit.public_id
        return saved | answers | {"version": self.scheme.version}

    def _add_parties(self, on):
        kinds = [(k.code, k.label) for k in kinds_on(on, fund=self.scheme.fund)]
        self.units = {unit.public_id: unit for unit in communes_of(self.scheme.province)}
        units = [("", "— chọn —"), *((i, f"{unit}") for i, unit in self.units.items())]
        self.fields["name"] = TextField(label="Tên đề án", max_length=300)
        self.fields["kind"] = forms.ChoiceField(label="Loại đề án", choices=kinds)
        self.fields["year"] = _year()
        self.fields["unit"] = forms.ChoiceField(
            label="Xã, phường, đặc khu nơi thực hiện", choices=units, required=False
        )
        self.fields["place_text"] = TextField(label="Địa điểm cụ thể", required=False)
        self.fields["coordination_text"] = TextField(
            label="Đơn vị phối hợp", max_length=LONG, lines=2, required=False
        )

    def _add_questions(self, on):
        for question in KINDS[self.scheme.kind].questions:
            self.fields[f"question_{question.code}"] = _question_field(question)

    def values(self):
        """Return what the service wants: fields of the part, answers under one name."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in PART_FIELDS[self.part] if name in typed}
        if self.part == Part.PARTIES:
            values["unit"] = self.units.get(typed["unit"])
        if self.part == Part.SCALE:
            codes = [question.code for question in KINDS[self.scheme.kind].questions]
            values["answers"] = {code: typed[f"question_{code}"] for code in codes}
        return values


def _question_field(question):
    given = {"label": question.label, "help_text": question.help, "required": False}
    if question.type is QuestionType.YES_NO:
        return forms.BooleanField(**given)
    if question.type is QuestionType.NUMBER:
        field = CountField(**given)
        field.unit = question.unit
        return field
    return TextField(max_length=LONG, lines=4, **given)


class RowForm(Form):
    """One row of a table; a row with nothing but its tick is no row."""

    tick = ""

    def has_changed(self):
        return any(name != self.tick for name in self.changed_data)

    def __str__(self):
        """Say the row in one line, for the comparison of two versions."""
        return " · ".join(
            f"{b.label}: {told}" for b in self if b.name != "DELETE" and (told := shown_value(b))
        )


class LineForm(RowForm):
    """One line of the estimate (form 01)."""

    tick = "is_eligible"

    item = TextField(label="Nội dung chi", max_length=300)
    unit = TextField(label="Đơn vị tính", max_length=40)
    quantity = DecimalField(label="Số lượng")
    unit_price_vnd = VndField(label="Đơn giá")
    is_eligible = forms.BooleanField(label="Tính vào chi phí hợp lệ", required=False, initial=True)
    support_vnd = VndField(label="Khuyến công", required=False)
    other_vnd = VndField(label="Nguồn khác", required=False)
    price_source = TextField(
        label="Căn cứ đơn giá",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Căn cứ đơn giá"}),
    )

    def row(self):
        """Return the line as the service takes it."""
        typed = {name: self.cleaned_data[name] for name in self.base_fields}
        amounts = {name: typed[name] or 0 for name in ("support_vnd", "other_vnd")}
        return LineInput(**{**typed, **amounts})


class MachineForm(RowForm):
    """One machine to be supported."""

    tick = "is_new"

    name = TextField(label="Tên máy móc, thiết bị", max_length=200)
    model = TextField(label="Ký hiệu", max_length=120, required=False)
    maker = TextField(label="Hãng, nước sản xuất", max_length=200, required=False)
    year = YearField(label="Năm sản xuất", min_value=1950, max_value=LAST_YEAR, required=False)
    is_new = forms.BooleanField(label="Mới 100 %", required=False, initial=True)
    capacity = TextField(label="Công suất, tính năng", max_length=300, required=False)

    def row(self):
        """Return the machine as the service takes it."""
        return MachineInput(**{name: self.cleaned_data[name] for name in self.base_fields})


class RowSet(forms.BaseFormSet):
    """Rows of a table; those ticked off and the empty ones fall away, errors are told by row."""

    default_error_messages = {
        "missing_management_form": "Trang gửi lên thiếu một phần nên chưa lưu. Hãy tải lại trang; nội dung đang soạn vẫn được giữ.",
        "too_many_forms": f"Chỉ ghi tối đa {MOST_ROWS} dòng.",
    }

    def _construct_form(self, i, **kwargs):
        return super()._construct_form(i, **{**kwargs, "empty_permitted": True})

    def rows(self):
        """Return the rows as the service takes them."""
        return [form.row() for form in self._kept()]

    def add_refusal(self, refusal):
        """Show each finding at its row where it names one; return those of the whole table."""
        kept, rest = self._kept(), []
        for finding in refusal.findings:
            place = ROW_OF_FINDING.search(finding.code)
            if place and int(place[1]) <= len(kept):
                kept[int(place[1]) - 1].add_error(None, f"{finding.message} {finding.cure}".strip())
            else:
                rest.append(finding)
        return rest

    def compare_with(self, saved):
        """Return where the rows as typed and as somebody saved them meanwhile differ."""
        pairs = zip_longest(
            (str(row) for row in saved.initial_forms), (str(row) for row in self._kept())
        )
        told = [(theirs or "(không có)", mine or "(không có)") for theirs, mine in pairs]
        return [
            Difference(f"Dòng {number}", *texts)
            for number, texts in enumerate(told, start=1)
            if texts[0] != texts[1]
        ]

    def _kept(self):
        return [form for form in self.forms if form.has_changed() and not _is_off(form)]


def _is_off(form):
    return bool(getattr(form, "cleaned_data", {}).get("DELETE"))


def row_set(form, extra=1):
    """Return the formset of `form` with `extra` empty rows."""
    return forms.formset_factory(
        form,
        formset=RowSet,
        extra=extra,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
