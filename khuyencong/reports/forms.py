"""What a report is asked for, and a published figure entered by hand."""

from django import forms

from khuyencong.core.periods import Period
from khuyencong.reports.definitions import definitions
from khuyencong.reports.enums import GeoLevel, PeriodKind
from khuyencong.reports.models import DeclaredFigure
from khuyencong.ui.forms import DayField, DecimalField, Form, TextField


class QuestionForm(Form):
    """Place and days of a report, read from the address."""

    noi = forms.ChoiceField(label="Địa bàn, tổ chức")
    tu = DayField(label="Từ ngày")
    den = DayField(label="Đến ngày")

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["noi"].choices = [(slug, place.title) for slug, place in places.items()]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            self.add_error("den", "Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.")
        elif first and last:
            cleaned["period"] = Period(first, last)
        return cleaned


class FigureForm(Form):
    """One figure published before the records begin."""

    indicator = forms.ChoiceField(label="Chỉ tiêu")
    place = forms.ChoiceField(label="Địa bàn")
    first_on = DayField(label="Từ ngày")
    last_on = DayField(label="Đến ngày")
    value = DecimalField(label="Giá trị", help_text="Tiền ghi theo triệu đồng.")
    qualifier = TextField(
        label="Mức chính xác", max_length=60, required=False, help_text="Như nguồn viết: hơn, gần…"
    )
    label = TextField(label="Cách gọi của nguồn", max_length=400)
    source_title = TextField(label="Nguồn", max_length=400, help_text="Tên, số, ngày của văn bản.")
    source_url = TextField(label="Địa chỉ trên mạng", max_length=600, required=False)
    note = TextField(label="Ghi chú", max_length=2000, lines=3, required=False)

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.places = {slug: place for slug, place in places.items() if place.area_id}
        self.fields["place"].choices = [(slug, p.title) for slug, p in self.places.items()]
        self.fields["indicator"].choices = [
            (d.title, [(i.code, f"{i.label} ({i.unit})") for i in d.indicators])
            for d in definitions().values()
        ]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_on"), cleaned.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "Ngày cuối kỳ phải bằng hoặc sau ngày đầu kỳ.")
        return cleaned

    def figure(self):
        """Return the figure as typed, not yet saved."""
        typed = self.cleaned_data
        place = self.places[typed["place"]]
        units = {i.code: i.unit for d in definitions().values() for i in d.indicators}
        period = Period(typed["first_on"], typed["last_on"])
        names = ("indicator", "first_on", "last_on", "value", "qualifier", "label")
        names += ("source_title", "source_url", "note")
        return DeclaredFigure(
            **{name: typed[name] for name in names},
            unit=units[typed["indicator"]],
            value_text=str(typed["value"]),
            geo_level=GeoLevel.PROVINCE,
            area_id=place.area_id,
            place_text=place.title,
            period_kind=_kind_of(period),
            period_text=period.label,
        )


def _kind_of(period):
    is_year = period.first.replace(month=1, day=1) == period.first and (
        period.last == period.first.replace(month=12, day=31)
    )
    if is_year:
        return PeriodKind.YEAR
    if period.last.year > period.first.year:
        return PeriodKind.MULTI_YEAR
    return PeriodKind.QUARTER if (period.last - period.first).days < 93 else PeriodKind.HALF_YEAR
