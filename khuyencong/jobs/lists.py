"""Jobs as a list."""

from khuyencong.jobs.enums import JobState
from khuyencong.jobs.models import Job
from khuyencong.jobs.queries import visible_to
from khuyencong.ui.lists import LISTS, Column, DayFilter, Filter, ListDefinition

JOBS_LIST = ListDefinition(
    code="viec-nen",
    url_name="jobs:jobs",
    rows=visible_to,
    title="Việc chạy nền",
    noun="việc",
    columns=(
        Column(code="ten", label="Việc", field="title", detail="outcome"),
        Column(
            code="tinh-trang",
            label="Tình trạng",
            field="state",
            kind="badge",
            choices=dict(JobState.choices),
            tone=lambda job: job.tone,
        ),
        Column(code="luc", label="Yêu cầu lúc", field="requested_at", kind="moment", sort=("id",)),
        Column(
            code="nguoi", label="Người yêu cầu", field="requested_by__full_name", on_phone=False
        ),
    ),
    filters=(
        Filter(
            code="tinh-trang",
            label="Tình trạng",
            choices=JobState.choices,
            apply="state",
            words="{}",
        ),
        DayFilter(code="ngay", label="Ngày", field="requested_at__date"),
    ),
    order=("-id",),
    search=lambda rows, text: rows.filter(title__icontains=text),
    search_hint="Tìm theo tên việc",
    empty_text="Những việc cần nhiều thời gian, như xuất danh sách lớn hay nhập bảng tính, tự chạy "
    "ở phía sau và hiện ở đây cùng tiến độ và kết quả.",
    row_url=Job.get_absolute_url,
)

LISTS.register(JOBS_LIST)
