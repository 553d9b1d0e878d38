"""What happened to a scheme: steps, events under way, papers, corrections."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from khuyencong.accounts.models import Organisation
from khuyencong.budget.models import Journal
from khuyencong.core.fields import money_field, public_id_field
from khuyencong.core.search import Searchable
from khuyencong.documents.models import StoredFile
from khuyencong.establishments.models import Evidence
from khuyencong.schemes.enums import EventKind, State
from khuyencong.schemes.models.checks import amount_in_range, both_or_neither, number_with_day
from khuyencong.schemes.models.querysets import DocumentQuerySet
from khuyencong.schemes.models.scheme import Scheme
from khuyencong.schemes.workflow import BY_CODE, Action


def person_field(label: str, *, null: bool = False) -> models.ForeignKey:
    """Return the key of a person who did something."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=null,
        blank=null,
        related_name="+",
        verbose_name=label,
    )


class Happening(models.Model):
    """What a step and an event share: the paper with its day, the moment of entry, the person.

    `on` is the legal day: law, periods and deadlines go by it. Nothing is deleted, what was wrong
    is taken back with a reason.
    """

    public_id = public_id_field()
    paper_no = models.CharField("số văn bản", max_length=100, blank=True)
    paper_on = models.DateField("ngày văn bản", null=True, blank=True)
    on = models.DateField("ngày")
    at = models.DateTimeField("nhập lúc")
    by = person_field("người nhập")
    acting_for = models.CharField("thay cho", max_length=160, blank=True)
    findings = models.JSONField("kết quả kiểm tra", default=list, encoder=DjangoJSONEncoder)
    answers = models.JSONField("lý do cho qua", default=list, encoder=DjangoJSONEncoder)
    taken_back_at = models.DateTimeField("rút lại lúc", null=True, blank=True)
    taken_back_by = person_field("người rút lại", null=True)
    taken_back_reason = models.CharField("lý do rút lại", max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_live(self) -> bool:
        """Whether it was not taken back."""
        return self.taken_back_at is None


LIVE = Q(taken_back_at__isnull=True)


def _happening_constraints(name: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            name=f"{name}_paper_pair",
            condition=Q(paper_no="", paper_on__isnull=True)
            | (~Q(paper_no="") & Q(paper_on__isnull=False, paper_on=models.F("on"))),
            violation_error_message="Văn bản phải có cả số và ngày.",
        ),
        both_or_neither(
            f"{name}_taken_back_pair",
            "taken_back_at",
            "taken_back_by",
            "Ghi ai rút lại và lúc nào.",
        ),
        models.CheckConstraint(
            name=f"{name}_taken_back_why",
            condition=LIVE | ~Q(taken_back_reason=""),
            violation_error_message="Rút lại phải có lý do.",
        ),
    ]


class Step(Happening):
    """One transition of a scheme (a stop of its life line)."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="steps")
    seq = models.PositiveSmallIntegerField("thứ tự")
    round = models.PositiveSmallIntegerField("lần nộp")
    transition = models.CharField("bước", max_length=20)  # a code of workflow.BY_CODE
    from_state = models.CharField("từ trạng thái", max_length=12, choices=State.choices)
    to_state = models.CharField("sang trạng thái", max_length=12, choices=State.choices)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name="cơ quan"
    )
    on_behalf_of = models.CharField("làm thay", max_length=300, blank=True)
    signed_paper = models.ForeignKey(
        "schemes.SchemeDocument",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="văn bản có chữ ký",
    )
    reason = models.TextField("lý do", blank=True)
    items = models.JSONField("lý do theo từng mục", default=list)
    undo = models.JSONField("giá trị trước bước", default=dict, encoder=DjangoJSONEncoder)
    journals = models.ManyToManyField(Journal, related_name="+", verbose_name="bút toán")

    class Meta:
        verbose_name = "bước"
        ordering = ("seq",)
        constraints = [
            *_happening_constraints("step"),
            models.UniqueConstraint(
                fields=("scheme", "seq"),
                name="step_seq_once",
                violation_error_message="Hai bước trùng thứ tự.",
            ),
            models.UniqueConstraint(
                fields=("scheme", "round", "transition"),
                condition=LIVE,
                name="step_live_once",
                violation_error_message="Bước này đã được thực hiện.",
            ),
            models.CheckConstraint(
                name="step_behalf_is_signed",
                condition=Q(on_behalf_of="") | Q(signed_paper__isnull=False),
                violation_error_message="Làm thay cơ sở phải có văn bản có chữ ký của cơ sở.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What happened, as the life line says it."""
        return self.action.done

    @property
    def action(self) -> Action:
        """The line of the workflow table."""
        return BY_CODE[self.transition]


