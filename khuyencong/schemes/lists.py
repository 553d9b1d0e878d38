"""The lists of schemes and of plan batches."""

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce

from khuyencong.accounts.queries import scope_of
from khuyencong.geography.models import AdminUnit
from khuyencong.norms.enums import Fund
from khuyencong.schemes.enums import BatchState, Origin, State
from khuyencong.schemes.forms.many import BatchOfManyForm, OfficerOfManyForm
from khuyencong.schemes.kinds import KINDS
from khuyencong.schemes.models import PlanBatch, Scheme
from khuyencong.schemes.permissions import ASSIGN, PLAN
from khuyencong.schemes.queries.many import held_from_assigning, held_from_planning
from khuyencong.schemes.services.many import assign_many, plan_many, unassign_many, unplan_many
from khuyencong.ui.lists import (
    LISTS,
    Action,
    BulkAction,
    Column,
    DayFilter,
    Filter,
    ListDefinition,
    Total,
)

KNOWN_KINDS = [(kind.code, kind.short_label) for kind in KINDS.values()]


def _provinces(user):
    scope = scope_of(user)
    units = AdminUnit.objects.filter(pk__in=Scheme.objects.order_by().values("province"))
    if not scope.is_country:
        units = units.filter(pk__in=scope.province_ids)
    return [(unit.public_id, unit.name) for unit in units]


def _mine(user):
    return [(user.public_id, "tôi phụ trách")]


def _of_kind(rows, values):
    known = Q(kind__in=values)
    return rows.filter(known | ~Q(kind__in=KINDS)) if "other" in values else rows.filter(known)


def _found(rows, text):
    return rows.search(text)


def _ranked(rows, text):
    return rows.nearest(text)


def _schemes(user):
    rows = Scheme.objects.visible_to(user).with_related()
    return rows.annotate(beneficiary_name=Coalesce("establishment__name", "establishment_text"))


def _batches(user):
    rows = PlanBatch.objects.visible_to(user).select_related("organisation", "province")
    return rows.with_sums()


# Columns for whoever chooses them: code, label, field, kind.
MORE = (
    ("code", "Mã", "code", "text"),
    ("kind", "Loại", "kind", "text"),
    ("fund", "Nguồn", "fund", "text"),
    ("province", "Tỉnh, thành phố", "province__name", "text"),
    ("unit", "Xã, phường, đặc khu", "unit__name", "text"),
    ("organisation", "Đơn vị thực hiện", "organisation__name", "text"),
    ("holder", "Đang giữ hồ sơ", "holder__name", "text"),
    ("held-since", "Giữ từ ngày", "held_since", "day"),
    ("counterpart", "Đối ứng", "counterpart_vnd", "million"),
    ("eligible", "Chi phí hợp lệ", "eligible_cost_vnd", "million"),
    ("settled", "Đã quyết toán", "settled_vnd", "million"),
    ("submitted-on", "Ngày nộp", "submitted_on", "day"),
    ("appraised-on", "Ngày thẩm định", "appraised_on", "day"),
    ("approved-on", "Ngày phê duyệt", "approved_on", "day"),
    ("decision", "Số quyết định", "decision_no", "text"),
    ("contract", "Số hợp đồng", "contract_no", "text"),
    ("contracted-on", "Ngày hợp đồng", "contracted_on", "day"),
    ("accepted-on", "Ngày nghiệm thu", "accepted_on", "day"),
    ("settled-on", "Ngày quyết toán", "settled_on", "day"),
    ("ended-on", "Ngày kết thúc", "ended_on", "day"),
    ("source", "Nguồn số liệu", "source_title", "text"),
)
WORDS = {"kind": dict(KNOWN_KINDS), "fund": dict(Fund.choices)}

