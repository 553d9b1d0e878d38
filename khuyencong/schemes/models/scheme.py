"""The scheme itself."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from khuyencong.accounts.models import Organisation
from khuyencong.core.fields import money_field, public_id_field
from khuyencong.core.search import Searchable
from khuyencong.establishments.models import Establishment
from khuyencong.establishments.models.base import Sourced
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import Fund
from khuyencong.norms.models import Norm
from khuyencong.schemes.enums import EDITABLE, FUNDED, TONES, Origin, State
from khuyencong.schemes.kinds import kind_label
from khuyencong.schemes.models.batch import PlanBatch
from khuyencong.schemes.models.checks import amount_in_range, binds_run, both_or_neither
from khuyencong.schemes.models.querysets import SchemeQuerySet

# Numbers and days that a state cannot be without.
SINCE_SUBMISSION = Q(submitted_on__isnull=False) & ~Q(code="")
# What was done elsewhere before the scheme was taken over is not made up.
TAKEN_OVER = Q(origin=Origin.TAKEN_OVER)
SINCE_APPROVAL = Q(approved_on__isnull=False) & ~Q(decision_no="")
SINCE_CONTRACT = Q(contracted_on__isnull=False) & ~Q(contract_no="")


# A comparison with an unknown value is not false to the database: a CHECK must ask for it.
SUMS_UNKNOWN = tuple(f"{name}_vnd__isnull" for name in ("support", "counterpart", "other", "total"))
# Which day a state began on; the others began when their holder got the scheme.
SINCE = {
    State.SUBMITTED: "submitted_on",
    State.APPRAISED: "appraised_on",
    State.APPROVED: "approved_on",
    State.CONTRACTED: "contracted_on",
    State.UNDER_WAY: "started_on",
    State.ACCEPTED: "accepted_on",
    State.SETTLED: "settled_on",
}


class Scheme(Searchable, Sourced):
    """A support scheme (đề án): one beneficiary, one fund, one life from draft to closed.

    The days of its steps are kept here beside the steps, for lists and reports; recorded schemes
    have such days without steps. `holder` is the organisation that has to act, since `held_since`.
    """

    public_id = public_id_field()
    code = models.CharField("mã đề án", max_length=40, blank=True)
    reference = models.CharField("mã trong nguồn", max_length=20, blank=True)
    origin = models.CharField("xuất xứ", max_length=10, choices=Origin.choices, default=Origin.RUN)
    state = models.CharField(
        "trạng thái", max_length=12, choices=State.choices, default=State.DRAFT
    )
    round = models.PositiveSmallIntegerField("lần nộp", default=1)
    version = models.PositiveIntegerField("phiên bản", default=1)
    kind = models.CharField("loại đề án", max_length=40)  # a code of kinds.KINDS
    kind_text = models.CharField("nội dung hoạt động như nguồn ghi", max_length=200, blank=True)
    fund = models.CharField("nguồn kinh phí", max_length=10, choices=Fund.choices)
    year = models.PositiveSmallIntegerField("năm kế hoạch", null=True, blank=True)
    name = models.CharField("tên đề án", max_length=300)

    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schemes",
        verbose_name="đơn vị thụ hưởng",
    )
    establishment_text = models.CharField("đơn vị thụ hưởng (chữ)", max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đơn vị thực hiện",
    )
    department = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="cơ quan thẩm định",
    )
    coordination_text = models.TextField("đơn vị phối hợp", blank=True)
    province = models.ForeignKey(
        AdminUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="tỉnh, thành phố",
    )
    unit = models.ForeignKey(
        AdminUnit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="xã, phường, đặc khu",
    )
    place_text = models.CharField("địa điểm", max_length=300, blank=True)

    rationale = models.TextField("sự cần thiết và căn cứ", blank=True)
    objectives = models.TextField("mục tiêu", blank=True)
    scale = models.TextField("quy mô, tính năng", blank=True)
    contents = models.TextField("nội dung và tiến độ", blank=True)
    organisation_text = models.TextField("tổ chức thực hiện", blank=True)
    effects = models.TextField("hiệu quả", blank=True)
    answers = models.JSONField("trả lời câu hỏi của loại đề án", default=dict, blank=True)
    starts_on = models.DateField("bắt đầu từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)

    support_vnd = money_field("kinh phí khuyến công", null=True)
    counterpart_vnd = money_field("vốn đối ứng", null=True)
    other_vnd = money_field("nguồn khác", null=True)
    total_vnd = money_field("tổng kinh phí", null=True)
    eligible_cost_vnd = money_field("chi phí hợp lệ", null=True)
    accepted_eligible_vnd = money_field("chi phí hợp lệ được nghiệm thu", null=True)
    accepted_support_vnd = money_field("kinh phí theo nghiệm thu", null=True)
    settled_vnd = money_field("kinh phí quyết toán", null=True)
    settled_counterpart_vnd = money_field("vốn đối ứng đã chi", null=True)
    settled_other_vnd = money_field("nguồn khác đã chi", null=True)
    norm = models.ForeignKey(
        Norm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="định mức khi phê duyệt",
    )

    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schemes",
        verbose_name="cán bộ phụ trách",
    )
    holder = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="đang giữ hồ sơ",
    )
    held_since = models.DateField("giữ từ ngày", null=True, blank=True)
    batch = models.ForeignKey(
        PlanBatch,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schemes",
        verbose_name="đợt kế hoạch",
    )
    batch_text = models.CharField("đợt như nguồn ghi", max_length=40, blank=True)
    doubt = models.CharField("điểm chưa chắc", max_length=300, blank=True)

    created_on = models.DateField("ngày lập", null=True, blank=True)
    submitted_on = models.DateField("ngày nộp", null=True, blank=True)
    appraised_on = models.DateField("ngày thẩm định", null=True, blank=True)
    approved_on = models.DateField("ngày phê duyệt", null=True, blank=True)
    decision_no = models.CharField("số quyết định", max_length=100, blank=True)
    contracted_on = models.DateField("ngày hợp đồng", null=True, blank=True)
    contract_no = models.CharField("số hợp đồng", max_length=100, blank=True)
    started_on = models.DateField("ngày bắt đầu thực hiện", null=True, blank=True)
    accepted_on = models.DateField("ngày nghiệm thu", null=True, blank=True)
    settled_on = models.DateField("ngày quyết toán", null=True, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)

    objects = SchemeQuerySet.as_manager()

    class Meta(Searchable.Meta):
        abstract = False
        verbose_name = "đề án"
        ordering = ("-pk",)
        indexes = [
            *Searchable.Meta.indexes,
            models.Index(fields=["province", "state"], name="scheme_by_place_state"),
            models.Index(F("year").desc(nulls_last=True), F("id").desc(), name="scheme_by_year"),
            models.Index(fields=["sort_key", "id"], name="scheme_by_name"),
            models.Index(fields=["officer", "state"], name="scheme_by_officer"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                condition=~Q(code=""),
                name="scheme_code_once",
                violation_error_message="Mã đề án này đã cấp.",
            ),
            models.UniqueConstraint(
                fields=["reference"],
                condition=~Q(reference=""),
                name="scheme_reference_once",
                violation_error_message="Mã trong nguồn này đã có ở một đề án khác.",
            ),
            *(
                amount_in_range(f"scheme_{name}", f"{name}_vnd")
                for name in (
                    "support",
                    "counterpart",
                    "other",
                    "total",
                    "eligible_cost",
                    "accepted_eligible",
                    "accepted_support",
                    "settled",
                    "settled_counterpart",
                    "settled_other",
                )
            ),
            binds_run(
                "scheme_adds_up",
                Q(**dict.fromkeys(SUMS_UNKNOWN, True))
                | (
                    Q(**dict.fromkeys(SUMS_UNKNOWN, False))
                    & Q(total_vnd=F("support_vnd") + F("counterpart_vnd") + F("other_vnd"))
                ),
                "Kinh phí khuyến công, vốn đối ứng và nguồn khác phải cộng đúng bằng tổng.",
            ),
            binds_run(
                "scheme_eligible_within_total",
                Q(eligible_cost_vnd__isnull=True)
                | Q(total_vnd__isnull=False, eligible_cost_vnd__lte=F("total_vnd")),
                "Chi phí hợp lệ không thể lớn hơn tổng kinh phí.",
            ),
            binds_run(
                "scheme_run_is_answered_for",
                Q(
                    organisation__isnull=False,
                    department__isnull=False,
                    province__isnull=False,
                    year__isnull=False,
                    officer__isnull=False,
                    holder__isnull=False,
                    held_since__isnull=False,
                    created_on__isnull=False,
                ),
                "Đề án phải có đơn vị thực hiện, cơ quan thẩm định, tỉnh, năm và cán bộ phụ trách.",
            ),
            binds_run(
                "scheme_submitted_has_code",
                Q(state__in=[State.DRAFT, State.WITHDRAWN])
                | SINCE_SUBMISSION
                | (TAKEN_OVER & ~Q(code="")),
                "Đề án đã nộp phải có mã và ngày nộp.",
            ),
            binds_run(
                "scheme_submitted_has_money",
                Q(state__in=sorted([*EDITABLE, State.WITHDRAWN]))
                | Q(support_vnd__isnull=False, support_vnd__gt=0, establishment__isnull=False),
                "Đề án đã nộp phải có đơn vị thụ hưởng và kinh phí.",
            ),
            binds_run(
                "scheme_funded_has_decision",
                ~Q(state__in=sorted([*FUNDED, State.DROPPED, State.STOPPED]))
                | (SINCE_APPROVAL & (Q(batch__isnull=False) | TAKEN_OVER)),
                "Đề án đã phê duyệt phải có số, ngày quyết định và đợt kế hoạch.",
            ),
            binds_run(
                "scheme_contracted_has_contract",
                ~Q(state__in=sorted(FUNDED - {State.APPROVED})) | SINCE_CONTRACT,
                "Đề án đã ký hợp đồng phải có số và ngày hợp đồng.",
            ),
            binds_run(
                "scheme_planned_has_batch",
                ~Q(state=State.PLANNED) | Q(batch__isnull=False),
                "Đề án trong kế hoạch phải thuộc một đợt.",
            ),
            binds_run(
                "scheme_accepted_has_volume",
                ~Q(state__in=[State.ACCEPTED, State.SETTLED, State.CLOSED])
                | Q(
                    accepted_eligible_vnd__isnull=False,
                    accepted_eligible_vnd__gt=0,
                    accepted_support_vnd__isnull=False,
                    accepted_support_vnd__lte=F("support_vnd"),
                ),
                "Nghiệm thu phải có chi phí hợp lệ; kinh phí không vượt mức đã phê duyệt.",
            ),
            binds_run(
                "scheme_settled_within_accepted",
                Q(settled_vnd__isnull=True)
                | Q(state=State.STOPPED)
                | Q(accepted_support_vnd__isnull=False, settled_vnd__lte=F("accepted_support_vnd")),
                "Quyết toán không được vượt kinh phí theo nghiệm thu.",
            ),
            models.CheckConstraint(
                name="scheme_period_forward",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
            both_or_neither(
                "scheme_holder_since", "holder", "held_since", "Ghi ai giữ hồ sơ và từ ngày nào."
            ),
            models.CheckConstraint(
                name="scheme_year_sane",
                condition=Q(year__isnull=True) | Q(year__gte=2000, year__lte=2100),
                violation_error_message="Năm kế hoạch phải trong khoảng 2000–2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("schemes:detail", args=[self.public_id])

    @property
    def is_editable(self) -> bool:
        """Whether its content may be written."""
        return self.origin == Origin.RUN and self.state in EDITABLE

    @property
    def is_recorded(self) -> bool:
        """Whether it was recorded from a source and takes no steps."""
        return self.origin == Origin.RECORDED

    @property
    def is_taken_over(self) -> bool:
        """Whether it ran elsewhere before it came here; the days before are on its papers only."""
        return self.origin == Origin.TAKEN_OVER

    @property
    def is_handed_in(self) -> bool:
        """Whether others than its own centre and department know of it."""
        return self.origin != Origin.RUN or self.submitted_on is not None

    @property
    def is_local(self) -> bool:
        """Whether the province's own budget pays."""
        return self.fund == Fund.LOCAL

    @property
    def kind_label(self) -> str:
        """Name of the kind, as the source says it where it is recorded."""
        return self.kind_text or kind_label(self.kind)

    @property
    def tone(self) -> str:
        """Colour of the state's badge."""
        return TONES[State(self.state)].value

    @property
    def beneficiary(self) -> str:
        """Name of the beneficiary as known."""
        return self.establishment.name if self.establishment else self.establishment_text

    @property
    def state_since(self) -> dt.date | None:
        """The legal day on which the present state began."""
        return getattr(self, SINCE.get(State(self.state), "held_since"))

    def days_held(self, on: dt.date) -> int:
        """Return for how many days the holder has had it."""
        return (on - self.held_since).days if self.held_since else 0
