"""The list of published figures."""

from khuyencong.reports.definitions import definitions
from khuyencong.reports.models import DeclaredFigure
from khuyencong.reports.queries import figures_visible_to
from khuyencong.ui.lists import LISTS, Action, Column, DayFilter, Filter, ListDefinition

SEARCHED = ("label", "place_text", "source_title")


def _search(rows, text):
    for word in text.split():
        found = DeclaredFigure.objects.none()
        for field in SEARCHED:
            found = found | rows.filter(**{f"{field}__unaccent__icontains": word})
        rows = rows & found
    return rows


def _indicators(user):
    return [(i.code, i.label) for d in definitions().values() for i in d.indicators]


FIGURES = ListDefinition(
    code="so-lieu-cong-bo",
    url_name="reports:figures",
    rows=figures_visible_to,
    title="Số liệu công bố",
    noun="số liệu",
    order=("place_text", "-last_on", "reference"),
    empty_text="Ghi các con số đã công bố trước ngày dùng phần mềm, mỗi số kèm nguồn.",
    search=_search,
    search_hint="Tìm theo chỉ tiêu, địa bàn, nguồn",
    row_url=DeclaredFigure.get_absolute_url,
    action=Action("Ghi số liệu", "reports:declare", "reports.declare"),
    filters=(
        Filter(code="chi-tieu", label="Chỉ tiêu", choices=_indicators, apply="indicator"),
        Filter(
            code="loai",
            label="Loại số",
            choices=[("0", "kết quả"), ("1", "kế hoạch")],
            apply=lambda rows, values: rows.filter(is_plan__in=[v == "1" for v in values]),
        ),
        DayFilter(code="ky", label="kỳ", field="last_on"),
    ),
    columns=(
        Column(code="label", label="Chỉ tiêu, theo lời nguồn", field="label", sort=("label",)),
        Column(code="place", label="Địa bàn", field="place_text", sort=("place_text",)),
        Column(code="period", label="Kỳ", field="period_text", sort=("last_on", "first_on")),
        Column(code="value", label="Giá trị", field="value", kind="number", sort=("value",)),
        Column(code="unit", label="Đơn vị", field="unit", on_phone=False),
        Column(code="qualifier", label="Mức", field="qualifier", on_phone=False),
        Column(code="source", label="Nguồn", field="source_title", on_phone=False, width=40),
    ),
)

LISTS.register(FIGURES)