SCHEMES = ListDefinition(
    code="de-an",
    url_name="schemes:list",
    rows=_schemes,
    title="Đề án",
    noun="đề án",
    order=(F("year").desc(nulls_last=True), "-pk"),
    empty_text="Lập đề án đầu tiên từ một cơ sở có nhu cầu: phần mềm dẫn qua từng phần và nhắc giấy tờ.",
    search=_found,
    rank=_ranked,
    search_hint="Tìm theo tên, mã, cơ sở, nơi thực hiện",
    row_url=Scheme.get_absolute_url,
    action=Action("Lập đề án", "schemes:create", "schemes.write"),
    bulk=(
        BulkAction(
            code="giao-can-bo",
            label="Giao cán bộ phụ trách",
            permission=ASSIGN,
            form=OfficerOfManyForm,
            refused=held_from_assigning,
            act=assign_many,
            undo=unassign_many,
        ),
        BulkAction(
            code="dua-vao-dot",
            label="Đưa vào đợt kế hoạch",
            permission=PLAN,
            form=BatchOfManyForm,
            refused=held_from_planning,
            act=plan_many,
            undo=unplan_many,
        ),
    ),
    filters=(
        Filter(
            code="trang-thai",
            label="Trạng thái",
            choices=[(state.value, state.label.lower()) for state in State],
            apply="state",
        ),
        Filter(code="ai", label="Phụ trách", choices=_mine, apply="officer__public_id"),
        Filter(
            code="loai",
            label="Loại",
            choices=[*KNOWN_KINDS, ("other", "Nội dung khác")],
            apply=_of_kind,
        ),
        Filter(
            code="nguon",
            label="Nguồn",
            choices=[(fund.value, fund.label.lower()) for fund in Fund],
            apply="fund",
            words="nguồn {}",
        ),
        Filter(
            code="tinh", label="Tỉnh", choices=_provinces, apply="province__public_id", words="ở {}"
        ),
        Filter(
            code="xuat-xu",
            label="Xuất xứ",
            choices=[(origin.value, origin.label) for origin in Origin],
            apply="origin",
        ),
        DayFilter(code="phe-duyet", label="phê duyệt", field="approved_on"),
    ),
    totals=(
        Total(code="support", label="hỗ trợ", expression=Sum("support_vnd")),
        Total(code="counterpart", label="đối ứng", expression=Sum("counterpart_vnd")),
        Total(code="total", label="tổng", expression=Sum("total_vnd"), unit="triệu đồng"),
    ),
    columns=(
        Column(
            code="name", label="Đề án", field="name", detail="code", sort=("sort_key",), width=48
        ),
        Column(code="establishment", label="Cơ sở", field="beneficiary_name"),
        Column(code="place", label="Nơi thực hiện", field="place_text", on_phone=False),
        Column(
            code="year",
            label="Năm",
            field="year",
            kind="year",
            sort=("year",),
            on_phone=False,
            width=8,
        ),
        Column(
            code="support",
            label="Hỗ trợ",
            field="support_vnd",
            kind="million",
            sort=("support_vnd",),
        ),
        Column(
            code="total",
            label="Tổng",
            field="total_vnd",
            kind="million",
            sort=("total_vnd",),
            on_phone=False,
        ),
        Column(
            code="state",
            label="Trạng thái",
            field="state",
            kind="badge",
            choices=dict(State.choices),
            tone=lambda row: row.tone,
            sort=("state",),
        ),
        Column(
            code="officer",
            label="Phụ trách",
            field="officer__full_name",
            sort=("officer__full_name",),
            on_phone=False,
        ),
        *(
            Column(
                code=code,
                label=label,
                field=field,
                kind=kind,
                choices=WORDS.get(code, {}),
                on_screen=False,
                on_phone=False,
            )
            for code, label, field, kind in MORE
        ),
    ),
)

BATCHES = ListDefinition(
    code="dot-ke-hoach",
    url_name="schemes:batches",
    rows=_batches,
    title="Đợt kế hoạch",
    noun="đợt kế hoạch",
    order=("-year", "-number"),
    empty_text="Mở một đợt rồi đưa các đề án đã thẩm định đạt vào để trình phê duyệt.",
    row_url=PlanBatch.get_absolute_url,
    action=Action("Mở đợt kế hoạch", "schemes:open_batch", "schemes.plan"),
    filters=(
        Filter(
            code="trang-thai",
            label="Trạng thái",
            choices=[(state.value, state.label.lower()) for state in BatchState],
            apply="state",
        ),
        Filter(
            code="nguon",
            label="Nguồn",
            choices=[(fund.value, fund.label.lower()) for fund in Fund],
            apply="fund",
            words="nguồn {}",
        ),
    ),
    columns=(
        Column(code="batch", label="Đợt", field="number", value=str, sort=("year", "number")),
        Column(code="organisation", label="Cơ quan lập", field="organisation__name"),
        Column(code="count", label="Số đề án", field="scheme_count", kind="number"),
        Column(code="support", label="Hỗ trợ", field="sum_support_vnd", kind="million"),
        Column(code="total", label="Tổng", field="sum_total_vnd", kind="million"),
        Column(code="memo", label="Tờ trình", field="memo_no", on_phone=False),
        Column(code="decision", label="Quyết định", field="decision_no", on_phone=False),
        Column(
            code="state",
            label="Trạng thái",
            field="state",
            kind="badge",
            choices=dict(BatchState.choices),
            tone=lambda row: row.tone,
        ),
    ),
)

for _definition in (SCHEMES, BATCHES):
    LISTS.register(_definition)
