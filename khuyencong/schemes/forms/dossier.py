"""Adding papers to the dossier: a new file, one from the locker, pages of one scan."""

from django import forms

from khuyencong.ui.forms import DayField, Form, PagesField, TextField

NEITHER = "Chọn một tệp, hoặc một giấy tờ trong kho của cơ sở."


class PaperForm(Form):
    """A file with the number and day of the paper it shows, or a paper of the locker."""

    evidence = forms.ChoiceField(
        label="Dùng lại từ kho giấy tờ của cơ sở", widget=forms.RadioSelect, required=False
    )
    file = forms.FileField(
        label="Tệp", help_text="PDF, ảnh hoặc Word, Excel; không quá 20 MB.", required=False
    )
    pages = PagesField(
        label="Trang", required=False, help_text="Nếu tệp quét nhiều giấy tờ: ghi trang, ví dụ 2-4."
    )
    paper_no = TextField(label="Số văn bản", max_length=100, required=False)
    paper_on = DayField(label="Ngày văn bản", required=False)
    note = TextField(label="Ghi chú", max_length=300, required=False)

    def __init__(self, *args, locker=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.locker = {paper.public_id: paper for paper in locker}
        if self.locker:
            choices = [(i, str(paper)) for i, paper in self.locker.items()]
            self.fields["evidence"].choices = [("", "Không, tải tệp mới"), *choices]
        else:
            del self.fields["evidence"]

    def clean(self):
        typed = super().clean()
        if not typed.get("file") and not typed.get("evidence") and "file" not in self.errors:
            self.add_error("file", NEITHER)
        return typed


class PagesForm(Form):
    """One scan and, for each paper of the list, its pages; the scan stays when pages are wrong."""

    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label="Bản quét", help_text="Một tệp PDF gồm nhiều giấy tờ.", required=False
    )

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        for document in documents:
            self.fields[f"pages_{document.code}"] = PagesField(label=document.label, required=False)

    def spans(self):
        """Return the typed pages by the code of their paper."""
        prefix = "pages_"
        return {
            name.removeprefix(prefix): span
            for name, span in self.cleaned_data.items()
            if name.startswith(prefix) and span
        }
