"""The form of any step: what the workflow table asks for, and what the findings want answered."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms

from khuyencong.core.findings import Refusal, Severity
from khuyencong.schemes.enums import Part
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.rules.answers import OF_FIGURE, OPEN
from khuyencong.schemes.rules.facts import Answer
from khuyencong.ui.forms import CountField, DayField, DecimalField, Form, TextField, VndField

REASON: dict[str, Any] = {"label": "Lý do", "max_length": 2000, "lines": 3}


def _amount(label, help_text=""):
    return VndField(label=label, help_text=help_text)


class StepForm(Form):
    """The fields of one action on one scheme; `findings` are what the rules say on the day."""

    def __init__(self, *args, scheme, action, findings=(), batches=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.scheme, self.action = scheme, action
        self.questions = [f for f in findings if f.severity in OPEN] if action.wants_answers else []
        self.batches = {batch.public_id: batch for batch in batches}
        self._add_paper()
        add = getattr(self, f"_add_{action.code}", None)
        if add:
            add()
        if action.needs_reason:
            self.fields["reason"] = TextField(**REASON, required=not self.items)
        for number, finding in enumerate(self.questions):
            self._add_answer(number, finding)

    @property
    def items(self):
        """Codes and labels of what may be returned item by item."""
        if self.action.code not in {"return", "send_back"}:
            return []
        kind = KINDS[self.scheme.kind]
        parts = [(part.value, part.label) for part in Part]
        return parts + [(document.code, document.label) for document in kind.documents]

    def _add_paper(self):
        paper = self.action.paper
        label = f"Ngày {paper.label.lower()}" if paper else "Ngày"
        self.fields["on"] = DayField(
            label=label, help_text="Luật, kỳ và thời hạn tính theo ngày này."
        )
        if paper:
            self.fields["paper_no"] = TextField(
                label=f"Số {paper.label.lower()}", max_length=100, required=paper.is_required
            )

    def _add_plan(self):
        choices = [(code, f"{batch}") for code, batch in self.batches.items()]
        self.fields["batch"] = forms.ChoiceField(
            label="Đợt kế hoạch", choices=[*choices, ("new", "Mở đợt mới")]
        )

    def _add_progress(self):
        self.fields["percent_done"] = CountField(
            label="Khối lượng hoàn thành (%)", min_value=0, max_value=100
        )
        self.fields["invested_vnd"] = VndField(label="Vốn cơ sở đã đầu tư", required=False)
        self.fields["note"] = TextField(
            label="Tình hình, khó khăn, đề nghị", max_length=2000, lines=4, required=False
        )

    def _add_advance(self):
        self.fields["amount_vnd"] = _amount("Số tiền tạm ứng")

    def _add_payment(self):
        self.fields["amount_vnd"] = _amount("Số tiền thanh toán")

    def _add_accept(self):
        self.fields["eligible_vnd"] = _amount("Chi phí hợp lệ được nghiệm thu")
        for machine in self.scheme.machines.all():
            self.fields[f"serial_{machine.position}"] = TextField(
                label=f"Số máy: {machine}", max_length=100, required=False
            )

    def _add_settle(self):
        self.fields["counterpart_vnd"] = _amount(
            "Vốn đối ứng đã chi", "Theo bảng kê chứng từ (mẫu 8b)."
        )
        self.fields["other_vnd"] = VndField(label="Nguồn khác đã chi", required=False)
        self._add_recovery()

    def _add_stop(self):
        self._add_recovery()

    def _add_recovery(self):
        self.fields["recovered_vnd"] = VndField(
            label="Số tạm ứng thu hồi", required=False, help_text="Để trống nếu không thu hồi."
        )

    def _add_withdraw(self):
        papers = self.scheme.documents.filter(removed_at=None).select_related("file")
        self.papers = {paper.public_id: paper for paper in papers}
        self.fields["signed_paper"] = forms.ChoiceField(
            label="Văn bản có chữ ký của cơ sở",
            required=False,
            choices=[("", "—"), *((code, paper.file.name) for code, paper in self.papers.items())],
        )

    def _add_return(self):
        for code, label in self.items:
            self.fields[f"item_{code}"] = TextField(
                label=label, max_length=1000, lines=2, required=False
            )

    _add_send_back = _add_return

    def _add_answer(self, number, finding):
        self.fields[f"reason_{number}"] = TextField(
            label="Lý do cho qua", max_length=1000, lines=2, required=False
        )
        self.fields[f"citation_{number}"] = TextField(
            label="Căn cứ", max_length=300, required=False, initial=finding.citation
        )
        if finding.code in OF_FIGURE:
            self.fields[f"rate_{number}"] = DecimalField(
                label="Tỷ lệ (%)", max_value=100, required=False
            )
            self.fields[f"cap_{number}"] = VndField(label="Mức tối đa", required=False)

    def plain_fields(self) -> Iterator[forms.BoundField]:
        """Yield the fields that belong to no finding and no returned item."""
        hidden = ("reason_", "citation_", "rate_", "cap_", "item_")
        return (bound for bound in self if not bound.name.startswith(hidden))

    def item_fields(self) -> list[forms.BoundField]:
        """Return the fields of the items that may be returned."""
        return [self[f"item_{code}"] for code, _ in self.items]

    def answer_groups(self):
        """Return each open finding with the fields of its answer."""
        names = ("reason", "citation", "rate", "cap")
        return [
            (finding, [self[f"{n}_{at}"] for n in names if f"{n}_{at}" in self.fields])
            for at, finding in enumerate(self.questions)
        ]

    @property
    def is_asking(self):
        """Whether a finding waits for a figure."""
        return any(finding.severity is Severity.ASK for finding in self.questions)

    def answers(self):
        """Return the answers given to the open findings."""
        typed = self.cleaned_data
        return [
            Answer(
                code=finding.code,
                reason=typed.get(f"reason_{at}", ""),
                citation=typed.get(f"citation_{at}", ""),
                rate_percent=typed.get(f"rate_{at}"),
                cap_vnd=typed.get(f"cap_{at}"),
            )
            for at, finding in enumerate(self.questions)
            if typed.get(f"reason_{at}") or typed.get(f"rate_{at}") is not None
        ]

    def returned_items(self):
        """Return the reasons given item by item."""
        typed = self.cleaned_data
        return [
            {"item": label, "reason": typed[f"item_{code}"]}
            for code, label in self.items
            if typed.get(f"item_{code}")
        ]

    def serial_numbers(self):
        """Return the serial numbers by the machine's position."""
        prefix = "serial_"
        return {
            int(name.removeprefix(prefix)): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix)
        }

    def add_refusal(self, refusal):
        """Show why the service refused: an open question at its answer, a missing number at a machine."""
        places = {f.code: f"reason_{at}" for at, f in enumerate(self.questions)}
        first = next((name for name in self.fields if name.startswith("serial_")), None)
        found = [
            replace(f, field=first or "") if f.field == "serial_numbers" else f
            for f in refusal.findings
        ]
        placed = [replace(f, field=places.get(f.code, f.field)) for f in found]
        super().add_refusal(Refusal(placed))


class ReasonForm(Form):
    """Why something is taken back."""

    reason = TextField(**REASON)


class CorrectionForm(Form):
    """A slip of the pen put right."""

    field = forms.ChoiceField(label="Chỗ đính chính")
    value = TextField(label="Viết lại là", max_length=10_000, lines=5)
    reason = TextField(**REASON)
    paper_no = TextField(label="Số văn bản đính chính", max_length=100)
    on = DayField(label="Ngày văn bản đính chính")

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = choices


class OfficerForm(Form):
    """Who answers for the scheme from now on."""

    officer = forms.ChoiceField(label="Cán bộ phụ trách")
    reason = TextField(**REASON, required=False)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.public_id: person for person in people}
        self.fields["officer"].choices = [(k, p.full_name) for k, p in self.people.items()]
