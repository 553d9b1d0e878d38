"""Fields read what officers type, say what they cannot read, and lose nothing."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms as django_forms
from django.template import Context, Template

from khuyencong.core.findings import Finding, Refusal, Severity
from khuyencong.ui import forms


def read(field, text):
    return field.clean(text)


def complaint(field, text):
    with pytest.raises(django_forms.ValidationError) as caught:
        field.clean(text)
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        (forms.DayField(), "5/3/2026", dt.date(2026, 3, 5)),
        (forms.DayField(), " 05-03-2026 ", dt.date(2026, 3, 5)),
        (forms.DayField(), "2026-03-05", dt.date(2026, 3, 5)),
        (forms.DayField(required=False), "", None),
        (forms.VndField(), "1.056.000", 1_056_000),
        (forms.VndField(), "18,9 tỷ", 18_900_000_000),
        (forms.MillionField(), "150", 150_000_000),
        (forms.MillionField(), "2.309,5", 2_309_500_000),
        (forms.CountField(), "1.200", 1200),
        (forms.DecimalField(), "2,5", Decimal("2.5")),
        (forms.TextField(), "  Hộ\u00a0 kinh  doanh ", "Hộ kinh doanh"),
        (forms.TextField(lines=3), "một \n\n hai", "một\n\nhai"),
    ],
)
def test_fields_read_what_officers_type(field, text, value):
    assert read(field, text) == value


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        (forms.DayField(), "31/02/2026", "Không có ngày 31/02/2026"),
        (forms.DayField(latest=dt.date(2026, 1, 1)), "02/01/2026", "đến 01/01/2026"),
        (forms.VndField(), "-5", "không được âm"),
        (forms.VndField(), "9" * 30, "quá lớn"),
        (forms.VndField(min_vnd=1), "0", "từ 1 đồng trở lên"),
        (forms.MillionField(max_vnd=300_000_000), "301", "không được quá 300.000.000"),
        (forms.CountField(), "1,5", "số nguyên"),
        (forms.CountField(max_value=10), "11", "từ 0 đến 10"),
        (forms.DecimalField(), "2.5", "Chưa đọc được"),
        (forms.DecimalField(), "-1", "từ 0"),
        (forms.DecimalField(places=1), "1,25", "1 chữ số"),
        (forms.DecimalField(), "nan", "Chưa đọc được"),
        (forms.TextField(max_length=10), "a" * 10_000, "10"),
    ],
)
def test_fields_say_what_they_cannot_read(field, text, words):
    assert words in complaint(field, text)


class Sample(forms.Form):
    name = forms.TextField(label="Tên", max_length=20)
    support_vnd = forms.MillionField(label="Hỗ trợ", required=False)
    kind = django_forms.ChoiceField(label="Loại", choices=[("a", "A")])
    agrees = django_forms.BooleanField(label="Đồng ý", required=False)


def test_form_shows_amounts_as_typed_by_officers():
    assert 'value="2.309,5"' in str(Sample(initial={"support_vnd": 2_309_500_000})["support_vnd"])


def test_wrong_typing_is_shown_again():
    form = Sample({"name": "x" * 50, "support_vnd": "ba trăm"})
    assert not form.is_valid()
    assert "x" * 50 in str(form["name"])
    assert 'value="ba trăm"' in str(form["support_vnd"])


def test_unchanged_amount_counts_as_unchanged():
    form = Sample({"support_vnd": "150", "name": "a"}, initial={"support_vnd": 150_000_000})
    assert "support_vnd" not in form.changed_data


def test_inputs_wear_the_look_of_the_house():
    form = Sample({})
    assert 'class="form-control is-invalid"' in str(form["name"])
    assert 'class="form-select is-invalid"' in str(form["kind"])
    assert 'class="form-check-input"' in str(form["agrees"])


def test_browser_cuts_nothing_off_and_speaks_no_foreign_language():
    html = str(Sample()["name"])
    assert "maxlength" not in html
    assert " required" not in html
    assert 'aria-required="true"' in html


def test_refusal_goes_to_its_fields():
    form = Sample({"name": "a", "kind": "a"})
    assert form.is_valid()
    form.add_refusal(
        Refusal(
            [
                Finding(
                    code="cap",
                    severity=Severity.BLOCK,
                    message="Vượt mức chi.",
                    field="support_vnd",
                    citation="Điều 6",
                    cure="Giảm còn 300.",
                ),
                Finding(code="sum", severity=Severity.BLOCK, message="Chưa khớp.", field="other"),
            ]
        )
    )
    assert form.errors["support_vnd"] == ["Vượt mức chi. Giảm còn 300. (Điều 6)"]
    assert form.non_field_errors() == ["Chưa khớp."]


class Choosing(forms.Form):
    kind = django_forms.ChoiceField(
        label="Loại", choices=[("a", "Máy móc"), ("Nhóm", [("b", "Mô hình")])]
    )
    support_vnd = forms.MillionField(label="Hỗ trợ")


def test_stale_typing_is_shown_beside_what_was_saved():
    form = Choosing({"kind": "b", "support_vnd": "150"})
    form.compare_with(Choosing(initial={"kind": "a", "support_vnd": 150_000_000}))
    assert form.differences == [forms.Difference("Loại", "Máy móc", "Mô hình")]


def test_the_difference_stands_above_the_form():
    form = Choosing({"kind": "b", "support_vnd": "150"})
    form.add_error(None, "Hồ sơ vừa được người khác lưu.")
    form.compare_with(Choosing(initial={"kind": "a", "support_vnd": 90_000_000}))
    html = Template("{% form_errors form %}").render(Context({"form": form}))
    assert "<td>90</td><td>150</td>" in html
    assert "<td>Máy móc</td><td>Mô hình</td>" in html
