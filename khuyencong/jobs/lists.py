"""Jobs and letters as lists."""

from django.db.models import Q

from khuyencong.jobs.enums import JobState, MailState
from khuyencong.jobs.models import Job, Mail
from khuyencong.jobs.queries import letters_visible_to, visible_to
from khuyencong.ui.lists import LISTS, Column, DayFilter, Filter, ListDefinition

JOB_LIST = ListDefinition(
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

LETTER_LIST = ListDefinition(
    code="thu-di",
    url_name="jobs:letters",
    rows=letters_visible_to,
    title="Thư đi",
    noun="thư",
    columns=(
        Column(code="tieu-de", label="Thư", field="subject", detail="problem"),
        Column(
            code="tinh-trang",
            label="Tình trạng",
            field="state",
            kind="badge",
            choices=dict(MailState.choices),
            tone=lambda mail: mail.tone,
        ),
        Column(
            code="nguoi-nhan", label="Người nhận", value=lambda mail: ", ".join(mail.recipients)
        ),
        Column(code="luc", label="Soạn lúc", field="written_at", kind="moment", sort=("id",)),
    ),
    filters=(
        Filter(code="tinh-trang", label="Tình trạng", choices=MailState.choices, apply="state"),
    ),
    order=("-id",),
    search=lambda rows, text: rows.filter(
        Q(subject__icontains=text) | Q(recipients__icontains=text)
    ),
    search_hint="Tìm theo tiêu đề, địa chỉ",
    empty_text="Thư mà phần mềm gửi cho người dùng hiện ở đây cho đến khi máy chủ thư nhận, "
    "và thêm 30 ngày sau đó.",
    row_url=Mail.get_absolute_url,
)

LISTS.register(JOB_LIST)
LISTS.register(LETTER_LIST)
