"""The log as a list."""

from typing import Any

from django.apps import apps
from django.urls import reverse

from khuyencong.audit.models import Event
from khuyencong.audit.queries import matching, visible_to
from khuyencong.ui.lists import LISTS, Choices, Column, DayFilter, Filter, ListDefinition


def subject_types(user: Any) -> Choices:
    """Every kind of record that an event may tell of."""
    models = [m for m in apps.get_models() if any(f.name == "public_id" for f in m._meta.fields)]
    return sorted(
        ((m._meta.label_lower, str(m._meta.verbose_name)) for m in models), key=lambda pair: pair[1]
    )


def event_url(event: Event) -> str:
    return reverse("audit:event", args=[event.seq])


LOG = ListDefinition(
    code="nhat-ky",
    url_name="audit:log",
    rows=lambda user: visible_to(user).filter(seq__isnull=False),
    title="Nhật ký",
    noun="việc",
    columns=(
        Column(code="luc", label="Lúc", field="at", kind="moment", sort=("id",)),
        Column(code="viec", label="Việc", field="sentence", detail="reason"),
        Column(code="to-chuc", label="Tổ chức", field="organisation_name", on_phone=False),
        Column(
            code="so", label="Số thứ tự", field="seq", kind="number", sort=("seq",), on_phone=False
        ),
    ),
    filters=(
        Filter(
            code="ve", label="Hồ sơ", choices=subject_types, apply="subject_type", words="về {}"
        ),
        DayFilter(code="ngay", label="Ngày", field="at__date"),
    ),
    order=("-id",),
    search=matching,
    search_hint="Tìm theo người, việc, hồ sơ, tổ chức",
    empty_text="Mọi việc làm thay đổi hồ sơ của đơn vị và địa bàn bạn phụ trách được ghi ở đây.",
    row_url=event_url,
)

LISTS.register(LOG)
