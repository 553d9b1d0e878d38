"""The appropriations with what is left of them, and the journal."""

from django.db.models import QuerySet, Sum

from khuyencong.budget.enums import APPROPRIATED, OF_SUBJECT, Source, Stage
from khuyencong.budget.models import Appropriation, Journal
from khuyencong.budget.queries import (
    journals_visible_to,
    visible_to,
    with_amounts,
    with_balances,
)
from khuyencong.core.dates import format_date
from khuyencong.core.search import matching
from khuyencong.ui.lists import LISTS, Action, Column, DayFilter, Filter, ListDefinition, Total

SOURCES = {source.value: source.caption for source in Source}
STAGES = {stage.value: stage.label for stage in Stage}
SHORT = {
    Stage.AVAILABLE: "Còn lại",
    Stage.PLANNED: "Kế hoạch",
    Stage.COMMITTED: "Cam kết",
    Stage.ADVANCED: "Tạm ứng",
    Stage.PAID: "Thanh toán",
    Stage.SETTLED: "Quyết toán",
}


def years(user):
    found = visible_to(user).order_by("-year").values_list("year", flat=True)
    return [(str(year), str(year)) for year in found.distinct()]


def organisations(user):
    found = visible_to(user).order_by("organisation__name")
    pairs = found.values_list("organisation__public_id", "organisation__name").distinct()
    return list(pairs)


def filters(path: str) -> tuple[Filter, ...]:
    """Return the filters by year, source and organisation of an appropriation under `path`."""
    return (
        Filter(code="nam", label="Năm", choices=years, apply=f"{path}year", words="năm {}"),
        Filter(
            code="nguon",
            label="Nguồn",
            choices=[(source.value, source.label) for source in APPROPRIATED],
            apply=f"{path}source",
            words="nguồn {}",
        ),
        Filter(
            code="to-chuc",
            label="Tổ chức",
            choices=organisations,
            apply=f"{path}organisation__public_id",
        ),
    )


def money(stage: str, label: str) -> Column:
    return Column(
        code=stage,
        label=label,
        field=f"{stage}_vnd",
        kind="million",
        unit="triệu",
        sort=(f"{stage}_vnd",),
        on_phone=stage in {"allotted", Stage.AVAILABLE},
    )


def total(stage: str, label: str) -> Total:
    unit = "triệu đồng" if stage == Stage.SETTLED else ""  # once, behind the last sum
    return Total(code=stage, label=label.lower(), expression=Sum(f"{stage}_vnd"), unit=unit)


def stage_bar(row) -> list[tuple[str, str, int]]:
    """Return where the money of an appropriation with balances stands, for the bar."""
    return [
        (f"shade-{place}", stage.label, getattr(row, f"{stage}_vnd"))
        for place, stage in enumerate(SHORT, 1)
    ]


def search_appropriations(rows: QuerySet[Appropriation], text: str) -> QuerySet[Appropriation]:
    return matching(rows, text, "organisation__name")


def search_journals(rows: QuerySet[Journal], text: str) -> QuerySet[Journal]:
    return matching(rows, text, "voucher_no", "memo", "appropriation__organisation__name")


def _appropriations(user):
    return with_balances(visible_to(user)).select_related("organisation")


def _journals(user):
    return with_amounts(journals_visible_to(user)).select_related("appropriation__organisation")


APPROPRIATIONS = ListDefinition(
    code="ngan-sach",
    url_name="budget:appropriations",
    rows=_appropriations,
    title="Ngân sách",
    noun="nguồn kinh phí",
    columns=(
        Column(code="nguon", label="Nguồn kinh phí", field="source", choices=SOURCES),
        Column(code="nam", label="Năm", field="year", kind="year", sort=("year",)),
        Column(code="to-chuc", label="Tổ chức", field="organisation__name"),
        money("allotted", "Dự toán"),
        *(money(stage, label) for stage, label in SHORT.items()),
    ),
    filters=filters(""),
    order=("-year", "organisation__name", "source"),
    search=search_appropriations,
    search_hint="Tìm theo tên tổ chức",
    empty_text="Dự toán được ghi từ quyết định giao kinh phí khuyến công của cấp có thẩm quyền.",
    totals=(
        total("allotted", "dự toán"),
        *(total(stage, label) for stage, label in SHORT.items()),
    ),
    row_url=Appropriation.get_absolute_url,
    action=Action("Nhập quyết định", "budget:decision", "budget.appropriate"),
    template="budget/appropriations.html",
)

JOURNALS = ListDefinition(
    code="so-cai",
    url_name="budget:journals",
    rows=_journals,
    title="Sổ nhật ký",
    noun="bút toán",
    columns=(
        Column(
            code="chung-tu",
            label="Chứng từ",
            field="voucher_no",
            detail=lambda journal: format_date(journal.voucher_on),
        ),
        Column(
            code="ghi-so", label="Ghi sổ", field="booked_on", kind="day", sort=("booked_on", "pk")
        ),
        Column(
            code="noi-dung",
            label="Nội dung",
            field="memo",
            detail=lambda journal: "đã đảo" if journal.is_reversed else "",
        ),
        Column(code="tu", label="Từ", field="from_stage", choices=STAGES, on_phone=False),
        Column(code="den", label="Đến", field="to_stage", choices=STAGES, on_phone=False),
        Column(
            code="tien",
            label="Số tiền",
            field="amount_vnd",
            kind="million",
            unit="triệu",
            sort=("amount_vnd",),
        ),
        Column(
            code="nguon",
            label="Nguồn",
            field="appropriation__source",
            choices=SOURCES,
            on_phone=False,
        ),
        Column(code="nam", label="Năm", field="appropriation__year", kind="year", on_phone=False),
        Column(
            code="to-chuc",
            label="Tổ chức",
            field="appropriation__organisation__name",
            on_phone=False,
        ),
    ),
    filters=(
        *filters("appropriation__"),
        Filter(
            code="den",
            label="Giai đoạn",
            choices=[(stage.value, stage.label) for stage in (Stage.AVAILABLE, *OF_SUBJECT)],
            apply="to_stage",
            words="chuyển sang {}",
        ),
        DayFilter(code="ghi-so", label="Ngày ghi sổ", field="booked_on"),
    ),
    order=("-booked_on", "-pk"),
    search=search_journals,
    search_hint="Tìm theo số chứng từ, nội dung, tổ chức",
    empty_text="Mỗi lần tiền được giao, đưa vào kế hoạch, tạm ứng, thanh toán hay quyết toán sẽ"
    " có một bút toán ở đây, không sửa và không xóa được.",
    totals=(Total(code="tien", label="số tiền", expression=Sum("amount_vnd"), unit="triệu đồng"),),
    row_url=Journal.get_absolute_url,
    template="budget/journals.html",
)

for _definition in (APPROPRIATIONS, JOURNALS):
    LISTS.register(_definition)
