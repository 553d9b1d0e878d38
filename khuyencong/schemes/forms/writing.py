"""The forms in which a scheme is written: the draft, the eight parts, estimate, machines."""

from django import forms

from khuyencong.accounts.permissions import may
from khuyencong.geography.queries import communes_of
from khuyencong.schemes.enums import Part
from khuyencong.schemes.kinds import KINDS, QuestionType, kinds_on
from khuyencong.schemes.models import Scheme
from khuyencong.schemes.services import PART_FIELDS, LineInput, MachineInput
from khuyencong.ui.forms import CountField, DayField, DecimalField, Form, TextField, VndField

LONG = 10_000
MOST_ROWS = 200
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
    return CountField(label=label, min_value=FIRST_YEAR, max_value=LAST_YEAR)


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


class PartForm(Form):
    """One of the eight parts of TT 36/2013 Điều 5."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

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


class LineForm(Form):
    """One line of the estimate (form 01)."""

    item = TextField(label="Nội dung chi", max_length=300)
    unit = TextField(label="Đơn vị tính", max_length=40)
    quantity = DecimalField(label="Số lượng")
    unit_price_vnd = VndField(label="Đơn giá")
    is_eligible = forms.BooleanField(label="Tính vào chi phí hợp lệ", required=False, initial=True)
    support_vnd = VndField(label="Khuyến công", required=False)
    other_vnd = VndField(label="Nguồn khác", required=False)
    price_source = TextField(label="Căn cứ đơn giá", max_length=300, required=False)

    def has_changed(self):
        """A row with nothing but its tick is no row."""
        return any(name != "is_eligible" for name in self.changed_data)

    def row(self):
        """Return the line as the service takes it."""
        typed = {name: self.cleaned_data[name] for name in self.base_fields}
        amounts = {name: typed[name] or 0 for name in ("support_vnd", "other_vnd")}
        return LineInput(**{**typed, **amounts})


class MachineForm(Form):
    """One machine to be supported."""

    name = TextField(label="Tên máy móc, thiết bị", max_length=200)
    model = TextField(label="Ký hiệu", max_length=120, required=False)
    maker = TextField(label="Hãng, nước sản xuất", max_length=200, required=False)
    year = CountField(label="Năm sản xuất", min_value=1950, max_value=LAST_YEAR, required=False)
    is_new = forms.BooleanField(label="Mới 100 %", required=False, initial=True)
    capacity = TextField(label="Công suất, tính năng", max_length=300, required=False)

    def has_changed(self):
        """A row with nothing but its tick is no row."""
        return any(name != "is_new" for name in self.changed_data)

    def row(self):
        """Return the machine as the service takes it."""
        return MachineInput(**{name: self.cleaned_data[name] for name in self.base_fields})


class RowSet(forms.BaseFormSet):
    """Rows of a table; those ticked off and the empty ones fall away."""

    def rows(self):
        """Return the rows as the service takes them."""
        return [form.row() for form in self.forms if form.has_changed() and not _is_off(form)]


def _is_off(form):
    return form.cleaned_data.get("DELETE", False)


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


def organisations_of(user, organisations):
    """Return those of `organisations` for which the person may write schemes."""
    return [o for o in organisations if may(user, "schemes.write", organisation=o)]
