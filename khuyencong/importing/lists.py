"""The list of imports."""

from khuyencong.importing.enums import BatchState
from khuyencong.importing.models import LOAD, ImportBatch
from khuyencong.ui.lists import LISTS, Action, Column, DayFilter, Filter, ListDefinition


def _batches(user):
    visible = ImportBatch.objects.visible_to(user)
    return visible.select_related("organisation", "uploaded_by")


def _found(rows, text):
    return rows.filter(name__icontains=text)


BATCHES = ListDefinition(
    code="importing.batches",
    url_name="importing:batches",
    rows=_batches,
    title="Nhập liệu từ tệp Excel",
    noun="đợt nhập liệu",
    order=("-uploaded_at",),
    empty_text="Đưa danh sách đề án, cơ sở, sản phẩm, số liệu tổng hợp đang có trong tệp Excel vào đây;"
    " phần mềm đọc tệp, chỉ từng ô cần xem lại, và chỉ nhận những dòng bạn đồng ý.",
    search=_found,
    search_hint="Tìm theo tên tệp",
    row_url=ImportBatch.get_absolute_url,
    action=Action("Nhập tệp mới", "importing:upload", LOAD),
    filters=(
        Filter(code="tinh-trang", label="Tình trạng", choices=BatchState.choices, apply="state"),
        DayFilter(code="ngay", label="Ngày tải lên", field="uploaded_at__date"),
    ),
    columns=(
        Column(code="tep", label="Tệp", field="name", sort=("name",)),
        Column(
            code="tinh-trang",
            label="Tình trạng",
            field="state",
            kind="badge",
            choices=dict(BatchState.choices),
            tone=lambda batch: batch.tone,
            sort=("state",),
        ),
        Column(
            code="don-vi",
            label="Đơn vị nhập",
            field="organisation__short_name",
            on_phone=False,
            sort=("organisation__short_name",),
        ),
        Column(code="nguoi", label="Người nhập", field="uploaded_by__full_name", on_phone=False),
        Column(
            code="luc", label="Tải lên", field="uploaded_at", kind="moment", sort=("uploaded_at",)
        ),
    ),
)

LISTS.register(BATCHES)
