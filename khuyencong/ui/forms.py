"""Bases and fields of every form: Vietnamese reading and writing, errors by field."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.choices import flatten_choices

from khuyencong.core.dates import format_date, parse_date
from khuyencong.core.findings import Refusal
from khuyencong.core.money import (
    MAX_VND,
    MILLION,
    format_million,
    format_number,
    format_vnd,
    parse_vnd,
)
from khuyencong.core.text import clean, clean_lines

EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2100, 12, 31)
MAX_COUNT = 10**9
MAX_VERSION = 2**31 - 1
NUMBER = re.compile(r"[-−]?(?:[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]+)?")
PAGES = re.compile(r"(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?")


class HouseBoundField(BoundField):
    """Gives each input the look of the house; nothing typed is cut off before it is checked."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        known = f"{widget.attrs.get('class', '')} {_look(widget)}"
        attrs["class"] = f"{known} is-invalid".strip() if self.errors else known.strip()
        if self.field.required and not widget.is_hidden and not self.use_fieldset:
            attrs["aria-required"] = "true"
        if "maxlength" in widget.attrs:
            attrs["maxlength"] = False
        return attrs


def shown_value(bound):
    """Return the value of a field as a person reads it, choices by their words."""
    value = bound.value()
    if isinstance(bound.field.widget, forms.CheckboxInput):
        return "có" if value else "không"
    values = value if isinstance(value, list | tuple) else [value]
    words = {
        str(key): str(label) for key, label in flatten_choices(getattr(bound.field, "choices", ()))
    }
    return ", ".join(words.get(str(v), str(v)) for v in values if v not in {None, ""})


def _look(widget):
    if isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


@dataclass(frozen=True)
class Difference:
    """One field where the typing and the saved record part."""

    label: str
    saved: str
    typed: str


class HouseForm(forms.BaseForm):
    """What both form bases share: own inputs, and the answer of a service shown by field."""

    bound_field_class = HouseBoundField
    use_required_attribute = False  # the browser would speak its own language

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        self.differences: list[Difference] = []
        super().__init__(*args, **kwargs)

    def add_refusal(self, refusal: Refusal) -> None:
        """Show why a service refused, each finding at its field."""
        for finding in refusal.findings:
            text = " ".join(part for part in (finding.message, finding.cure) if part)
            where = finding.field if finding.field in self.fields else None
            self.add_error(where, f"{text} ({finding.citation})" if finding.citation else text)

    def compare_with(self, saved: forms.BaseForm) -> None:
        """Show what was typed beside what somebody saved meanwhile, an unbound form of the record."""
        pairs = [(self[name], saved[name]) for name in self.fields if not self[name].is_hidden]
        shown = [
            (str(mine.label), shown_value(theirs), shown_value(mine)) for mine, theirs in pairs
        ]
        self.differences = [Difference(*row) for row in shown if row[1] != row[2]]


class Form(HouseForm, forms.Form):
    """Base of every plain form."""


class BulkForm(Form):
    """What is asked beside the rows of a bulk action."""

    @property
    def given(self) -> dict[str, Any]:
        """What was typed, by keyword of the action's services."""
        return self.cleaned_data


class VersionedForm(Form):
    """A form over a record that others may change meanwhile; it tells which version it began with."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=MAX_VERSION
    )

    @classmethod
    def initial_of(cls, record: Any) -> dict[str, Any]:
        """Return what `record` puts into the fields before anybody types."""
        return {name: getattr(record, name) for name in cls.base_fields}

    @property
    def changes(self) -> dict[str, Any]:
        """What was typed, by field of the record."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def compare_with(self, saved: forms.BaseForm) -> None:
        """Show the difference, and let the next save go over the version that was shown."""
        super().compare_with(saved)
        typed = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        typed[self.add_prefix("version")] = saved["version"].value()
        self.data = typed


def attempt(
    form: HouseForm,
    act: Callable[[dict[str, Any]], Any],
    fresh: Callable[[], forms.BaseForm] | None = None,
) -> Any:
    """Return what `act` returns for a form filled in order, None when form or service refuses.

    When somebody else saved meanwhile, `fresh` gives the form of the record as it is now, and the
    page shows both beside one another.
    """
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except Refusal as refusal:
        if fresh and any("stale" in finding.code for finding in refusal.findings):
            form.compare_with(fresh())
        form.add_refusal(refusal)
        return None


class ModelForm(HouseForm, forms.ModelForm):
    """Base of every form of one record; saving stays with the services."""


