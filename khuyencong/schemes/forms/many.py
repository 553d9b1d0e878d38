"""What is asked before something is done to many schemes."""

from django import forms

from khuyencong.accounts.models import User
from khuyencong.core.clock import today
from khuyencong.schemes.models import PlanBatch
from khuyencong.schemes.queries.many import batches_to_fill, officers_to_choose
from khuyencong.ui.forms import BulkForm, TextField


class OfficerOfManyForm(BulkForm):
    """Who answers for the schemes from now on."""

    officer = forms.ModelChoiceField(
        label="Cán bộ phụ trách",
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label="— chọn —",
    )
    reason = TextField(label="Lý do", max_length=2000, lines=2, required=False)

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers_to_choose(by, today())


class BatchOfManyForm(BulkForm):
    """The open batch that the schemes enter."""

    batch = forms.ModelChoiceField(
        label="Đợt kế hoạch",
        queryset=PlanBatch.objects.none(),
        to_field_name="public_id",
        empty_label="— chọn —",
        help_text="Chỉ những đợt chưa trình; mở đợt mới ở trang Đợt kế hoạch.",
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = batches_to_fill(by)
