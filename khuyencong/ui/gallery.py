"""What the gallery page shows: each component with made-up content, in every state."""

from typing import Any

from django import forms as django_forms

from khuyencong.core.findings import Finding, Severity
from khuyencong.core.money import MILLION
from khuyencong.ui import forms

TONES = [
    ("info", "Đang thực hiện"),
    ("wait", "Chờ cơ sở bổ sung"),
    ("late", "Trễ 9 ngày"),
    ("done", "Đã nghiệm thu"),
    ("quiet", "Nháp"),
]
COLOURS = [
    ("accent", "nhấn, liên kết"),
    ("ink", "chữ"),
    ("muted", "chữ phụ"),
    ("late", "trễ, bị từ chối"),
    ("wait", "đang chờ ai đó"),
    ("done", "đã xong"),
    ("source-national", "nguồn quốc gia"),
    ("source-local", "nguồn địa phương"),
    ("source-counterpart", "vốn đối ứng"),
    ("source-other", "nguồn khác"),
]
STOPS = [
    ("Nộp", "03/02", "done"),
    ("Thẩm định", "20/02", "done"),
    ("Phê duyệt", "QĐ 75 · 11/03", "done"),
    ("Hợp đồng", "25/03", "done"),
    ("Thực hiện", "còn 68 ngày làm việc", "now"),
    ("Nghiệm thu", "hạn 30/09", "next"),
    ("Quyết toán", "", "next"),
    ("Đóng", "", "next"),
]
LATE_STOPS = [*STOPS[:4], ("Thực hiện", "trễ 9 ngày", "late"), *STOPS[5:]]
MONEY = [
    ("national", "Quốc gia", 300 * MILLION),
    ("local", "Địa phương", 150 * MILLION),
    ("counterpart", "Đối ứng", 520_500_000),
    ("other", "Khác", 60 * MILLION),
]
SAMPLE = {
    Severity.PASS: "Mức hỗ trợ 150 triệu đồng nằm trong mức chi: 50 % × 486 = 243, không quá 300.",
    Severity.INFO: "Cơ sở đã được hỗ trợ một lần năm 2022.",
    Severity.WARN: "Mức chi này chưa được kiểm chứng với văn bản gốc.",
    Severity.ASK: "Chưa có định mức của tỉnh cho nội dung này.",
    Severity.BLOCK: "Mức hỗ trợ 350 triệu đồng vượt mức tối đa 300 triệu đồng.",
}


class GalleryForm(forms.Form):
    """Every kind of field."""

    name = forms.TextField(label="Tên đề án", help_text="Như sẽ in trong quyết định.")
    reason = forms.TextField(label="Sự cần thiết", lines=4, max_length=5000, required=False)
    starts_on = forms.DayField(label="Ngày bắt đầu")
    support_vnd = forms.MillionField(label="Kinh phí hỗ trợ")
    price_vnd = forms.VndField(label="Đơn giá", required=False)
    workers = forms.CountField(label="Số lao động", required=False)
    kind = django_forms.ChoiceField(
        label="Nội dung hỗ trợ",
        choices=[("", "— chọn —"), ("machinery", "Ứng dụng máy móc"), ("model", "Mô hình")],
    )
    fund = django_forms.ChoiceField(
        label="Nguồn kinh phí",
        choices=[("national", "Khuyến công quốc gia"), ("local", "Khuyến công địa phương")],
        widget=django_forms.RadioSelect,
    )
    is_new = django_forms.BooleanField(label="Máy mới 100 %", required=False)


def contents() -> dict[str, Any]:
    """Return what the page shows."""
    wrong = {"name": "", "starts_on": "31/02/2026", "support_vnd": "-5", "workers": "1,5"}
    good = {"name": "Hỗ trợ máy sấy mắc ca", "support_vnd": 150 * MILLION, "fund": "local"}
    return {
        "tones": TONES,
        "colours": COLOURS,
        "stops": STOPS,
        "late_stops": LATE_STOPS,
        "money_parts": MONEY,
        "found": [
            Finding(code=s.value, severity=s, message=text, citation="Thông tư ví dụ, Điều 6")
            for s, text in SAMPLE.items()
        ],
        "forms": [
            ("Biểu mẫu", GalleryForm(initial=good, prefix="good")),
            (
                "Biểu mẫu có lỗi",
                GalleryForm({f"bad-{name}": text for name, text in wrong.items()}, prefix="bad"),
            ),
        ],
    }