class TextField(forms.CharField):
    """Text in NFC without stray spaces; long text gets lines."""

    def __init__(self, *, max_length: int = 300, lines: int = 1, **kwargs: Any) -> None:
        if lines > 1:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": lines}))
        self.lines = lines
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        if self.lines == 1:
            return clean(text)
        return clean_lines(text)


class _ReadField(forms.CharField):
    """A field whose text is read by a function of core that explains what it cannot read."""

    look = "is-short"
    input_mode = "text"
    placeholder = ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        attrs = {"class": self.look, "inputmode": self.input_mode, "autocomplete": "off"}
        if self.placeholder:
            attrs["placeholder"] = self.placeholder
        return super().widget_attrs(widget) | attrs

    def clean(self, value):
        text = super().clean(value)
        if text in self.empty_values:
            return None
        try:
            return self.read(text)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else self.write(value)


class DayField(_ReadField):
    """A day typed as ngày/tháng/năm."""

    placeholder = "ngày/tháng/năm"
    input_mode = "numeric"

    def __init__(
        self, *, earliest: dt.date = EARLIEST, latest: dt.date = LATEST, **kwargs: Any
    ) -> None:
        self.earliest, self.latest = earliest, latest
        super().__init__(**kwargs)

    def read(self, text):
        day = parse_date(text)
        if not self.earliest <= day <= self.latest:
            first, last = format_date(self.earliest), format_date(self.latest)
            raise ValueError(f"Ngày phải trong khoảng từ {first} đến {last}.")
        return day

    def write(self, value):
        return format_date(value)


class VndField(_ReadField):
    """An amount typed and kept in đồng."""

    look = "is-money"
    unit = "đồng"
    worth = 1

    def __init__(self, *, min_vnd: int = 0, max_vnd: int = MAX_VND, **kwargs: Any) -> None:
        self.min_vnd, self.max_vnd = min_vnd, max_vnd
        super().__init__(**kwargs)

    def read(self, text):
        vnd = parse_vnd(text, unit=self.worth)
        if vnd < self.min_vnd:
            raise ValueError(f"Số tiền phải từ {format_vnd(self.min_vnd)} đồng trở lên.")
        if vnd > self.max_vnd:
            raise ValueError(f"Số tiền không được quá {format_vnd(self.max_vnd)} đồng.")
        return vnd

    def write(self, value):
        return format_vnd(value)


class MillionField(VndField):
    """An amount typed in triệu and kept in đồng."""

    unit = "triệu đồng"
    worth = MILLION

    def write(self, value):
        return format_million(value)


class DecimalField(_ReadField):
    """A number with a comma before decimals, such as a quantity or a rate."""

    input_mode = "decimal"

    def __init__(
        self, *, min_value: int = 0, max_value: int = MAX_COUNT, places: int = 3, **kwargs: Any
    ) -> None:
        self.min_value, self.max_value, self.places = min_value, max_value, places
        super().__init__(**kwargs)

    def read(self, text):
        given = clean(text)
        if not NUMBER.fullmatch(given):
            raise ValueError(
                "Chưa đọc được số này. Hãy viết như 1.056 hoặc 2,5 (dấu phẩy trước phần lẻ)."
            )
        number = Decimal(re.sub(r"[. ]", "", given).replace(",", ".").replace("−", "-"))
        if not self.min_value <= number <= self.max_value:
            low, high = format_number(self.min_value), format_number(self.max_value)
            raise ValueError(f"Số phải trong khoảng từ {low} đến {high}.")
        if number != round(number, self.places):
            raise ValueError(self.too_fine())
        return number

    def too_fine(self):
        return f"Chỉ ghi tối đa {self.places} chữ số sau dấu phẩy."

    def write(self, value):
        return format_number(value)


class CountField(DecimalField):
    """A whole number, such as of workers or machines."""

    input_mode = "numeric"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(places=0, **kwargs)

    def read(self, text):
        return int(super().read(text))

    def too_fine(self):
        return "Phải là số nguyên."


class PagesField(_ReadField):
    """Pages of a scan, typed as 3 or 2-4; cleaned to (first, last)."""

    placeholder = "2-4"

    def read(self, text):
        found = PAGES.fullmatch(clean(text))
        if found is None:
            raise ValueError("Ghi một trang như 3, hoặc từ trang đến trang như 2-4.")
        first, last = found.group(1), found.group(2) or found.group(1)
        return int(first), int(last)

    def write(self, value):
        return f"{value[0]}-{value[1]}"


class YearField(CountField):
    """A year, written without a dot."""

    def write(self, value):
        return str(value)
