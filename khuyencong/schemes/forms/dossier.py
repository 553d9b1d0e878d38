"""Adding a paper to the dossier."""

from django import forms

from khuyencong.ui.forms import DayField, Form, TextField


class PaperForm(Form):
    """One file with the number and day of the paper it shows."""

    file = forms.FileField(label="Tệp", help_text="PDF, ảnh hoặc Word, Excel; không quá 20 MB.")
    paper_no = TextField(label="Số văn bản", max_length=100, required=False)
    paper_on = DayField(label="Ngày văn bản", required=False)
    note = TextField(label="Ghi chú", max_length=300, required=False)