class SchemeEvent(Happening):
    """Progress, advance or payment: the state stays."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="events")
    step = models.ForeignKey(
        Step, models.PROTECT, related_name="events", verbose_name="dựa trên bước"
    )
    kind = models.CharField("việc", max_length=10, choices=EventKind.choices)
    amount_vnd = money_field("số tiền", null=True)
    percent_done = models.PositiveSmallIntegerField("khối lượng hoàn thành (%)", null=True)
    invested_vnd = money_field("vốn đã đầu tư", null=True)
    note = models.TextField("ghi chú", blank=True)
    journal = models.ForeignKey(
        Journal, models.PROTECT, null=True, related_name="+", verbose_name="bút toán"
    )

    class Meta:
        verbose_name = "việc trong khi thực hiện"
        ordering = ("on", "pk")
        constraints = [
            *_happening_constraints("event"),
            amount_in_range("event_amount", "amount_vnd"),
            amount_in_range("event_invested", "invested_vnd"),
            models.CheckConstraint(
                name="event_fits_its_kind",
                condition=Q(
                    kind=EventKind.PROGRESS,
                    percent_done__isnull=False,
                    percent_done__lte=100,
                    journal__isnull=True,
                )
                | (
                    ~Q(kind=EventKind.PROGRESS)
                    & Q(amount_vnd__isnull=False, amount_vnd__gt=0, journal__isnull=False)
                    & ~Q(paper_no="")
                ),
                violation_error_message="Tiến độ ghi từ 0 đến 100 %; tạm ứng, thanh toán phải có số tiền và chứng từ.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What happened."""
        return self.get_kind_display()

    @property
    def action(self) -> Action:
        """The line of the workflow table."""
        return BY_CODE[self.kind]


class SchemeDocument(Searchable):
    """A paper of the dossier: which requirement it meets, its file, its number and date."""

    public_id = public_id_field()
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="documents")
    step = models.ForeignKey(
        Step,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="dựa trên bước",
    )
    requirement = models.CharField("giấy tờ", max_length=60)  # a document code of the kind
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="tệp")
    evidence = models.ForeignKey(
        Evidence,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lấy từ kho giấy tờ",
    )
    first_page = models.PositiveSmallIntegerField("từ trang", null=True, blank=True)
    last_page = models.PositiveSmallIntegerField("đến trang", null=True, blank=True)
    paper_no = models.CharField("số văn bản", max_length=100, blank=True)
    paper_on = models.DateField("ngày văn bản", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    at = models.DateTimeField("tải lên lúc")
    by = person_field("người tải lên")
    removed_at = models.DateTimeField("gỡ lúc", null=True, blank=True)
    removed_by = person_field("người gỡ", null=True)

    objects = DocumentQuerySet.as_manager()

    class Meta(Searchable.Meta):
        abstract = False
        verbose_name = "giấy tờ của đề án"
        ordering = ("requirement", "at", "pk")
        constraints = [
            number_with_day("document_paper_pair", "paper_no", "paper_on"),
            both_or_neither(
                "document_pages_pair", "first_page", "last_page", "Ghi cả trang đầu và trang cuối."
            ),
            both_or_neither(
                "document_removed_pair", "removed_at", "removed_by", "Ghi ai gỡ và lúc nào."
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    def get_absolute_url(self) -> str:
        """Return the address of the file, of its own pages where it is part of a scan."""
        address = self.file.get_absolute_url()
        if self.first_page is None:
            return address
        return f"{address}?trang={self.first_page}-{self.last_page}"


class Correction(models.Model):
    """A slip of the pen put right after approval (đính chính); money and parties never."""

    public_id = public_id_field()
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="corrections")
    field = models.CharField("mục", max_length=40)
    before = models.TextField("trước")
    after = models.TextField("sau")
    reason = models.CharField("lý do", max_length=500)
    paper_no = models.CharField("số văn bản", max_length=100)
    paper_on = models.DateField("ngày văn bản")
    at = models.DateTimeField("nhập lúc")
    by = person_field("người nhập")

    class Meta:
        verbose_name = "đính chính"
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="correction_has_paper",
                condition=~Q(paper_no="") & ~Q(reason=""),
                violation_error_message="Đính chính phải có số văn bản và lý do.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.before} → {self.after}"

    @property
    def label(self) -> str:
        """Name of the corrected field."""
        labels = {field.name: str(field.verbose_name) for field in Scheme._meta.concrete_fields}
        return labels[self.field]
